/** Record heads in SQL: one row a head, and one for each lane in which it has work due. */

import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { sealedOf } from '../../src/audit/stored.ts';
import { Fault, invariant } from '../../src/kernel/fault.ts';
import type { EpochMs } from '../../src/kernel/time.ts';
import type { DueRow, Head, IndexEntry, RecordKey } from '../../src/ports/store.ts';
import type { Lane } from '../../src/work/effect.ts';

export interface HeadRows {
  load(key: RecordKey): Head | undefined;
  /** Within a transaction: of a conflict, nothing was written. */
  commit(head: Head): 'committed' | 'conflict';
  due(lane: Lane, beforeMs: EpochMs, limit: number): DueRow[];
}

export type Row = Record<string, SQLOutputValue>;

/** The lanes come along as one object, so that a head is one row to whoever reads it. */
export const HEAD_COLUMNS = `key, version, state, person, entitlement, created_ms, seq, hash,
  sealed, body, (SELECT json_group_object(lane, due_ms) FROM due WHERE due.key = heads.key) AS due`;

export function headRows(database: DatabaseSync): HeadRows {
  const select = database.prepare(`SELECT ${HEAD_COLUMNS} FROM heads WHERE key = ?`);
  const selectDue = database.prepare(
    `SELECT key, due_ms FROM due WHERE lane = ? AND due_ms <= ? ORDER BY due_ms, key LIMIT ?`,
  );
  // In a storm there are ten thousand of them: as a list, a row costs half of what an object does.
  selectDue.setReturnArrays(true);
  const commit = preparedCommit(database);
  return {
    load(key) {
      const row = select.get(key);
      return row && headOf(row);
    },
    commit,
    due: (lane, beforeMs, limit) =>
      (selectDue.all(lane, beforeMs, limit) as unknown as readonly [RecordKey, EpochMs][]).map(
        ([key, dueMs]) => ({ key, dueMs }),
      ),
  };
}

export function headOf(row: Row): Head {
  return {
    key: row['key'] as RecordKey,
    version: Number(row['version']),
    body: JSON.parse(String(row['body'])),
    chain: { seq: Number(row['seq']), hash: String(row['hash']) },
    sealed: sealedOf(JSON.parse(String(row['sealed']))),
    index: {
      state: String(row['state']),
      ...(row['person'] === null ? {} : { person: String(row['person']) }),
      ...(row['entitlement'] === null ? {} : { entitlement: String(row['entitlement']) }),
      createdMs: Number(row['created_ms']),
      due: JSON.parse(String(row['due'])) as IndexEntry['due'],
    },
  };
}

function preparedCommit(database: DatabaseSync): HeadRows['commit'] {
  const insert = database.prepare(
    `INSERT INTO heads
       (state, person, entitlement, created_ms, seq, hash, sealed, body, key, version)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const update = database.prepare(
    `UPDATE heads SET state = ?, person = ?, entitlement = ?, created_ms = ?, seq = ?, hash = ?,
       sealed = ?, body = ?, version = version + 1 WHERE key = ? AND version = ? - 1`,
  );
  // Most commits change nothing it is found by: then no index is written anew.
  const rewrite = database.prepare(
    `UPDATE heads SET seq = ?5, hash = ?6, sealed = ?7, body = ?8, version = version + 1
     WHERE key = ?9 AND version = ?10 - 1
       AND state = ?1 AND person IS ?2 AND entitlement IS ?3 AND created_ms = ?4`,
  );
  const settle = database.prepare('DELETE FROM due WHERE key = ?');
  const owe = database.prepare('INSERT INTO due (key, lane, due_ms) VALUES (?, ?, ?)');

  return (head) => {
    invariant(Number.isInteger(head.version) && head.version > 0, 'A version counts from 1.');
    const columns = columnsOf(head);
    const due = Object.entries(head.index.due).map(
      ([lane, atMs]) => [lane, wholeMs(atMs)] as const,
    );
    const ways = head.version === 1 ? [insert] : [rewrite, update];
    if (ways.every((way) => bind(way, columns) === 0)) return 'conflict';
    settle.run(head.key);
    for (const [lane, atMs] of due) owe.run(head.key, lane, atMs);
    return 'committed';
  };
}

type Column = string | number | null;

const bind = (statement: StatementSync, columns: readonly Column[]) =>
  Number(statement.run(...columns).changes);

function columnsOf({ key, version, body, chain, sealed, index }: Head): Column[] {
  return [
    index.state,
    index.person ?? null,
    index.entitlement ?? null,
    wholeMs(index.createdMs),
    chain.seq,
    chain.hash,
    JSON.stringify(sealed),
    JSON.stringify(body ?? null),
    key,
    version,
  ];
}

/** Nothing is due a fraction of a millisecond early. */
function wholeMs(ms: number): EpochMs {
  if (!Number.isFinite(ms)) throw new Fault('store-failed', `${ms} is not a time.`);
  return Math.ceil(ms);
}
