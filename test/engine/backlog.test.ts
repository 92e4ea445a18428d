/** Whose holding is looked at next when very many are due at once. */

import { expect, test } from 'vitest';
import { inTurn } from '../../src/engine/backlog.ts';
import type { DueRow } from '../../src/ports/store.ts';

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

const ascending = (left: number, right: number): number => left - right;
