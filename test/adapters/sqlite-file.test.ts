/** What only a file can promise: one writer, its owner's eyes alone, no mistaken identity. */

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { requireSqlite } from '../../adapters/sqlite/database.ts';
import { MIGRATIONS } from '../../adapters/sqlite/schema.ts';
import { openSqliteReader, openSqliteStore } from '../../adapters/sqlite/store.ts';
import { collect, fact, headOf, NOON } from '../contract/store-samples.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
  path = join(folder, 'store.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes the file behind the store's back, as somebody with a shell would. */
function tamper(sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

const create = () => openSqliteStore(path).close();
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe('one writer', () => {
  test('a second store on the same file is refused in the same process', () => {
    const first = openSqliteStore(path);
    expect(() => openSqliteStore(path)).toThrow(/Another process is working on the database/);
    first.close();
    openSqliteStore(path).close();
  });

  test('a second process is refused, with a sentence, and one that comes later is not', () => {
    const module = join(import.meta.dirname, '../../adapters/sqlite/store.ts');
    const program = `import { openSqliteStore } from '${module}';
      try { openSqliteStore(process.argv[1]).close(); console.log('opened'); }
      catch (error) { console.log(error.code, error.kind, error.message); }`;
    const other = () =>
      execFileSync(process.execPath, ['--input-type=module', '-e', program, path]).toString();
    const first = openSqliteStore(path);
    expect(() => openSqliteStore(path)).toThrow('Another process');
    expect(other()).toMatch(/^store-failed in-use Another process/);
    first.close();
    expect(other()).toBe('opened\n');
  });

  test('a reader sees, beside the writer, what was committed a moment ago', async () => {
    const store = openSqliteStore(path);
    const reader = openSqliteReader(path);
    const head = headOf('case/PA-7K3M2', { events: [fact(NOON)] });
    await store.commit(head);
    await store.append(head.sealed);
    expect(await reader.load(head.key)).toEqual(head);
    expect(await collect(reader.events({}))).toEqual(head.sealed);
    store.close();
    expect(await reader.load(head.key)).toEqual(head);
    reader.close();
  });

  test('a reader opens a database that nobody works on, and says so where there is none', () => {
    expect(() => openSqliteReader(path)).toThrow('There is no database at');
    create();
    openSqliteReader(path).close();
  });
});

describe('the file', () => {
  test('is for its owner alone, and so are the files beside it', async () => {
    const store = openSqliteStore(path);
    await store.commit(headOf('case/PA-7K3M2'));
    expect([path, `${path}-wal`, `${path}-shm`, `${path}-lock`].map(mode)).toEqual(
      Array.from({ length: 4 }, () => '600'),
    );
    store.close();
  });

  test('is narrowed when a copy came back readable for others', () => {
    create();
    chmodSync(path, 0o644);
    create();
    expect(mode(path)).toBe('600');
  });

  test('needs its folder to be there', () => {
    expect(() => openSqliteStore(join(folder, 'gone', 'store.db'))).toThrow('The folder');
  });

  test('is no folder: writer and reader say so, and leave nothing in it', () => {
    for (const open of [openSqliteStore, openSqliteReader]) {
      expect(() => open(folder)).toThrow(`${folder} is a directory; name the file`);
    }
    expect(existsSync(`${folder}-lock`)).toBe(false);
  });

  test('survives no wrong kind: a demo is not served, real requests are not played with', () => {
    openSqliteStore(path, { kind: 'demo' }).close();
    expect(() => openSqliteStore(path)).toThrow(/belongs to the demo/);
    openSqliteStore(path, { kind: 'demo' }).close();
    const live = join(folder, 'live.db');
    openSqliteStore(live, { kind: 'live' }).close();
    expect(() => openSqliteStore(live, { kind: 'demo' })).toThrow(/holds real requests/);
  });

  test('of another program is left alone', () => {
    tamper('CREATE TABLE songs (name TEXT)');
    expect(() => openSqliteStore(path)).toThrow(/of another program/);
    expect(() => openSqliteReader(path)).toThrow(/of another program/);
  });

  test('of a newer version is refused by writer and reader', () => {
    create();
    tamper('PRAGMA user_version = 99');
    expect(() => openSqliteStore(path)).toThrow(/newer prod-access .*version 99/);
    expect(() => openSqliteReader(path)).toThrow(/newer prod-access/);
  });

  test('a refused opening leaves the lock to the next', () => {
    create();
    tamper('PRAGMA user_version = 99');
    expect(() => openSqliteStore(path)).toThrow('newer');
    tamper(`PRAGMA user_version = ${MIGRATIONS.length}`);
    create();
  });

  test.each(['3.51.2', '3.50.4', '3.9.0', '2.99.99', 'none'])('SQLite %s is refused', (version) => {
    expect(() => requireSqlite(version)).toThrow('3.51.3');
  });
  test.each(['3.51.3', '3.53.4', '4.0.0'])('SQLite %s is good enough', (version) => {
    expect(() => requireSqlite(version)).not.toThrow();
  });
});

describe('damage', () => {
  test('a file of something else is no database, or a damaged one, and nothing is made', () => {
    writeFileSync(path, 'Dear diary, '.repeat(1_000));
    const words = /is no database\. If another .* is damaged: stop.* restore the newest backup/s;
    expect(() => openSqliteStore(path)).toThrow(words);
    expect(() => openSqliteReader(path)).toThrow(words);
    expect(readdirSync(folder)).toEqual(['store.db']);
  });

  test('a file cut short is found when it is opened', async () => {
    const store = openSqliteStore(path);
    for (let n = 0; n < 200; n += 1) {
      await store.commit(headOf(`case/${n}`, { body: 'x'.repeat(2_000) }));
    }
    store.close();
    truncateSync(path, Math.floor(statSync(path).size / 2));
    expect(() => openSqliteStore(path)).toThrow(/is damaged/);
  });

  test('a store that was closed is a fault to whoever still asks it', async () => {
    const store = openSqliteStore(path);
    store.close();
    store.close();
    await expect(store.load('case/PA-7K3M2')).rejects.toMatchObject({ code: 'store-failed' });
  });

  test.each([
    ['changed', `UPDATE events SET json = '{}'`],
    ['deleted', 'DELETE FROM events'],
  ])('a recorded event is never %s', async (_how, sql) => {
    const store = openSqliteStore(path);
    const { sealed } = headOf('case/PA-7K3M2', { events: [fact(NOON)] });
    await store.append(sealed);
    expect(() => tamper(sql)).toThrow(/A recorded event is never/);
    expect(await collect(store.events({}))).toEqual(sealed);
    store.close();
  });

  test('events are put all or none', async () => {
    const store = openSqliteStore(path);
    const { sealed } = headOf('case/a', { events: [fact(NOON), fact(NOON)] });
    const broken = sealed.map((one) => (one.seq === 2 ? { ...one, hash: null } : one));
    await expect(store.append(broken as typeof sealed)).rejects.toThrow('database');
    expect(await collect(store.events({}))).toEqual([]);
    await store.append(sealed);
    store.close();
  });
});
