/** Writes of one turn share a transaction: each is answered by itself, and none of them is lost. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
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
