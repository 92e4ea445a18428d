/** The store in one SQLite file: the default, for one bot on one machine. */

import type { DatabaseSync } from 'node:sqlite';
import type { EpochMs } from '../../src/kernel/time.ts';
import type { Store, StoreHealth, StoreTrouble } from '../../src/ports/store.ts';
import { type DatabaseKind, openForReading, openForWriting } from './database.ts';
import { eventRows } from './event-rows.ts';
import { isInMemory, requireFile } from './file.ts';
import { headPages } from './head-pages.ts';
import { headRows } from './head-rows.ts';
import { type Disk, openDisk } from './disk.ts';
import { guarded, StoreProblem } from './problem.ts';
import { openReserve, type Reserve } from './reserve.ts';
import { watchHeads } from './soundness.ts';
import { writeTogether } from './together.ts';
import { openWitness, type Witness } from './witness.ts';
import { takeWriterLock } from './writer-lock.ts';

export interface SqliteStore extends Store {
  readonly health: StoreHealth;
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
  guarded(path, () => requireFile(path));
  const lock = isInMemory(path) ? undefined : guarded(path, () => takeWriterLock(path));
  try {
    const reserve = isInMemory(path) ? undefined : openReserve(path);
    const open = () => withFiles(path, openForWriting(path, { kind, nowMs: now() }));
    const opened = guarded(path, () => (reserve ? reserve.withRoom(open) : open()));
    const { database, witness, disk } = opened;
    const { stopWatching, flush, ...store } = working({ path, ...opened, reserve });
    const close = () => {
      if (!database.isOpen) return;
      flush();
      witness?.recorded(witness.count());
      stopWatching();
      database.close();
      disk?.close();
      witness?.close();
      lock?.release();
    };
    return { ...store, close };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** Opens the database to look at it, beside the process that works on it or without one. */
export function openSqliteReader(path: string): SqliteReader {
  const database = openForReading(path);
  const run: Run = (work) => guarded(path, work);
  return { ...reading(database, run), close: () => database.close() };
}

/** What a process that was killed had written and not waited for is on disk before it is read. */
function withFiles(path: string, database: DatabaseSync) {
  if (isInMemory(path)) return { database, witness: undefined, disk: undefined };
  let disk: Disk | undefined;
  try {
    disk = openDisk(path);
    disk.syncNow();
    return { database, witness: openWitness(path, database), disk };
  } catch (error) {
    disk?.close();
    database.close();
    throw error;
  }
}

interface Opened {
  readonly path: string;
  readonly database: DatabaseSync;
  readonly reserve: Reserve | undefined;
  readonly witness: Witness | undefined;
  readonly disk: Disk | undefined;
}

interface Working extends Omit<SqliteStore, 'close'> {
  /** Writes what waits to be written. */
  readonly flush: () => void;
  readonly stopWatching: () => void;
}

function working(opened: Opened): Working {
  const { path, database, reserve, witness, disk } = opened;
  const heads = headRows(database);
  const log = eventRows(database);
  let damage: StoreTrouble | undefined;
  const damaged = () => {
    damage = { is: 'damage', why: `The database ${path} is damaged.` };
  };
  const run: Run = (work) => {
    try {
      return guarded(path, () => (reserve ? reserve.withRoom(work) : work()));
    } catch (error) {
      if (error instanceof StoreProblem && error.kind === 'damaged') damaged();
      throw error;
    }
  };
  const together = writeTogether(database, run, disk);
  const why = witness?.copy;
  const counted = (work: () => unknown) =>
    together.write(() => {
      work();
      return witness?.count() ?? 0;
    });
  return {
    ...reading(database, run),
    stopWatching: watchHeads(path, database, damaged),
    async load(key) {
      await together.onDisk(key);
      return run(() => heads.load(key));
    },
    commit: (head) => together.write(() => heads.commit(head), head.key),
    async append(events) {
      const count = await counted(() => log.append(events));
      // Written by the closing itself, it has been counted there.
      if (database.isOpen) run(() => witness?.recorded(count));
    },
    flush: () => together.flush(),
    health: {
      trouble: () => damage ?? reserve?.trouble(),
      copy:
        why === undefined
          ? undefined
          : { why, settle: async () => witness?.settle(await counted(() => undefined)) },
    },
  };
}

type Run = <T>(work: () => T) => T;

function reading(database: DatabaseSync, run: Run): Omit<SqliteReader, 'close'> {
  const heads = headRows(database);
  const list = headPages(database);
  const log = eventRows(database);
  return {
    load: async (key) => run(() => heads.load(key)),
    due: async (lane, beforeMs, limit) => run(() => heads.due(lane, beforeMs, limit)),
    list: async (query) => run(() => list(query)),
    async *events(query) {
      const batches = log.batches(query)[Symbol.iterator]();
      for (;;) {
        const batch = run(() => batches.next());
        if (batch.done) return;
        yield* batch.value;
      }
    },
  };
}
