/** The files of a database: readable by their owner alone. */

import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { NO_DATABASE, StoreProblem } from './problem.ts';

export const isInMemory = (path: string) => path === ':memory:';

/** Where the file itself is: a link is another name of it, and what is one must have one lock. */
export const behindLinks = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

/** Before anything is made beside it: of a folder SQLite says no more than that the disk failed. */
export function requireFile(path: string): void {
  const found = isInMemory(path) ? undefined : statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const sentence = `${path} is a directory; name the file, as prod-access.sqlite.`;
    throw new StoreProblem('missing', sentence);
  }
  if (!found?.isFile() || found.size === 0) return;
  const header = headerOf(path);
  if (!header.subarray(0, BEGINNING.length).equals(BEGINNING)) {
    throw new StoreProblem(
      'damaged',
      NO_DATABASE.replace('{path}', () => path),
    );
  }
  // SQLite would play it over the file all the same: what was set aside comes back, or half of it.
  if (header[READ_VERSION] === WITHOUT_LOG && hasLog(path)) {
    const sentence =
      `The -wal beside the database ${path} is not of this file, which was put there whole, as a ` +
      'backup is. It is of the database that was there before: set -wal and -shm aside, leave ' +
      '-witness, and start again.';
    throw new StoreProblem('other-log', sentence);
  }
}

/** "The SQLite database file format", section 1.3. */
const BEGINNING = Buffer.from('SQLite format 3\0');
/** Its place in the header, and what it is in a file that has no write-ahead log: a whole copy. */
const READ_VERSION = 19;
const WITHOUT_LOG = 1;

const hasLog = (path: string): boolean =>
  (statSync(`${realpathSync(path)}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

function headerOf(path: string): Buffer {
  const bytes = Buffer.alloc(READ_VERSION + 1);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(file);
  }
  return bytes;
}

/** Makes an empty file for the owner alone, or narrows the rights of the one that is there. */
export function createPrivately(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new StoreProblem('missing', `The folder ${folder} for the database does not exist.`);
  }
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (cause) {
    if (!existsSync(path)) {
      throw new StoreProblem('failed', `The file ${path} cannot be created.`, { cause });
    }
    narrow(path);
  }
}

function narrow(path: string): void {
  if ((statSync(path).mode & 0o077) === 0) return;
  try {
    chmodSync(path, 0o600);
  } catch (cause) {
    const sentence = `Others may read ${path}, and its rights cannot be narrowed to 0600.`;
    throw new StoreProblem('failed', sentence, { cause });
  }
}
