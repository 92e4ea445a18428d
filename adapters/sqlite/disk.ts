/**
 * The wait for the disk, off the thread that answers people. SQLite would wait for the same within
 * each commit (`synchronous=FULL`); here it writes (`NORMAL`), and nobody is told that something is
 * committed before its write-ahead log is on disk.
 */

import { closeSync, fdatasync, fdatasyncSync, openSync, realpathSync } from 'node:fs';

export interface Disk {
  /** Calls back once all that was written before is on disk, or with why it may not be. */
  sync(done: (error: Error | null) => void): void;
  syncNow(): void;
  close(): void;
}

/** @param path of the database, once it is open for writing: its log is there from then on. */
export function openDisk(path: string): Disk {
  // Beside the file itself, wherever a link to it stands.
  const place = `${realpathSync(path)}-wal`;
  const log = openSync(place, 'r+');
  // Linux tells each open file once of what it could not write: whoever waits at once has its own.
  const atOnce = openSync(place, 'r+');
  let underWay = 0;
  let isClosed = false;
  const closeWhenDone = () => {
    if (isClosed && underWay === 0) closeSync(log);
  };
  return {
    sync(done) {
      underWay += 1;
      fdatasync(log, (error) => {
        underWay -= 1;
        closeWhenDone();
        done(error);
      });
    },
    syncNow: () => fdatasyncSync(atOnce),
    close() {
      isClosed = true;
      closeSync(atOnce);
      closeWhenDone();
    },
  };
}
