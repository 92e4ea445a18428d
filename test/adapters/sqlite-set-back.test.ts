/** A database that knows less than was recorded, or is not whole: it is found out when opened. */

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore, type SqliteStore } from '../../adapters/sqlite/store.ts';
import { fact, headOf, NOON } from '../contract/store-samples.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
  path = join(folder, 'store.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function recordOne(store: SqliteStore, n: number): Promise<void> {
  const head = headOf(`case/${n}`, { events: [fact(NOON + n)] });
  await store.commit(head);
  await store.append(head.sealed);
}

/** So many facts in a file that was closed as it should be. */
async function withFacts(from: number, to: number): Promise<void> {
  const store = openSqliteStore(path);
  for (let n = from; n <= to; n += 1) await recordOne(store, n);
  store.close();
}

function copyOf(): string | undefined {
  const store = openSqliteStore(path);
  const why = store.health.copy?.why;
  store.close();
  return why;
}

describe('an older copy', () => {
  test('F53: is one until that is on record; new and later files are none', async () => {
    expect(copyOf()).toBeUndefined();
    await withFacts(1, 3);
    expect(copyOf()).toBeUndefined();
    copyFileSync(path, `${path}-backup`);
    await withFacts(4, 9);
    copyFileSync(`${path}-backup`, path);
    expect(copyOf()).toMatch(/is an older copy: 9 facts were recorded, it has 3\.$/);
    await withFacts(4, 5);
    expect(copyOf()).toMatch(/9 facts were recorded, it has 5\.$/);
    const store = openSqliteStore(path);
    await store.health.copy?.settle();
    await recordOne(store, 6);
    store.close();
    expect(copyOf()).toBeUndefined();
  });

  test('is not one that was closed while facts were still being written', async () => {
    const store = openSqliteStore(path);
    await recordOne(store, 1);
    const appended = store.append(headOf('case/2', { events: [fact(NOON)] }).sealed);
    store.close();
    await appended;
    expect(copyOf()).toBeUndefined();
    rmSync(path);
    expect(copyOf()).toMatch(/2 facts were recorded, it has 0/);
  });

  test('is a file that came without its witness, or an empty one where there was one', async () => {
    await withFacts(1, 3);
    copyFileSync(path, `${path}-kept`);
    rmSync(path);
    expect(copyOf()).toMatch(/3 facts were recorded, it has 0/);
    copyFileSync(`${path}-kept`, path);
    rmSync(`${path}-witness`);
    expect(copyOf()).toMatch(/came without its -witness file/);
  });
});

describe('F51: a write-ahead log after a crash', () => {
  test.each([
    ['zeroed', (log: string) => writeFileSync(log, Buffer.alloc(statSync(log).size))],
    ['cut to nothing', (log: string) => truncateSync(log, 0)],
    ['cut in the middle', (log: string) => truncateSync(log, Math.floor(statSync(log).size / 2))],
    ['gone', (log: string) => rmSync(log)],
  ])('that is %s makes the file an older copy', async (_, harm) => {
    const crashed = await crashedWith(9);
    harm(`${crashed}-wal`);
    path = crashed;
    expect(copyOf()).toMatch(/is an older copy: 9 facts were recorded/);
  });

  test('that is whole is taken in, and nothing is lost', async () => {
    path = await crashedWith(9);
    expect(copyOf()).toBeUndefined();
  });
});

/** What a kill leaves behind: the files of an open database, as they are at this moment. */
async function crashedWith(facts: number): Promise<string> {
  const store = openSqliteStore(path);
  for (let n = 1; n <= facts; n += 1) await recordOne(store, n);
  const crashed = join(folder, 'crashed.db');
  for (const more of ['', '-wal', '-witness']) copyFileSync(`${path}${more}`, `${crashed}${more}`);
  store.close();
  return crashed;
}

describe('damage', () => {
  test('met while it runs is a reason to begin nothing any more', async () => {
    const store = openSqliteStore(path);
    await recordOne(store, 1);
    expect(store.health.trouble()).toBeUndefined();
    const hand = new DatabaseSync(path);
    hand.exec(`UPDATE heads SET body = '{"schema":'`);
    hand.close();
    await expect(store.load('case/1')).rejects.toThrow(/is damaged\. Stop the bot/);
    expect(store.health.trouble()).toEqual({
      is: 'damage',
      why: `The database ${path} is damaged.`,
    });
    expect(await store.commit(headOf('case/2'))).toBe('committed');
    store.close();
  });

  test('F58: a migration that was killed half-way is begun anew', () => {
    const module = join(import.meta.dirname, '../../adapters/sqlite/schema.ts');
    const program = `
      import { DatabaseSync } from 'node:sqlite';
      import { APPLICATION_ID, MIGRATIONS } from '${module}';
      const database = new DatabaseSync(process.argv[1]);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA cache_size = 1; BEGIN IMMEDIATE');
      database.exec('PRAGMA application_id = ' + APPLICATION_ID + ';' + MIGRATIONS[0]);
      process.kill(process.pid, 'SIGKILL');`;
    const args = ['--input-type=module', '-e', program, path];
    expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL');
    expect(existsSync(path)).toBe(true);
    expect(copyOf()).toBeUndefined();
    const database = new DatabaseSync(path, { readOnly: true });
    const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE name = 'heads'`).all();
    database.close();
    expect(tables).toHaveLength(1);
  });
});
