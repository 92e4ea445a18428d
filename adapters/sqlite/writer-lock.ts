/** One writer a database: a lock of the operating system, which a killed process lets go. */

import { DatabaseSync } from 'node:sqlite';
import { behindLinks, createPrivately } from './file.ts';
import { BUSY, primaryCode, StoreProblem } from './problem.ts';

export interface WriterLock {
  release(): void;
}

/**
 * Holds the lock beside the database, not on it, so that readers are never shut out. The file is
 * opened by SQLite alone: a second handle of ours, once closed, would drop the lock of the first.
 */
export function takeWriterLock(path: string): WriterLock {
  const lockPath = `${behindLinks(path)}-lock`;
  createPrivately(lockPath);
  const connection = new DatabaseSync(lockPath, { timeout: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    connection.close();
    if (primaryCode(cause) !== BUSY) throw cause;
    const sentence =
      `Another process is working on the database ${path}. ` +
      'Stop it first: two bots on one database would give and take the same access twice.';
    throw new StoreProblem('in-use', sentence, { cause });
  }
  return {
    release() {
      if (connection.isOpen) connection.close();
    },
  };
}
