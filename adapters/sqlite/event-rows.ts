/** The audit log in SQL: events are put once, read in batches, and never changed. */

import type { DatabaseSync } from 'node:sqlite';
import type { SealedEvent } from '../../src/audit/chain.ts';
import { eventOf, requireSame, seqOf } from '../../src/audit/stored.ts';
import type { EventQuery } from '../../src/ports/store.ts';
import type { Row } from './head-rows.ts';

export interface EventRows {
  /** Within a transaction. */
  append(events: readonly SealedEvent[]): void;
  /** Batches, so that no read stays open while the reader does something else. */
  batches(query: EventQuery): Iterable<readonly SealedEvent[]>;
}

export function eventRows(database: DatabaseSync): EventRows {
  const insert = database.prepare(
    `INSERT INTO events (record, seq, json, previous, hash) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const one = database.prepare(`SELECT ${COLUMNS} FROM events WHERE record = ? AND seq = ?`);
  // By row as well: a hand in the file may have made two of one number, and any number there is.
  const ofRecord = database.prepare(
    `SELECT ${COLUMNS} FROM events
     WHERE record = ? AND (seq, rowid) > (?, ?) AND at_ms >= ? AND at_ms < ?
     ORDER BY seq, rowid LIMIT ${BATCH}`,
  );
  const ofAll = database.prepare(
    `SELECT ${COLUMNS} FROM events
     WHERE (at_ms, record, seq, rowid) > (?, ?, ?, ?) AND at_ms < ?
     ORDER BY at_ms, record, seq, rowid LIMIT ${BATCH}`,
  );
  // Such a number may be larger than any of ours.
  for (const statement of [one, ofRecord, ofAll]) statement.setReadBigInts(true);

  return {
    append(events) {
      for (const sealed of events) {
        const { record, seq, event, previous, hash } = sealed;
        const { changes } = insert.run(record, seq, JSON.stringify(event), previous, hash);
        if (Number(changes) > 0) continue;
        const there = one.get(record, seq);
        requireSame(there && sealedOf(there), sealed);
      }
    },

    *batches({ record, fromMs = -Infinity, toMs = Infinity }) {
      let rows: readonly Row[] = [];
      do {
        const last = rows.at(-1);
        rows =
          record === undefined
            ? ofAll.all(...(last ? placeOf(last) : [fromMs, '', -Infinity, 0]), toMs)
            : ofRecord.all(record, ...(last ? numberOf(last) : [-Infinity, 0]), fromMs, toMs);
        yield rows.map(sealedOf);
      } while (rows.length === BATCH);
    },
  };
}

const BATCH = 1_000;
const COLUMNS = 'rowid, record, seq, at_ms, json, previous, hash';

const numberOf = (row: Row) => [row['seq'] ?? null, row['rowid'] ?? null] as const;
const placeOf = (row: Row) =>
  [row['at_ms'] ?? null, String(row['record']), ...numberOf(row)] as const;

const sealedOf = (row: Row): SealedEvent => ({
  record: String(row['record']),
  seq: seqOf(Number(row['seq'])),
  event: eventOf(String(row['json'])),
  previous: String(row['previous']),
  hash: String(row['hash']),
});
