/**
 * A database after many more years: what the real store keeps of a thousand lives, and of those
 * that are over as many copies as it takes, made inside SQLite.
 */

import { closeSync, fsyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteReader } from '../../adapters/sqlite/store.ts';
import { type EpochMs, MINUTE } from '../../src/kernel/time.ts';
import type { Head } from '../../src/ports/store.ts';
import { storeCases } from './stored-cases.ts';

export const FEW = 1_000;
/** From one copy to the next: a million fill two more years. */
export const GAP_MS = MINUTE;

/** @param count of all case files; the first thousand are lived, and all that lives is of them. */
export async function storeManyCases(path: string, count: number, nowMs: number): Promise<void> {
  await storeCases(path, FEW, nowMs);
  if (count > FEW) copyClosed(path, count - FEW);
}

/** Their heads alone: the log is no part of what is claimed, committed or listed. */
function copyClosed(path: string, copies: number): void {
  const database = new DatabaseSync(path);
  // Whoever is interrupted here throws the file away.
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
    CREATE TEMP TABLE closed AS SELECT row_number() OVER () - 1 AS number, * FROM heads
      WHERE kind = 'case' AND state NOT IN ('pending', 'active');
    BEGIN;`);
  const sql = 'SELECT count(*) AS closed, min(created_ms) AS oldest FROM closed';
  const { closed = 0, oldest = 0 } = database.prepare(sql).get() ?? {};
  database
    .prepare(
      `WITH RECURSIVE copy(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM copy WHERE n < :copies - 1)
       INSERT INTO heads
         (key, version, state, person, entitlement, created_ms, seq, hash, sealed, body)
       SELECT printf('case/PA-C%07d', n), version, state, person, entitlement,
         :oldest - n * :gap, seq, hash, sealed,
         replace(body, substr(key, 6), printf('PA-C%07d', n))
       FROM copy JOIN closed ON closed.number = n % :closed`,
    )
    .run({ ':copies': copies, ':closed': closed, ':oldest': oldest, ':gap': GAP_MS });
  database.exec('COMMIT; PRAGMA journal_mode = WAL;');
  database.close();
  // All the way: what was left for later, the first commit measured would have to wait for.
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** All heads of the first thousand, for a store of another kind. */
export async function livedHeads(path: string): Promise<readonly Head[]> {
  const reader = openSqliteReader(path);
  try {
    return (await reader.list({ kind: 'case', limit: FEW })).heads;
  } finally {
    reader.close();
  }
}

/** The same life under another name, at another time. */
export function copyOf(head: Head, id: string, createdMs: EpochMs): Head {
  const before = head.key.slice('case/'.length);
  const body: unknown = JSON.parse(JSON.stringify(head.body).replaceAll(before, id));
  return { ...head, key: `case/${id}`, body, index: { ...head.index, createdMs } };
}
