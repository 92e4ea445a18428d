/** A database that somebody else is holding for a moment: waited for, and said when too long. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { headOf } from '../contract/store-samples.ts';

const HOLD = `
  import { DatabaseSync } from 'node:sqlite';
  import { writeSync } from 'node:fs';
  const database = new DatabaseSync(process.argv[1]);
  database.exec('BEGIN IMMEDIATE');
  writeSync(1, 'held');
  setTimeout(() => database.close(), Number(process.argv[2]));`;

/** As `sqlite3 prod-access.sqlite` of somebody with a shell would. */
async function heldFor(path: string, ms: number) {
  const args = ['--input-type=module', '-e', HOLD, path, String(ms)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('F49: a lock is waited for, and one that stays is said, with nothing half-done', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
  const path = join(folder, 'store.db');
  const store = openSqliteStore(path);
  await heldFor(path, 300);
  expect(await store.commit(headOf('case/1'))).toBe('committed');
  const held = await heldFor(path, 60_000);
  await expect(store.commit(headOf('case/2'))).rejects.toThrow(/stayed busy for 5 s/);
  expect(await store.load('case/2')).toBeUndefined();
  held.kill('SIGKILL');
  await once(held, 'close');
  expect(await store.commit(headOf('case/2'))).toBe('committed');
  store.close();
  rmSync(folder, { recursive: true });
});
