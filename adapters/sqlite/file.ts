/** The files of a database: readable by their owner alone. */

import { chmodSync, closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { NO_DATABASE, StoreProblem } from './problem.ts';

export const isInMemory = (path: string) => path === ':memory:';

/** Before anything is made beside it: of a folder SQLite says no more than that the disk failed. */
export function requireFile(path: string): void {
  const found = isInMemory(path) ? undefined : statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const sentence = `${path} is a directory; name the file, as prod-access.sqlite.`;
    throw new StoreProblem('missing', sentence);
  }
  if (found?.isFile() && found.size > 0 && !beginsAsDatabase(path)) {
    throw new StoreProblem(
      'damaged',
      NO_DATABASE.replace('{path}', () => path),
    );
  }
}

/** "The SQLite database file format", section 1.3. */
const BEGINNING = Buffer.from('SQLite format 3\0');

function beginsAsDatabase(path: string): boolean {
  const bytes = Buffer.alloc(BEGINNING.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(file);
  }
  return bytes.equals(BEGINNING);
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
