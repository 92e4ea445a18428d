/** The files of a database: readable by their owner alone. */

import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreProblem } from './problem.ts';

export const isInMemory = (path: string) => path === ':memory:';

/** Of a folder SQLite says no more than that the disk failed. */
export function requireFile(path: string): void {
  if (isInMemory(path) || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const sentence = `${path} is a directory; name the file, as prod-access.sqlite.`;
  throw new StoreProblem('missing', sentence);
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
