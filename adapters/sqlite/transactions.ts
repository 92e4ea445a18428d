/** Several writes in one transaction: each is done or refused by itself, all are kept or none. */

import type { DatabaseSync } from 'node:sqlite';
import { primaryCode } from './problem.ts';

export interface Write {
  readonly record: string | undefined;
  /** Does it, and says how its asker is to hear of it once all is on disk. */
  readonly attempt: () => () => void;
  readonly fail: (error: unknown) => void;
}

export interface Transactions {
  readonly attempt: <T>(work: () => T, resolve: (value: T) => void, fail: Fail) => () => void;
  readonly all: (writes: readonly Write[]) => readonly (() => void)[];
}
type Fail = Write['fail'];

export function transactions(database: DatabaseSync): Transactions {
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
