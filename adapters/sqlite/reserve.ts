/** Room kept beside the database, given up when the disk is full: for what ends access. */

import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoreTrouble } from '../../src/ports/store.ts';
import { FAILED_DISK, FULL, primaryCode } from './problem.ts';

export interface Reserve {
  /** Once more, with the reserve given up, when there was no room the first time. */
  withRoom<T>(work: () => T): T;
  /** Why nothing new should be begun; undefined while there is room. */
  trouble(): StoreTrouble | undefined;
}

/** As much as the write-ahead log may take. */
const BYTES = 16 * 1024 * 1024;
const LEAST_FREE = 1024 * 1024;

export function openReserve(path: string): Reserve {
  const file = `${path}-reserve`;
  const isHeld = () => statSync(file, { throwIfNoEntry: false })?.size === BYTES;
  const isFull = (error: unknown) => {
    const code = primaryCode(error);
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return true;
    return code === FULL || (code === FAILED_DISK && freeAt(path) < LEAST_FREE);
  };
  const take = () => isHeld() || (freeAt(path) >= BYTES + LEAST_FREE && written(file));

  take();
  return {
    withRoom(work) {
      try {
        return work();
      } catch (error) {
        if (!isFull(error) || !isHeld()) throw error;
        rmSync(file);
        return work();
      }
    },
    // Whoever asks also finds out whether there is room again.
    trouble: () =>
      take() && freeAt(path) >= LEAST_FREE
        ? undefined
        : { is: 'full-disk', why: `The disk under the database ${path} is full.` },
  };
}

function freeAt(path: string): number {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize;
}

/** Block by block: a file with a hole in it keeps no room. */
function written(file: string): boolean {
  try {
    const handle = openSync(file, 'w', 0o600);
    try {
      const block = Buffer.alloc(1024 * 1024);
      for (let at = 0; at < BYTES; at += block.length) writeSync(handle, block, 0, null, at);
    } finally {
      closeSync(handle);
    }
    return true;
  } catch {
    rmSync(file, { force: true });
    return false;
  }
}
