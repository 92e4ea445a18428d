/** A copy that is whole, made beside the bot, and what becomes of it where the database was. */

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUp } from '../../adapters/sqlite/backup.ts';
import {
  openSqliteReader,
  openSqliteStore,
  type SqliteStore,
} from '../../adapters/sqlite/store.ts';
import { collect, fact, headOf, NOON } from '../contract/store-samples.ts';

let folder: string;
let path: string;
let backup: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
  mkdirSync(join(folder, 'kept'));
  [path, backup] = [join(folder, 'store.db'), join(folder, 'kept', 'backup.db')];
});
afterEach(() => rmSync(folder, { recursive: true }));

async function record(store: SqliteStore, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1) {
    const head = headOf(`case/${n}`, { events: [fact(NOON + n)] });
    await store.commit(head);
    await store.append(head.sealed);
  }
}

/** What a kill leaves behind, moved to where the bot will look for it. */
async function killedAfter(facts: number): Promise<void> {
  const store = openSqliteStore(join(folder, 'running.db'));
  await record(store, 1, facts);
  for (const more of ['', '-wal', '-shm', '-witness'])
    copyFileSync(join(folder, `running.db${more}`), `${path}${more}`);
  store.close();
}

describe('a backup beside the bot', () => {
  test('has what stands in the write-ahead log alone, and nothing that comes after', async () => {
    const store = openSqliteStore(path);
    await record(store, 1, 9);
    // The database without its log: not even the tables are in it.
    expect(statSync(path).size).toBe(4_096);
    expect(backUp(path, backup)).toEqual({ records: 9, facts: 9 });
    await record(store, 10, 12);
    store.close();
    const copy = openSqliteReader(backup);
    expect(await collect(copy.events({}))).toHaveLength(9);
    expect(await copy.load('case/9')).toMatchObject({ key: 'case/9' });
    copy.close();
  });

  test('is for its owner alone, and stands alone', () => {
    openSqliteStore(path).close();
    backUp(path, backup);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'kept'))).toEqual(['backup.db']);
  });

  test('is written over nothing', () => {
    openSqliteStore(path).close();
    writeFileSync(backup, 'the one of yesterday');
    expect(() => backUp(path, backup)).toThrow(/backup\.db is there already\. Name a file that/);
    expect(() => backUp(path, path)).toThrow(/store\.db is there already/);
    expect(() => backUp(path, join(folder, 'kept'))).toThrow(/kept is a folder/);
    expect(statSync(backup).size).toBe(20);
  });

  test('that fails leaves nothing, and one that was killed is not in the way', () => {
    expect(() => backUp(path, backup)).toThrow(/There is no database at/);
    openSqliteStore(path).close();
    expect(() => backUp(path, join(folder, 'none', 'x.db'))).toThrow(/folder .* does not exist/);
    expect(readdirSync(join(folder, 'kept'))).toEqual([]);
    writeFileSync(`${backup}-unfinished`, 'half');
    backUp(path, backup);
    expect(readdirSync(join(folder, 'kept'))).toEqual(['backup.db']);
  });
});

describe('in the place of a database whose bot was killed', () => {
  test('a backup is refused while the log of that one is there, and taken after', async () => {
    await killedAfter(5);
    backUp(path, backup);
    await killedAfter(9);
    renameSync(backup, path);
    const words =
      /The -wal beside .* is not of this file.* set -wal and -shm aside, leave -witness/;
    expect(() => openSqliteStore(path)).toThrow(words);
    expect(() => openSqliteReader(path)).toThrow(words);
    for (const more of ['-wal', '-shm']) rmSync(`${path}${more}`);
    const store = openSqliteStore(path);
    expect(store.health.copy?.why).toMatch(/older copy: 9 facts were recorded, it has 5\.$/);
    expect(await collect(store.events({}))).toHaveLength(5);
    store.close();
  });

  test('so is one that a link leads to', async () => {
    await killedAfter(5);
    backUp(path, backup);
    renameSync(backup, path);
    const link = join(folder, 'link.db');
    symlinkSync(path, link);
    expect(() => openSqliteReader(link)).toThrow(/is not of this file/);
  });

  test('the database of that bot and its log are taken together, as ever', async () => {
    await killedAfter(5);
    backUp(path, backup);
    const store = openSqliteStore(path);
    expect(await collect(store.events({}))).toHaveLength(5);
    store.close();
    // Its own log from the first start on.
    renameSync(backup, path);
    const restored = openSqliteStore(path);
    await record(restored, 6, 7);
    for (const more of ['', '-wal']) copyFileSync(`${path}${more}`, `${path}-killed${more}`);
    restored.close();
    expect(existsSync(`${path}-killed-wal`)).toBe(true);
    const again = openSqliteReader(`${path}-killed`);
    expect(await collect(again.events({}))).toHaveLength(7);
    again.close();
  });
});

test('a file that was copied without its log says so, and how to copy it', async () => {
  await killedAfter(5);
  rmSync(`${path}-wal`);
  rmSync(`${path}-shm`);
  const words = /has no tables: .* a copy without the -wal .* prod-access store backup FILE$/;
  expect(() => openSqliteReader(path)).toThrow(words);
});
