/** The store in one SQLite file: the default, for one bot on one machine. */

import type { DatabaseSync } from 'node:sqlite';
import type { EpochMs } from '../../src/kernel/time.ts';
import type { Store } from '../../src/ports/store.ts';
import { type DatabaseKind, openForReading, openForWriting } from './database.ts';
import { eventRows } from './event-rows.ts';
import { isInMemory } from './file.ts';
import { headPages } from './head-pages.ts';
import { headRows } from './head-rows.ts';
import { guarded } from './problem.ts';
import { takeWriterLock } from './writer-lock.ts';

export interface SqliteStore extends Store {
  /** Closes the file and lets another process write. */
  close(): void;
}

export type SqliteReader = Pick<Store, 'load' | 'due' | 'list' | 'events'> & { close(): void };

export interface SqliteOptions {
  /** `live` unless the demo says otherwise; stamped into the file when it is made. */
  readonly kind?: DatabaseKind;
  readonly now?: () => EpochMs;
}

/**
 * Opens the database to work on it, making it if there is none.
 * @throws StoreProblem with a sentence for the operator when it cannot, or must not, be opened.
 */
export function openSqliteStore(path: string, options: SqliteOptions = {}): SqliteStore {
  const { kind = 'live', now = Date.now } = options;
  const lock = isInMemory(path) ? undefined : guarded(path, () => takeWriterLock(path));
  try {
    const database = openForWriting(path, { kind, nowMs: now() });
    const close = () => {
      if (database.isOpen) database.close();
      lock?.release();
    };
    return { ...reading(path, database), ...writing(path, database), close };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** Opens the database to look at it, beside the process that works on it or without one. */
export function openSqliteReader(path: string): SqliteReader {
  const database = openForReading(path);
  return { ...reading(path, database), close: () => database.close() };
}

function reading(path: string, database: DatabaseSync): Omit<SqliteReader, 'close'> {
  const heads = headRows(database);
  const list = headPages(database);
  const log = eventRows(database);
  return {
    load: async (key) => guarded(path, () => heads.load(key)),
    due: async (lane, beforeMs, limit) => guarded(path, () => heads.due(lane, beforeMs, limit)),
    list: async (query) => guarded(path, () => list(query)),
    async *events(query) {
      const batches = log.batches(query)[Symbol.iterator]();
      for (;;) {
        const batch = guarded(path, () => batches.next());
        if (batch.done) return;
        yield* batch.value;
      }
    },
  };
}

function writing(path: string, database: DatabaseSync): Pick<Store, 'commit' | 'append'> {
  const heads = headRows(database);
  const log = eventRows(database);
  return {
    commit: async (head) => guarded(path, () => heads.commit(head)),
    append: async (events) => guarded(path, () => log.append(events)),
  };
}
