/** A disk so small that it can be filled; only root can mount one. */

import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** To the last byte. @returns the file to delete when there shall be room again. */
  fill(): string;
  close(): void;
}

export const NO_DISK = 'only root can mount a disk that is small enough to fill';

export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-disk-'));
  const size = `size=${megabytes}m`;
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder]);
  if (status !== 0) {
    rmdirSync(folder);
    return undefined;
  }
  return {
    folder,
    fill: () => filled(join(folder, 'ballast')),
    close() {
      // Lazily: a process that is about to be ended may still hold a file on it.
      execFileSync('umount', ['--lazy', folder]);
      rmdirSync(folder);
    },
  };
}

function filled(file: string): string {
  writeFileSync(file, '');
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 4)) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch {
      // No room for so much at a time: less may still go in.
    }
  }
  return file;
}
