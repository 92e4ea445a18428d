/** What an auditor is handed: every fact once, in order of time, and nothing that runs. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { event } from '../../src/audit/event.ts';
import { canonical, sha256 } from '../../src/kernel/digest.ts';
import { type ExportOrder, exportAudit } from '../../src/ops/audit-export.ts';
import { csvCell, visible } from '../../src/ops/csv.ts';
import type { Store } from '../../src/ports/store.ts';
import { AIKO, fact, headOf, NOON } from '../contract/store-samples.ts';
import { parseCsv } from './csv-parser.ts';

let store: Store;
beforeEach(async () => {
  store = createMemoryStore();
  const a = headOf('case/a', { events: [fact(NOON), fact(NOON + 20), fact(NOON + 40)] });
  const b = headOf('case/b', { events: [fact(NOON + 10), fact(NOON + 30), fact(NOON + 30)] });
  await store.commit({ ...a, sealed: a.sealed.slice(1) });
  await store.append(a.sealed.slice(0, 2));
  await store.commit(b);
});

async function exported(order: ExportOrder): Promise<string> {
  let text = '';
  await exportAudit(store, order, (piece) => {
    text += piece;
  });
  return text;
}

test('every event is there once, in order of time, moved to the log or not', async () => {
  const [header, ...rows] = parseCsv(await exported({ format: 'csv' }));
  expect(header).toEqual([
    'time',
    'record',
    'seq',
    'type',
    'actor',
    'facts',
    'hash',
    'break_glass',
    'previous',
  ]);
  const names = rows.map(([, record, seq]) => `${record?.slice(5)}${seq}`);
  expect(names).toEqual(['a1', 'b1', 'a2', 'b2', 'b3', 'a3']);
  expect(rows[0]?.slice(0, 6)).toEqual([
    '2026-11-23T12:00:00.000Z',
    'case/a',
    '1',
    'write-off-proposed',
    'slack:T1:U1',
    '{"by":"aiko","reason":"closed account"}',
  ]);
  const [first, , second] = rows;
  expect(second?.[8]).toBe(first?.[6]);
});

test('access that came first is told apart in a column of its own', async () => {
  const review = { by: 'ben', comment: 'The site was down', drawing: 'd', isLate: false } as const;
  const events = [
    event('break-glass-reviewed', NOON, AIKO, { ...review, verdict: 'not-justified' }),
    event('break-glass-review-overdue', NOON, AIKO, { dueMs: NOON, from: [] }),
  ];
  store = createMemoryStore();
  await store.commit(headOf('case/c', { events }));
  const [, ...rows] = parseCsv(await exported({ format: 'csv' }));
  expect(rows.map((row) => row[7])).toEqual(['not-justified', 'overdue']);
});

test('a span of time holds its first moment and not its last', async () => {
  const [, ...rows] = parseCsv(
    await exported({ format: 'csv', fromMs: NOON + 10, toMs: NOON + 30 }),
  );
  expect(rows.map(([, record, seq]) => `${record}${seq}`)).toEqual(['case/b1', 'case/a2']);
});

test('a JSON line is enough to compute its hash again', async () => {
  const lines = (await exported({ format: 'jsonl' })).trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  for (const line of lines) {
    const { record, seq, type, atMs, actor, facts, previous, hash } = JSON.parse(line);
    const said = canonical({ type, atMs, actor, facts });
    expect(sha256(`${previous}\n${record}\n${seq}\n${said}`)).toBe(hash);
  }
});

test('a long log is handed over in pieces, and its length is told', async () => {
  const events = Array.from({ length: 2_000 }, (_, n) => fact(NOON + n));
  await store.append(headOf('case/long', { events }).sealed);
  const pieces: string[] = [];
  const { count } = await exportAudit(store, { format: 'jsonl' }, async (piece) => {
    pieces.push(piece);
  });
  expect(count).toBe(2_006);
  expect(pieces.length).toBeGreaterThan(5);
  expect(pieces.join('').trimEnd().split('\n')).toHaveLength(2_006);
});

/** What formulas, cells, lines and escapes are made of. */
const SIGNS = ['=', '+', '-', '@', '\t', '\r', '\n', '"', "'", ',', ';', '|', '\\', 'u', '0'];

describe('text of any kind', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 10 }),
  );

  test('comes back from any CSV reader, and is never a formula to a spreadsheet', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (cells) => {
        const [row] = parseCsv(`${cells.map(csvCell).join()}\r\n`);
        expect(row?.map((cell) => cell.replace(/^'/, ''))).toEqual(cells);
        for (const cell of row ?? []) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('stays the same fact as JSON in a cell, on one line, with nothing unseen', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, async (by, reason) => {
        store = createMemoryStore();
        const one = event('write-off-proposed', NOON, AIKO, { by, reason });
        await store.append(headOf('case/a', { events: [one] }).sealed);
        const csv = await exported({ format: 'csv' });
        expect(csv.split('\r\n')).toHaveLength(3);
        expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
        expect(JSON.parse(parseCsv(csv)[1]?.[5] ?? '')).toEqual({ by, reason });
        const line = JSON.parse(await exported({ format: 'jsonl' }));
        expect(line.facts).toEqual({ by, reason });
      }),
    );
  });

  test('that turns the direction of reading is shown by its number', () => {
    expect(visible('a\u202eb\u001b[2J')).toBe('a\\u202eb\\u001b[2J');
  });
});

test('a cell of facts has no semicolon, by which some spreadsheets part it', async () => {
  const written = 'x;=cmd|calc;y';
  const events = [event('write-off-proposed', NOON, AIKO, { by: 'aiko', reason: written })];
  await store.commit(headOf('case/c', { events }));
  const text = await exported({ format: 'csv' });
  expect(text).not.toContain(';');
  const facts = parseCsv(text).find(([, record]) => record === 'case/c')?.[5] ?? '{}';
  expect(JSON.parse(facts)).toMatchObject({ reason: written });
});

test('what a hand has dated anew in the table has the time of the fact', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-export-'));
  const path = join(folder, 'forged.db');
  const made = openSqliteStore(path);
  await made.append(headOf('case/a', { events: [fact(NOON)] }).sealed);
  made.close();
  const database = new DatabaseSync(path);
  database.exec('DROP TRIGGER events_stay; DROP TRIGGER events_stay_as_they_are');
  database.exec(`UPDATE events SET json = '{"atMs":1,' || substr(json, 2)`);
  database.close();
  store = openSqliteStore(path);
  const lines = (await exported({ format: 'jsonl', fromMs: NOON - 1 })).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ atMs: NOON }]);
  rmSync(folder, { recursive: true });
});
