/** What the commands of the program say, from the files they are given. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import { event } from '../../src/audit/event.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { auditExport, auditVerify } from '../../src/ops/audit-command.ts';
import { checkLines } from '../../src/ops/check-command.ts';
import { COMMANDS, EXIT } from '../../src/ops/command-table.ts';
import { helpText } from '../../src/ops/help-text.ts';
import { screen } from './screen.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');

async function storeWithOneFact(change: (hash: string) => string = (hash) => hash) {
  const store = createMemoryStore();
  const key = 'journal/2026-11-23' as const;
  const booted = event('booted', NOON, 'prod-access', { version: '1', store: 'memory' });
  const { head, sealed } = seal(key, emptyChain(key), [booted]);
  const index = { state: 'open', createdMs: NOON, due: {} };
  const chain = { ...head, hash: change(head.hash) };
  await store.commit({ key, version: 1, body: { schema: 1 }, chain, sealed: [], index });
  await store.append(sealed);
  return store;
}

describe('audit', () => {
  test('a sound log is said to be sound, with exit code 0', async () => {
    const terminal = screen();
    expect(await auditVerify(await storeWithOneFact(), terminal)).toBe(EXIT.done);
    expect(terminal.out).toEqual(['The log is sound: 1 records, 1 events.']);
  });

  test('a log that was changed names the event, with exit code 3', async () => {
    const terminal = screen();
    const broken = await storeWithOneFact((hash) => hash.replace(/^./, 'x'));
    expect(await auditVerify(broken, terminal)).toBe(EXIT.broken);
    expect(terminal.err.join('\n')).toContain('journal/2026-11-23');
  });

  test('a format or a day that is none is refused before anything is written', async () => {
    const terminal = screen();
    const store = await storeWithOneFact();
    expect(await auditExport(store, { format: 'xml' }, terminal)).toBe(EXIT.usage);
    for (const day of ['yesterday', '2026-02-30', '2026-02-30T10:00Z', '1']) {
      expect(await auditExport(store, { from: day }, terminal)).toBe(EXIT.usage);
      expect(await auditExport(store, { to: day }, terminal)).toBe(EXIT.usage);
      expect(terminal.err.at(-1)).toContain(`There is no day or instant ${day}.`);
    }
    expect(terminal.out).toEqual([]);
  });

  test('an export holds what lies between the days', async () => {
    const terminal = screen();
    const store = await storeWithOneFact();
    const span = { format: 'jsonl', from: '2026-11-23', to: '2026-11-24' };
    expect(await auditExport(store, span, terminal)).toBe(EXIT.done);
    expect(terminal.out.join('')).toContain('booted');
    const hours = { format: 'jsonl', from: '2026-11-23T12:00Z', to: '2026-11-23T12:00:00.001Z' };
    const brief = screen();
    await auditExport(store, hours, brief);
    expect(brief.out.join('')).toContain('booted');
    const later = screen();
    await auditExport(store, { ...span, from: '2026-11-24', to: '2026-11-25' }, later);
    expect(later.out.join('')).not.toContain('booted');
  });
});

describe('check', () => {
  test('the example is sound, and says what is in it', () => {
    const { ok, lines } = checkLines(parseConfig(EXAMPLE, 'example.yml'), 'example.yml');
    expect(ok).toBe(true);
    expect(lines.at(-1)).toBe('example.yml is sound: 3 entitlements, 2 rules.');
  });

  test('every mistake has its line and column, and they are counted', () => {
    const text = EXAMPLE.replace('language: en', 'language: fr').replace(
      'zone: Asia',
      'zone: Azia',
    );
    const { ok, lines } = checkLines(parseConfig(text, 'example.yml'), 'example.yml');
    expect(ok).toBe(false);
    expect(lines.at(-1)).toMatch(/^2 errors\. Whether people and rules fit together is judged/);
    expect(lines[0]).toMatch(/^example\.yml:\d+:\d+ /);
  });
});

test('help lists every command', () => {
  const text = helpText('1.2.3');
  for (const { usage } of COMMANDS) expect(text).toContain(usage);
});

test('help of a command is of that one alone, or of all that have its first word', () => {
  expect(helpText('1.2.3', ['check'])).toBe(
    'Usage: npx prod-access check [--config FILE]\n\n' +
      'Validate the configuration; every problem with line and column.\n\n' +
      '  --config FILE  else PROD_ACCESS_CONFIG, else prod-access.yml',
  );
  expect(helpText('1.2.3', ['help', 'check'])).toBe(helpText('1.2.3', ['check']));
  const audit = helpText('1.2.3', ['audit']);
  expect(audit).toContain('audit verify');
  expect(audit).toContain('audit export');
  expect(helpText('1.2.3', ['audit', 'export'])).not.toContain('audit verify');
  expect(helpText('1.2.3', ['nothing'])).toBe(helpText('1.2.3'));
});

test('the help of explain has each of its options', () => {
  const { options = [] } = COMMANDS.find(({ name }) => name === 'explain') ?? {};
  const text = helpText('1.2.3', ['explain']);
  for (const one of options.filter((name) => name !== 'time')) {
    expect(text.match(new RegExp(`--${one}\\b`, 'g'))).toHaveLength(2);
  }
});

test.each(COMMANDS)('help of $name says what each of its options is for', (row) => {
  const said = helpText('0.0.0', row.name.split(' '));
  expect(row.options?.filter((one) => !said.includes(`--${one}`)) ?? []).toEqual([]);
});
