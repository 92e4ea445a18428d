/** The audit log in SQL: events are put once, read in batches, and never changed. */

import type { DatabaseSync } from 'node:sqlite';
import type { SealedEvent } from '../../src/audit/chain.ts';
import type { AuditEvent } from '../../src/audit/event.ts';
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
  const ofRecord = database.prepare(
    `SELECT record, seq, at_ms, json, previous, hash FROM events
     WHERE record = ? AND seq > ? AND at_ms >= ? AND at_ms < ? ORDER BY seq LIMIT ${BATCH}`,
  );
  const ofAll = database.prepare(
    `SELECT record, seq, at_ms, json, previous, hash FROM events
     WHERE (at_ms, record, seq) > (?, ?, ?) AND at_ms < ?
     ORDER BY at_ms, record, seq LIMIT ${BATCH}`,
  );

  return {
    append(events) {
      for (const { record, seq, event, previous, hash } of events) {
        insert.run(record, seq, JSON.stringify(event), previous, hash);
      }
    },

    *batches({ record, fromMs = FIRST_MS, toMs = LAST_MS }) {
      let rows: readonly Row[] = [];
      do {
        const last = rows.at(-1);
        rows =
          record === undefined
            ? ofAll.all(...(last ? placeOf(last) : [fromMs, '', 0]), toMs)
            : ofRecord.all(record, Number(last?.['seq'] ?? 0), fromMs, toMs);
        yield rows.map(sealedOf);
      } while (rows.length === BATCH);
    },
  };
}

const BATCH = 1_000;
const FIRST_MS = -8.64e15;
const LAST_MS = 8.64e15 + 1;

const placeOf = (row: Row) =>
  [Number(row['at_ms']), String(row['record']), Number(row['seq'])] as const;

const sealedOf = (row: Row): SealedEvent => ({
  record: String(row['record']),
  seq: Number(row['seq']),
  event: eventOf(String(row['json'])),
  previous: String(row['previous']),
  hash: String(row['hash']),
});

/** Text that is no event, as after a hand in the file, is passed on for its hash to betray. */
function eventOf(json: string): AuditEvent {
  try {
    return JSON.parse(json) as AuditEvent;
  } catch {
    return { type: 'unreadable', atMs: 0, actor: '?', facts: { json } } as unknown as AuditEvent;
  }
}
