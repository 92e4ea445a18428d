/**
 * A small file beside the database that says how far the log had got. A copy of yesterday, or a
 * database that lost its write-ahead log, is behind it, and must not take what it does not know
 * for what nobody wants.
 */

import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

export interface Witness {
  /** Why the database is taken for an older copy; undefined when it is not. */
  readonly copy: string | undefined;
  /** How far the log has got, of what is not on disk yet as well. */
  count(): number;
  /** So far it is on disk. Says nothing while a copy is not known to be one. */
  recorded(count: number): void;
  /** That it is a copy is on record: from here on it counts as it stands. */
  settle(count: number): void;
  close(): void;
}

export function openWitness(path: string, database: DatabaseSync): Witness {
  const file = `${path}-witness`;
  const select = database.prepare('SELECT ifnull(max(rowid), 0) AS recorded FROM events');
  const inDatabase = () => Number(select.get()?.['recorded']);
  const copy = older(path, inDatabase(), seenIn(file));
  const handle = openSync(file, existsSync(file) ? 'r+' : 'w', 0o600);
  let isSettled = copy === undefined;

  // In place, and never emptied: after a loss of power there is the older number or the newer.
  function write(count: number): void {
    writeSync(handle, `${String(count).padStart(15, '0')}\n`, 0);
  }

  function settle(count: number): void {
    isSettled = true;
    write(count);
    fsyncSync(handle);
  }

  if (isSettled) settle(inDatabase());
  return {
    copy,
    count: inDatabase,
    recorded(count) {
      if (isSettled) write(count);
    },
    settle,
    close: () => closeSync(handle),
  };
}

function older(path: string, recorded: number, seen: number | undefined): string | undefined {
  if (seen === undefined) {
    return recorded > 0 ? `The database ${path} came without its -witness file.` : undefined;
  }
  if (seen <= recorded) return undefined;
  return `The database ${path} is an older copy: ${seen} facts were recorded, it has ${recorded}.`;
}

function seenIn(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'latin1').trim();
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
