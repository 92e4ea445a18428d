/** Writes of one turn share a transaction: each is answered by itself, and none of them is lost. */

import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DatabaseSync } from 'node:sqlite';
import type { Disk } from '../../adapters/sqlite/disk.ts';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { writeTogether } from '../../adapters/sqlite/together.ts';
import { guarded } from '../../adapters/sqlite/problem.ts';
import { fact, headOf, NOON } from '../contract/store-samples.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const open = () => openSqliteStore(join(folder, 'store.db'));

test('of two commits of one turn from one version, the second conflicts', async () => {
  const store = open();
  const said = await Promise.all([
    store.commit(headOf('case/a', { body: 'first' })),
    store.commit(headOf('case/a', { body: 'second' })),
    store.commit(headOf('case/b')),
  ]);
  expect(said).toEqual(['committed', 'conflict', 'committed']);
  expect((await store.load('case/a'))?.body).toBe('first');
  store.close();
});

test('one that is refused takes no other along, and leaves nothing of itself', async () => {
  const store = open();
  const bad = headOf('case/bad', { index: { due: { chat: Number.NaN } } });
  const said = await Promise.allSettled([
    store.commit(headOf('case/a')),
    store.commit(bad),
    store.append(headOf('case/a', { events: [fact(NOON)] }).sealed),
  ]);
  expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await store.load('case/bad')).toBeUndefined();
  expect(await store.load('case/a')).toBeDefined();
  store.close();
});

test('what waits when the store is closed is written first', async () => {
  const store = open();
  const said = store.commit(headOf('case/a'));
  store.close();
  expect(await said).toBe('committed');
  const again = open();
  expect(await again.load('case/a')).toBeDefined();
  again.close();
});

/** A table in a log of its own, and a disk that answers when it is told to. */
function onSlowDisk() {
  const path = join(folder, 'slow.db');
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE t (k, v)');
  const asked: ((error: Error | null) => void)[] = [];
  const disk: Disk = { sync: (done) => asked.push(done), syncNow: () => {}, close: () => {} };
  const together = writeTogether(database, (work) => guarded(path, work), disk);
  const insert = database.prepare('INSERT INTO t VALUES (?, 1)');
  const put = (key: string) => together.write(() => insert.run(key).changes, key);
  const rows = () =>
    database
      .prepare('SELECT k FROM t')
      .all()
      .map(({ k }) => k);
  return { path, database, asked, together, put, rows };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

test('nobody is told, and nobody reads it, before it is on disk', async () => {
  const { database, asked, together, put, rows } = onSlowDisk();
  const order: string[] = [];
  void put('a').then(() => order.push('a is told'));
  await turn();
  void together.onDisk('a').then(() => order.push('a is read'));
  void together.onDisk('b').then(() => order.push('b is read'));
  void put('b').then(() => order.push('b is told'));
  await turn();
  // What came meanwhile waits for the disk, and then shares one wait.
  expect([order, rows(), asked.length]).toEqual([['b is read'], ['a'], 1]);
  asked[0]?.(null);
  await turn();
  expect([order, asked.length]).toEqual([['b is read', 'a is told', 'a is read'], 2]);
  asked[1]?.(null);
  await turn();
  expect(order.at(-1)).toBe('b is told');
  database.close();
});

test('what the disk did not take in the log it takes in the database', async () => {
  const { database, asked, put } = onSlowDisk();
  const said = put('a');
  await turn();
  asked[0]?.(new Error('EIO'));
  expect(await said).toBe(1);
  database.close();
});

test('and after a loss of power the log says nothing older of it', async () => {
  const { path, database, asked, put } = onSlowDisk();
  const before = statSync(`${path}-wal`).size;
  const said = put('a');
  await turn();
  const written = statSync(`${path}-wal`).size;
  asked[0]?.(new Error('EIO'));
  expect(await said).toBe(1);
  // What the disk did not take of the log is not there, and what it had taken before is.
  const copy = join(folder, 'after.db');
  for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${copy}${end}`);
  const log = readFileSync(`${copy}-wal`);
  log.subarray(before, written).fill(0);
  writeFileSync(`${copy}-wal`, log);
  const after = new DatabaseSync(copy);
  expect(after.prepare('SELECT k FROM t').all()).toMatchObject([{ k: 'a' }]);
  expect(after.prepare('PRAGMA integrity_check').all()).toMatchObject([{ integrity_check: 'ok' }]);
  after.close();
  database.close();
});

test('what was refused is not read as if it were there', async () => {
  const { path, database, asked, together, put } = onSlowDisk();
  const looker = new DatabaseSync(path, { readOnly: true });
  looker.exec('BEGIN');
  looker.prepare('SELECT * FROM t').all();
  const said = put('a');
  await turn();
  asked[0]?.(new Error('EIO'));
  await expect(said).rejects.toThrow('failed to read or write');
  await expect(together.onDisk('a')).rejects.toThrow('failed to read or write');
  await together.onDisk('b');
  looker.exec('COMMIT');
  await together.onDisk('a');
  looker.close();
  database.close();
});

test('where it takes it in neither, it is refused, and what follows until it does', async () => {
  const { path, database, asked, put } = onSlowDisk();
  const looker = new DatabaseSync(path, { readOnly: true });
  looker.exec('BEGIN');
  looker.prepare('SELECT * FROM t').all();
  const first = put('a');
  await turn();
  asked[0]?.(new Error('EIO'));
  await expect(first).rejects.toThrow('failed to read or write');
  const second = put('b');
  await turn();
  asked[1]?.(null);
  await expect(second).rejects.toThrow('failed to read or write');
  looker.exec('COMMIT');
  const third = put('c');
  await turn();
  asked[2]?.(null);
  expect(await third).toBe(1);
  looker.close();
  database.close();
});
