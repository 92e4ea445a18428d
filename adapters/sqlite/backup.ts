/** A whole copy of the database in one file, made by a reader beside the bot that works on it. */

import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openForReading } from './database.ts';
import { createPrivately } from './file.ts';
import { FULL, guarded, primaryCode, StoreProblem } from './problem.ts';

export interface Copied {
  readonly records: number;
  readonly facts: number;
}

/**
 * Of one moment, with what stands in the write-ahead log alone. Writes over nothing, and leaves
 * nothing half-done under the name that was asked for.
 * @throws StoreProblem with a sentence for the operator.
 */
export function backUp(path: string, file: string): Copied {
  const database = openForReading(path);
  try {
    // Resolved, for SQLite may read a name that begins with `file:` as an address.
    const target = resolve(file);
    requireFree(target);
    const unfinished = `${target}-unfinished`;
    rmSync(unfinished, { force: true });
    // Empty, and already for its owner alone: SQLite would make it for everybody.
    createPrivately(unfinished);
    try {
      roomy(target, () => guarded(path, () => database.prepare('VACUUM INTO ?').run(unfinished)));
      onDisk(unfinished);
      const copied = counted(unfinished);
      requireFree(target);
      renameSync(unfinished, target);
      onDisk(dirname(target));
      return copied;
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  } finally {
    database.close();
  }
}

function requireFree(file: string): void {
  if (!existsSync(file)) return;
  const what = statSync(file).isDirectory() ? 'is a folder' : 'is there already';
  throw new StoreProblem('failed', `${realpathSync(file)} ${what}. Name a file that is not there.`);
}

/** The database is only read: where there is no room, it is on the disk of the copy. */
function roomy<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (primaryCode(cause) !== FULL) throw error;
    const sentence = `There is no room for the copy ${file}: its disk is full.`;
    throw new StoreProblem('failed', sentence, { cause });
  }
}

/** `VACUUM INTO` leaves that to whoever asks for it. */
function onDisk(place: string): void {
  const handle = openSync(place, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Read from the copy itself: what cannot be read there is no backup. */
function counted(file: string): Copied {
  return guarded(file, () => {
    const copy = new DatabaseSync(file, { readOnly: true });
    try {
      const count = (table: string) =>
        Number(copy.prepare(`SELECT count(*) AS found FROM ${table}`).get()?.['found']);
      return { records: count('heads'), facts: count('events') };
    } finally {
      copy.close();
    }
  });
}
