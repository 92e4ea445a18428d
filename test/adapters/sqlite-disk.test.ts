/** A database on a disk without room: what ends access still gets in, and nothing gets in half. */

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { backUp } from '../../adapters/sqlite/backup.ts';
import { openSqliteStore, type SqliteStore } from '../../adapters/sqlite/store.ts';
import { collect, fact, headOf, NOON } from '../contract/store-samples.ts';
import { mountSmallDisk, NO_DISK, type SmallDisk } from './small-disk.ts';

let disk: SmallDisk | undefined;
let store: SqliteStore | undefined;
afterEach(() => {
  store?.close();
  disk?.close();
});

const BODY = 'x'.repeat(100_000);
const FULL = /^The disk under the database .* is full\.$/;

/** Commits one after the other until one is refused. */
async function takenOf(to: SqliteStore): Promise<number> {
  for (let n = 1; n < 1_000; n += 1) {
    const done = await to.commit(headOf(`case/${n}`, { body: BODY })).catch(String);
    if (done === 'committed') continue;
    expect(done).toMatch(/StoreProblem: The disk under the database .* is full\.$/);
    return n - 1;
  }
  throw new Error('There was room without end.');
}

describe('a full disk', () => {
  test('F50: takes what ends access, says that nothing should be begun, and recovers', async ({
    skip,
  }) => {
    disk = mountSmallDisk(40);
    if (!disk) return skip(NO_DISK);
    const path = join(disk.folder, 'store.db');
    store = openSqliteStore(path);
    expect(store.health.trouble()).toBeUndefined();
    const ballast = disk.fill();
    expect(store.health.trouble()).toEqual({
      is: 'full-disk',
      why: expect.stringMatching(FULL),
    });
    for (let n = 1; n <= 100; n += 1) {
      const head = headOf(`case/${n}`, { body: BODY, events: [fact(NOON + n)] });
      expect(await store.commit(head)).toBe('committed');
      await store.append(head.sealed);
    }
    expect(existsSync(`${path}-reserve`)).toBe(false);
    rmSync(ballast);
    expect(store.health.trouble()).toBeUndefined();
    expect(existsSync(`${path}-reserve`)).toBe(true);
  });

  test('to the last block of the reserve: refused in a sentence, and nothing half-done', async ({
    skip,
  }) => {
    disk = mountSmallDisk(40);
    if (!disk) return skip(NO_DISK);
    const path = join(disk.folder, 'store.db');
    store = openSqliteStore(path);
    const ballast = disk.fill();
    const events = headOf('case/a', { events: [fact(NOON), fact(NOON)] });
    await store.append(events.sealed);
    const taken = await takenOf(store);
    expect(taken).toBeGreaterThan(10);
    expect(await store.load(`case/${taken}`)).toMatchObject({ version: 1, body: BODY });
    expect(await store.load(`case/${taken + 1}`)).toBeUndefined();
    expect(await collect(store.events({}))).toEqual(events.sealed);
    rmSync(ballast);
    expect(await store.commit(headOf(`case/${taken + 1}`, { body: BODY }))).toBe('committed');
  });
});

test('a copy that has no room is said of the disk of the copy, and nothing of it stays', async ({
  skip,
}) => {
  disk = mountSmallDisk(1);
  if (!disk) return skip(NO_DISK);
  const home = mkdtempSync(join(tmpdir(), 'prod-access-'));
  store = openSqliteStore(join(home, 'store.db'));
  for (let n = 1; n <= 20; n += 1) await store.commit(headOf(`case/${n}`, { body: BODY }));
  const copy = join(disk.folder, 'copy.db');
  expect(() => backUp(join(home, 'store.db'), copy)).toThrow(`no room for the copy ${copy}`);
  expect(readdirSync(disk.folder)).toEqual([]);
  store.close();
  rmSync(home, { recursive: true });
});
