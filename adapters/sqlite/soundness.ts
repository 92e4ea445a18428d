/** Whether the pages can be read by which access is given and ended; the log has `audit verify`. */

import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { problemOf } from './problem.ts';

/** Read within a quarter of a second. What is larger is read beside the work. */
const AT_ONCE_BYTES = 256 * 1024 * 1024;
const AFTER_MS = 60_000;

/**
 * What is owed is read before anything is done, and so is every head while there are few enough.
 * @throws StoreProblem when a page is damaged.
 */
export function requireSound(path: string, database: DatabaseSync): void {
  for (const table of isLarge(database) ? ['due'] : ['due', 'heads']) {
    const [first] = database.prepare(`PRAGMA quick_check(${table})`).all();
    const found = String(first?.['quick_check']);
    if (found !== 'ok') throw problemOf(path, Object.assign(new Error(found), { errcode: 11 }));
  }
}

/**
 * Reads every head of a large database in a thread of its own: no revocation waits for that, nor
 * shares the processor with it in the minute in which all that is overdue is taken away.
 */
export function watchHeads(path: string, database: DatabaseSync, damaged: () => void): () => void {
  if (!isLarge(database)) return () => {};
  let stop = () => {};
  const start = setTimeout(() => {
    stop = readHeads(path, damaged);
  }, AFTER_MS);
  start.unref();
  return () => {
    clearTimeout(start);
    stop();
  };
}

function readHeads(path: string, damaged: () => void): () => void {
  const reading = new Worker(new URL('./read-heads.ts', import.meta.url), { workerData: path });
  // Of what it cannot read at all, whoever works with it hears soon enough.
  reading.on('error', () => {});
  reading.on('message', (found: string) => {
    if (found !== 'ok') damaged();
  });
  reading.unref();
  return () => void reading.terminate();
}

function isLarge(database: DatabaseSync): boolean {
  const size = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  return size('page_count') * size('page_size') > AT_ONCE_BYTES;
}
