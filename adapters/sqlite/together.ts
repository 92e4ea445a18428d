/** Writes that are asked for in the same turn share one transaction, and one wait for the disk. */

import type { DatabaseSync } from 'node:sqlite';
import { primaryCode } from './problem.ts';

export interface Together {
  /** Resolves once it is on disk, with whatever was written with it. */
  write<T>(work: () => T): Promise<T>;
  /** Writes what waits now. */
  flush(): void;
}

type Guard = (work: () => void) => void;

interface Write {
  /** Does it, and says how its asker is to hear of it once all is on disk. */
  readonly attempt: () => () => void;
  readonly fail: (error: unknown) => void;
}

/** @param guard names what goes wrong, and may do the whole once more. */
export function writeTogether(database: DatabaseSync, guard: Guard): Together {
  const { attempt, all } = transactions(database);
  let waiting: Write[] = [];

  function flush(): void {
    const writes = waiting;
    waiting = [];
    if (writes.length === 0) return;
    let said: readonly (() => void)[] = [];
    try {
      guard(() => {
        said = all(writes);
      });
    } catch (error) {
      for (const { fail } of writes) fail(error);
      return;
    }
    for (const tell of said) tell();
  }

  return {
    flush,
    write: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ attempt: () => attempt(work, resolve, reject), fail: reject });
        if (waiting.length === 1) setImmediate(flush);
      }),
  };
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
