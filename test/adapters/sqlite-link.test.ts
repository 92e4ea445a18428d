/** A database behind a symbolic link: the log that is waited for is the one beside the file. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDisk } from '../../adapters/sqlite/disk.ts';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { headOf } from '../contract/store-samples.ts';

test('a bot on a link and one on the file are two on one database: the second is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
  const [file, link] = [join(folder, 'elsewhere', 'store.db'), join(folder, 'link.db')];
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync(file, link);
  for (const [first, second] of [
    [file, link],
    [link, file],
  ] as const) {
    const store = openSqliteStore(first);
    expect(() => openSqliteStore(second)).toThrow(`working on the database ${second}`);
    store.close();
  }
  rmSync(folder, { recursive: true });
});

test('a link leads to the file, and to its log beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
  const [file, link] = [join(folder, 'elsewhere', 'store.db'), join(folder, 'link.db')];
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync(file, link);
  openSqliteStore(file).close();
  rmSync(`${file}-witness`);
  const store = openSqliteStore(link);
  expect(await store.commit(headOf('case/a'))).toBe('committed');
  store.close();
  // Left there from a time when it was no link: nobody writes it, so nobody waits for it.
  writeFileSync(`${link}-wal`, '');
  expect(() => openDisk(link)).toThrow('elsewhere/store.db-wal');
  rmSync(folder, { recursive: true });
});
