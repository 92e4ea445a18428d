/**
 * Writes that are asked for in the same turn, or while the disk is busy with those before, share
 * one transaction and one wait for the disk.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { Disk } from './disk.ts';
import { FAILED_DISK, primaryCode } from './problem.ts';

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

interface Write {
  readonly record: string | undefined;
  /** Does it, and says how its asker is to hear of it once all is on disk. */
  readonly attempt: () => () => void;
  readonly fail: (error: unknown) => void;
}

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
  const mend = createMend(database, guard);
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
    if (!disk) return tell(mine, undefined);
    wave = mine;
    disk.sync((error) => {
      // Closed meanwhile, it has been told already.
      if (wave !== mine) return;
      wave = undefined;
      tell(mine, mend(error));
      if (waiting.length > 0) setImmediate(next);
    });
  }

  return {
    flush() {
      const waves = [wave, begin()].filter((one) => one !== undefined);
      wave = undefined;
      const why = mend(errorOf(() => disk?.syncNow()));
      for (const one of waves) tell(one, why);
    },
    async onDisk(record) {
      while (wave?.writes.some((one) => one.record === record)) await wave.over;
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

function tell({ writes, said, end }: Wave, why: unknown): void {
  if (why === undefined) for (const say of said) say();
  else for (const { fail } of writes) fail(why);
  end();
}

/**
 * What the disk did not take in the log, it may take in the database itself. Until it has, no later
 * word of the disk is believed: what follows a gap in the log is lost with it.
 */
function createMend(database: DatabaseSync, guard: Guard): (error: unknown) => unknown {
  const moveAll = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  let isDoubtful = false;
  return (error) => {
    isDoubtful ||= Boolean(error);
    if (!isDoubtful) return undefined;
    const why = errorOf(() => guard(() => requireMoved(moveAll.get(), error)));
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
  if (row && row['busy'] === 0 && row['log'] === row['checkpointed']) return;
  throw Object.assign(new Error('The log stays where it is.', { cause }), { errcode: FAILED_DISK });
}

interface Transactions {
  readonly attempt: <T>(work: () => T, resolve: (value: T) => void, fail: Fail) => () => void;
  readonly all: (writes: readonly Write[]) => readonly (() => void)[];
}
type Fail = Write['fail'];

function transactions(database: DatabaseSync): Transactions {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  const undo = database.prepare('ROLLBACK');
  const mark = database.prepare('SAVEPOINT one');
  const keep = database.prepare('RELEASE one');
  const drop = database.prepare('ROLLBACK TO one');
  return {
    attempt(work, resolve, fail) {
      mark.run();
      try {
        const value = work();
        keep.run();
        return () => resolve(value);
      } catch (error) {
        // What SQLite refuses it refuses to all; what we refuse ourselves concerns this one alone.
        if (primaryCode(error) !== undefined) throw error;
        drop.run();
        keep.run();
        return () => fail(error);
      }
    },
    all(writes) {
      begin.run();
      try {
        const said = writes.map((one) => one.attempt());
        end.run();
        return said;
      } catch (error) {
        // Some failures, as of a full disk, have already rolled back by themselves.
        if (database.isTransaction) undo.run();
        throw error;
      }
    },
  };
}
