/** Whose holding is looked at next when very many are due at once. */

import { expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { createBacklog, inTurn } from '../../src/engine/backlog.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { DueRow, IndexEntry } from '../../src/ports/store.ts';
import { headOf, NOON } from '../contract/store-samples.ts';
import { Life } from '../sim/life.ts';
import { Loop } from '../sim/loop.ts';

const row = (account: string, user: number, dueMs = 0): DueRow => ({
  key: `holding/${account}:AIDA${user}`,
  dueMs,
});

test('a storm in one account stands before nobody in another', () => {
  const storm = [1, 2, 3, 4].map((user) => row('111111111111', user));
  const others = [row('222222222222', 5, 1), row('333333333333', 6, 2)];
  expect(inTurn([...storm, ...others]).slice(0, 3)).toEqual([storm[0], ...others]);
});

test('within an account, the longest due comes first, and nobody is left out', () => {
  const rows = Array.from({ length: 50 }, (_, user) => row(String(user % 3), user, user));
  const dealt = inTurn(rows);
  expect(new Set(dealt)).toEqual(new Set(rows));
  for (const account of ['0', '1', '2']) {
    const own = dealt.filter(({ key }) => key.startsWith(`holding/${account}:`));
    expect(own.map(({ dueMs }) => dueMs)).toEqual(own.map((one) => one.dueMs).toSorted(ascending));
  }
});

test('a turn that is broken off by a new look at what is due goes on where it was', async () => {
  const loop = new Loop(NOON);
  const { clock } = new Life(loop, 0, 0, () => Infinity);
  const store = createMemoryStore();
  const backlog = createBacklog({ store, clock });
  const accounts = ['1', '2', '3', '4'];
  const all = accounts.flatMap((one) => Array.from({ length: 60 }, (_, at) => row(one, at).key));
  const heads = all.map((key) => headOf(key, { index: { due: { converge: NOON } } }));
  await Promise.all(heads.map((head) => store.commit(head)));
  const left = new Set(all);
  // Six at a time of four accounts: two of them would come twice, and always the same two.
  for (let times = 0; times < 20; times += 1) {
    for (const { key } of (await backlog.rows()).splice(-6)) {
      await store.commit(headOf(key, { version: 2 }));
      left.delete(key);
    }
    loop.nowMs += SECOND / 2;
  }
  const count = (one: string) => [...left].filter((key) => key.includes(`/${one}:`)).length;
  expect(accounts.map(count)).toEqual([30, 30, 30, 30]);
});

test('of an account comes first what only our call ends, and no account waits', async () => {
  const { clock } = new Life(new Loop(NOON), 0, 0, () => Infinity);
  const store = createMemoryStore();
  const put = (key: DueRow['key'], due: IndexEntry['due']) =>
    store.commit(headOf(key, { index: { due } }));
  const key = (account: string, user: number) => row(account, user).key;
  for (const user of [1, 2, 3]) await put(key('1', user), { converge: NOON - SECOND });
  for (const user of [7, 8]) await put(key('1', user), { converge: NOON, urgent: NOON });
  await put(key('1', 9), { look: NOON - SECOND });
  await put(key('2', 4), { converge: NOON - SECOND });
  await put(key('2', 6), { converge: NOON, urgent: NOON });
  const turns = (await createBacklog({ store, clock }).rows()).reverse().map((one) => one.key);
  const of = (account: string) => turns.filter((one) => one.includes(`/${account}:`));
  expect(of('1')).toEqual([7, 8, 1, 2, 3, 9].map((user) => key('1', user)));
  expect(of('2')).toEqual([6, 4].map((user) => key('2', user)));
  expect(new Set(turns.slice(0, 2))).toEqual(new Set([key('1', 7), key('2', 6)]));
});

const ascending = (left: number, right: number): number => left - right;
