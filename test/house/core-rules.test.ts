/** The core is plain: no clock, no dice, no surroundings, and no way around the types. */

import { describe, expect, test } from 'vitest';
import { blank } from './blank.ts';
import { sources, under } from './checkout.ts';
import { coreBreaches, escapes } from './core-rules.ts';

describe('the core', () => {
  test('reads no clock, no dice and no surroundings, and waits only in verbs', () => {
    expect(under('src').flatMap(coreBreaches)).toEqual([]);
  });

  test.each([
    'const now = Date.now();',
    'const now = new Date();',
    'const read = () => new Date;',
    'const said = Date();',
    'const now = Temporal.Now.instant();',
    'const t = performance.now();',
    'setTimeout(retry, 5);',
    'const dice = Math.random();',
    "import { randomUUID } from 'node:crypto';",
    'const id = crypto.getRandomValues(bytes);',
    "const home = process.env['HOME'];",
    'const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;',
    'const said = at.toLocaleTimeString();',
    "const answer = fetch('https://example.com');",
    "console.log('here');",
    'const f = `${Date.now()}`;',
    'export async function rule() {}',
  ])('may not say %s', (line) => {
    expect(coreBreaches({ path: 'src/kernel/x.ts', text: line })).toHaveLength(1);
  });

  test.each([
    'const at = new Date(atMs).toISOString();',
    'const at = Date.UTC(2026, 10, 21);',
    '// Not Date.now(): the caller knows better.',
    "const text = 'process.env is not read here';",
    'const text = `await ${name}`;',
    'const span = half / 2; // setTimeout',
    'const pattern = /Math.random()/;',
  ])('may say %s', (line) => {
    expect(coreBreaches({ path: 'src/kernel/x.ts', text: line })).toEqual([]);
  });

  test('may wait in a verb', () => {
    const text = 'export async function act() { await done; }';
    expect(coreBreaches({ path: 'src/engine/x.ts', text })).toEqual([]);
  });
});

describe('the types', () => {
  test('are escaped nowhere', () => {
    expect(sources.filter(({ path }) => !path.startsWith('test/house/')).flatMap(escapes)).toEqual(
      [],
    );
  });

  test.each(['@ts-ignore', '@ts-expect-error', 'oxlint-disable-next-line', 'biome-ignore'])(
    'would be escaped by a comment with %s',
    (text) => expect(escapes({ path: 'src/x.ts', text: `// ${text}: later` })).toHaveLength(1),
  );
});

describe('reading a source', () => {
  test('keeps every position, whatever is taken away', () => {
    for (const { text } of sources) {
      const { withText, codeOnly } = blank(text);
      expect([withText.length, codeOnly.length]).toEqual([text.length, text.length]);
    }
  });

  test('keeps the code inside a template and drops the words around it', () => {
    const { codeOnly } = blank('const a = `in ${b ? `deep ${c}` : { d: 1 }.d} out`;');
    expect(codeOnly.replace(/\s+/g, ' ')).toBe('const a = b ? c : { d: 1 }.d ;');
  });

  test('tells a division from a pattern', () => {
    const { codeOnly } = blank('const a = b / c / d; const e = /"[/]/.test(f) ? g / 2 : h;');
    expect(codeOnly.replace(/\s+/g, ' ')).toBe(
      'const a = b / c / d; const e = .test(f) ? g / 2 : h;',
    );
  });
});
