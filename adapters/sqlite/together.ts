/**
 * Writes that are asked for in the same turn, or while the disk is busy with those before, share
 * one transaction and one wait for the disk.
 */

import type { DatabaseSync } from 'node:sqlite';
import { BUSY_MS } from './database.ts';
import type { Disk } from './disk.ts';
import { FAILED_DISK } from './problem.ts';
import { type Transactions, transactions, type Write } from './transactions.ts';

export interface Together {
  /**
   * Resolves once it is on disk, with whatever was written with it.
   * @param record whose it is: until then nobody reads it.
   */
  write<T>(work: () => T, record?: string): Promise<T>;
  /** Resolves when nothing of this record is on its way to the disk. */
  onDisk(record: string): Promise<void>;
  /** Writes what waits now, and waits for the disk. */
  flush(): void;
}

type Guard = (work: () => void) => void;

/** Written, and on its way to the disk. */
interface Wave {
  readonly writes: readonly Write[];
  readonly said: readonly (() => void)[];
  readonly over: Promise<void>;
  readonly end: () => void;
}

/**
 * @param guard names what goes wrong, and may do the whole once more.
 * @param disk none for a database that is only in memory.
 */
export function writeTogether(database: DatabaseSync, guard: Guard, disk?: Disk): Together {
  const { attempt, all } = transactions(database);
  const doubt = createDoubt(database, guard, disk);
  let waiting: Write[] = [];
  let wave: Wave | undefined;

  function begin(): Wave | undefined {
    const writes = waiting;
    waiting = [];
    return writes.length === 0 ? undefined : written(writes, guard, all);
  }

  function next(): void {
    if (wave) return;
    const mine = begin();
    if (!mine) return;
    if (!disk) return doubt.tell(mine, undefined);
    wave = mine;
    disk.sync((error) => {
      // Closed meanwhile, it has been told already.
      if (wave !== mine) return;
      wave = undefined;
      doubt.tell(mine, error);
      if (waiting.length > 0) setImmediate(next);
    });
  }

  return {
    flush() {
      const waves = [wave, begin()].filter((one) => one !== undefined);
      wave = undefined;
      const error = errorOf(() => disk?.syncNow());
      for (const one of waves) doubt.tell(one, error);
    },
    async onDisk(record) {
      while (wave?.writes.some((one) => one.record === record)) await wave.over;
      doubt.requireMended(record);
    },
    write: (work, record) =>
      new Promise((resolve, reject) => {
        waiting.push({ record, attempt: () => attempt(work, resolve, reject), fail: reject });
        if (waiting.length === 1 && !wave) setImmediate(next);
      }),
  };
}

/** Undefined where it could not be written, which each has been told. */
function written(
  writes: readonly Write[],
  guard: Guard,
  all: Transactions['all'],
): Wave | undefined {
  let said: readonly (() => void)[] = [];
  const error = errorOf(() => guard(() => void (said = all(writes))));
  if (error !== undefined) {
    for (const { fail } of writes) fail(error);
    return undefined;
  }
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  return { writes, said, over, end };
}

interface Doubt {
  /** Each asker of this wave, by what the disk said of it. */
  tell(wave: Wave, error: unknown): void;
  /** @throws why what was written of this record was refused, until that is mended. */
  requireMended(record: string): void;
}

function createDoubt(database: DatabaseSync, guard: Guard, disk: Disk | undefined): Doubt {
  const mend = createMend(database, guard, disk);
  const refused = new Set<string | undefined>();
  return {
    tell({ writes, said, end }, error) {
      const why = mend(error);
      if (why === undefined) refused.clear();
      else for (const { record } of writes) refused.add(record);
      if (why === undefined) for (const say of said) say();
      else for (const { fail } of writes) fail(why);
      end();
    },
    requireMended(record) {
      if (!refused.has(record)) return;
      const why = mend(undefined);
      if (why !== undefined) throw why;
      refused.clear();
    },
  };
}

/**
 * What the disk did not take in the log, it may take in the database itself; and the log is
 * emptied, or after a loss of power what is left of it would be read over that. Until both are on
 * disk, no later word of the disk is believed: what follows a gap in the log is lost with it.
 */
function createMend(
  database: DatabaseSync,
  guard: Guard,
  disk: Disk | undefined,
): (error: unknown) => unknown {
  const moveAll = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
  let isDoubtful = false;
  const move = (error: unknown) => {
    // Whoever looks on is not waited for on the thread that answers people.
    database.exec('PRAGMA busy_timeout = 0');
    try {
      requireMoved(moveAll.get(), error);
    } finally {
      database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    }
    disk?.syncNow();
  };
  return (error) => {
    isDoubtful ||= Boolean(error);
    if (!isDoubtful) return undefined;
    const why = errorOf(() => guard(() => move(error)));
    isDoubtful = why !== undefined;
    return why;
  };
}

function errorOf(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

function requireMoved(row: Record<string, unknown> | undefined, cause: unknown): void {
  if (row?.['busy'] === 0) return;
  throw Object.assign(new Error('The log stays where it is.', { cause }), { errcode: FAILED_DISK });
}
