/** Records that a ledger anchors, and what a hand on the database does to them afterwards. */

import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import { type AuditEvent, event } from '../../src/audit/event.ts';
import { anchorHeads } from '../../src/engine/anchor.ts';
import { blockKey, LEDGER_END } from '../../src/engine/ledger-rows.ts';
import type { Context } from '../../src/engine/context.ts';
import { moveToLog } from '../../src/engine/move-to-log.ts';
import { commitHead } from '../../src/engine/commit-head.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { RecordKey } from '../../src/ports/store.ts';
import { NOON } from '../case-file/sample.ts';
import { bench } from '../engine/context.ts';

export const ONE = 'journal/2026-11-01' as const;
export const TWO = 'journal/2026-11-02' as const;

const said = (word: string) => event('stopped', NOON, 'prod-access', { why: word });

async function write(ctx: Context, key: RecordKey, ...events: readonly AuditEvent[]) {
  const index = { state: 'open', createdMs: NOON, due: {} };
  const head = await ctx.store.load(key);
  await commitHead(ctx, key, head, { schema: 1 }, events, index);
  await moveToLog(ctx, key);
}

/** Two records of two events each, anchored in two blocks. */
export async function twoBlocks(path: string, ledger: Ledger): Promise<void> {
  const store = openSqliteStore(path);
  const { ctx, clock } = bench({ store, ledger });
  for (const words of [['a'], ['b']]) {
    await write(ctx, ONE, ...words.map(said));
    await write(ctx, TWO, ...words.map(said));
    clock.turn(5 * MINUTE);
    await anchorHeads(ctx);
  }
  store.close();
}

/** An event more of the second, whose debt somebody strikes out; then two hours of the first. */
export async function forgotten(path: string, ledger: Ledger): Promise<void> {
  const store = openSqliteStore(path);
  const { ctx, clock } = bench({ store, ledger });
  clock.turn(20 * MINUTE);
  const atMs = clock.nowMs();
  await write(ctx, TWO, event('stopped', atMs, 'prod-access', { why: 'c' }));
  tamper(path, (database) => database.exec(`DELETE FROM due WHERE lane = 'ledger'`));
  clock.turn(120 * MINUTE);
  await write(ctx, ONE, said('d'));
  clock.turn(5 * MINUTE);
  await anchorHeads(ctx);
  store.close();
}

/** One event, and a ledger that nobody kept. */
export async function unwritten(path: string): Promise<void> {
  const store = openSqliteStore(path);
  await write(bench({ store }).ctx, ONE, said('a'));
  store.close();
}

/** One event of that record, and the block that anchors it. */
export async function writtenDown(path: string, ledger: Ledger, key: RecordKey): Promise<void> {
  const store = openSqliteStore(path);
  await store.health.copy?.settle();
  const { ctx, clock } = bench({ store, ledger });
  await write(ctx, key, said('a'));
  clock.turn(5 * MINUTE);
  await anchorHeads(ctx);
  store.close();
}

export type Change = (database: DatabaseSync) => void;

export function tamper(path: string, change: Change): void {
  const database = new DatabaseSync(path);
  database.exec('DROP TRIGGER IF EXISTS events_stay');
  database.exec('DROP TRIGGER IF EXISTS events_stay_as_they_are');
  change(database);
  database.close();
}

/** The whole record made anew, as by somebody who knows how chains are computed. */
function rewrite(database: DatabaseSync, words: readonly string[]): void {
  const { head, sealed } = seal(TWO, emptyChain(TWO), words.map(said));
  database.prepare('DELETE FROM events WHERE record = ?').run(TWO);
  for (const one of sealed) {
    database
      .prepare('INSERT INTO events (record, seq, json, previous, hash) VALUES (?, ?, ?, ?, ?)')
      .run(TWO, one.seq, JSON.stringify(one.event), one.previous, one.hash);
  }
  const update = database.prepare('UPDATE heads SET seq = ?, hash = ? WHERE key = ?');
  update.run(head.seq, head.hash, TWO);
}

/**
 * The log made anew without its primary key: a forged record for whoever follows the chain, and
 * beside it rows with the anchored hashes for whoever asks for those.
 */
export function double(database: DatabaseSync): void {
  const rows = database.prepare('SELECT record, seq, json, previous, hash FROM events').all();
  database.exec(`DROP TABLE events`);
  database.exec(`CREATE TABLE events (record TEXT NOT NULL, seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL GENERATED ALWAYS AS (json ->> '$.atMs') STORED,
    json TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT`);
  const insert = database.prepare(
    'INSERT INTO events (record, seq, json, previous, hash) VALUES (?, ?, ?, ?, ?)',
  );
  rewrite(database, ['x', 'y']);
  for (const { record, seq, json, previous, hash } of rows) {
    const later = JSON.stringify({ ...JSON.parse(String(json)), atMs: NOON + 1 });
    const text = record === TWO ? later : String(json);
    insert.run(String(record), Number(seq), text, String(previous), String(hash));
  }
}

export function removeRecord(database: DatabaseSync, key: string = TWO): void {
  for (const from of ['due', 'heads']) {
    database.prepare(`DELETE FROM ${from} WHERE key = ?`).run(key);
  }
  database.prepare('DELETE FROM events WHERE record = ?').run(key);
}

export const removeBlock: Change = (database) =>
  void database.prepare('DELETE FROM heads WHERE key = ?').run(blockKey(2));

/** What was said first, under the hash of what was: no anchor sees it. */
export const breakChain: Change = (database) =>
  void database
    .prepare(`UPDATE events SET json = replace(json, '"a"', '"x"') WHERE record = ? AND seq = 1`)
    .run(ONE);

/** The second block and every word of it in the store: what it saw can then be cut unseen. */
export function cutLedger(database: DatabaseSync): void {
  removeBlock(database);
  const end = JSON.stringify({ schema: 1, number: 1, copied: 1 });
  database.prepare('UPDATE heads SET body = ? WHERE key = ?').run(end, LEDGER_END);
  rewrite(database, ['a']);
}

/** What is done, how, and with which words it is found. */
export const TAMPERINGS: ReadonlyArray<readonly [what: string, change: Change, words: string]> = [
  ['written anew', (database) => rewrite(database, ['x', 'b']), 'written anew'],
  ['cut', (database) => rewrite(database, ['a']), 'cut short'],
  ['deleted', removeRecord, 'was deleted'],
];
