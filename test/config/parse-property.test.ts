/** Whatever the text, the answer is a configuration or problems with a place: never a throw. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/parse.ts';
import { EXAMPLE } from './example.ts';

function isAnswered(text: string): void {
  const parsed = parseConfig(text, 'f');
  if (parsed.ok) {
    expect(parsed.config.rules.length).toBeGreaterThan(0);
    return;
  }
  expect(parsed.problems.length).toBeGreaterThan(0);
  for (const { line, column, message } of parsed.problems) {
    expect(Math.min(line, column)).toBeGreaterThan(0);
    expect(line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length + 1);
    expect(message).not.toBe('');
  }
}

const LINES = EXAMPLE.split('\n');
const anyLine = fc.integer({ min: 0, max: LINES.length - 1 });
const KEYS = EXAMPLE.match(/[a-z_]+(?=:)/g) ?? [];

describe('parseConfig answers', () => {
  test('any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), isAnswered));
  });

  test('any text made of the signs of YAML', () => {
    const sign = fc.constantFrom(...' \n\t-:?[]{}#&*!|>%@`"\'a1~<,.', '\n  ', ': ', '- ');
    fc.assert(fc.property(fc.array(sign, { maxLength: 80 }), (all) => isAnswered(all.join(''))));
  });

  test('any value at all, under the keys of the file', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const file = fc.dictionary(fc.constantFrom(...new Set(KEYS)), value);
    fc.assert(fc.property(file, (each) => isAnswered(stringify(each))));
  });

  test('the example with any line replaced by any other, or by a value of another kind', () => {
    const value = fc.constantFrom('[]', '{}', '~', '1', 'true', 'x', '[[1]]', '{a: {b: 1}}', '');
    fc.assert(
      fc.property(anyLine, anyLine, value, (at, other, to) => {
        isAnswered(LINES.with(at, LINES[other] ?? '').join('\n'));
        isAnswered(LINES.with(at, (LINES[at] ?? '').replace(/:.*/, `: ${to}`)).join('\n'));
      }),
      { numRuns: 300 },
    );
  });

  test('the example cut off anywhere', () => {
    const at = fc.integer({ min: 0, max: EXAMPLE.length });
    fc.assert(fc.property(at, (end) => isAnswered(EXAMPLE.slice(0, end))));
  });
});
