/** What a start does first of all that is due: what has to be taken away, and not all at once. */

import { afterEach, expect, test } from 'vitest';
import { commitHolding } from '../../src/engine/records.ts';
import { createWorker, type Worker } from '../../src/engine/worker.ts';
import type { Holding } from '../../src/holding/holding.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { GrantProvider, Observation } from '../../src/ports/grant-provider.ts';
import { digestOf } from '../../src/kernel/digest.ts';
import { Cloud } from '../holding/cloud.ts';
import { NOON, order } from '../holding/sample.ts';
import { bench } from './context.ts';

const mornings: { readonly worker: Worker; readonly answerAll: () => void }[] = [];
afterEach(async () => {
  for (const { worker, answerAll } of mornings.splice(0)) {
    answerAll();
    await worker.stop();
  }
});

const ACCOUNT = '444455556666';
const GONE: Observation = { principal: 'gone', found: [], facts: {} };
const moment = (ms = 40) => new Promise((resolve) => setTimeout(resolve, ms));

/** Given an hour ago and looked at since, until a night began ten minutes ago. */
function held(user: string, endMs: number, dueMs: number): Holding {
  const givenMs = NOON - HOUR;
  const cloud = new Cloud();
  cloud.nowMs = givenMs;
  cloud.order(order(`PA-${user}`, givenMs, endMs)).until(givenMs + 10 * MINUTE);
  const holder = { ...cloud.holding.holder, user, key: principalKey(ACCOUNT, user) };
  return { ...cloud.holding, key: holder.key, holder, dueMs };
}

/** A worker beside an AWS that answers when it is told to. */
async function morning(holdings: readonly Holding[]) {
  const asked: string[] = [];
  const open: (() => void)[] = [];
  let isAnswering = false;
  const provider = {
    observe: ({ holder }) =>
      new Promise<Observation>((resolve) => {
        asked.push(holder.user);
        if (isAnswering) resolve(GONE);
        else open.push(() => resolve(GONE));
      }),
    content: (_, slot) => digestOf(slot),
  } satisfies Pick<GrantProvider, 'observe' | 'content'> as unknown as GrantProvider;
  const { ctx, clock } = bench({ provider });
  for (const one of holdings) await commitHolding(ctx, undefined, one);
  const worker = createWorker(ctx, () => {});
  const answer = () => open.splice(0).forEach((tell) => tell());
  const answerAll = () => {
    isAnswering = true;
    answer();
  };
  mornings.push({ worker, answerAll });
  return { worker, clock, asked, answer };
}

const many = (count: number, endMs: number): Holding[] =>
  Array.from({ length: count }, (_, at) =>
    held(`W${String(at).padStart(3, '0')}`, endMs, NOON - 9 * MINUTE + at),
  );

test('one overdue end comes before all that is only watched, however long it is due', async () => {
  const overdue = held('OVERDUE', NOON - MINUTE, NOON - 2 * MINUTE);
  const { worker, asked } = await morning([...many(30, NOON + 4 * HOUR), overdue]);
  void worker.run();
  await expect.poll(() => asked[0]).toBe('OVERDUE');
});

test('a start asks about few, and about more with each that is through', async () => {
  const { worker, asked, answer } = await morning(many(30, NOON - MINUTE));
  void worker.run();
  await expect.poll(() => asked.length).toBe(4);
  await moment();
  expect(asked).toHaveLength(4);
  answer();
  await expect.poll(() => asked.length).toBe(4 + 8);
});

test('an AWS that does not answer keeps nobody waiting for longer than a moment', async () => {
  const { worker, clock, asked } = await morning(many(30, NOON - MINUTE));
  void worker.run();
  await expect.poll(() => asked.length).toBe(4);
  clock.turn(3 * SECOND);
  await expect.poll(() => asked.length).toBe(30);
});

test('a start is told when the first is through', async () => {
  const { worker, asked, answer } = await morning(many(1, NOON - MINUTE));
  let isBegun = false;
  void worker.begun().then(() => (isBegun = true));
  void worker.run();
  await expect.poll(() => asked.length).toBe(1);
  expect(isBegun).toBe(false);
  answer();
  await worker.begun();
});

test('a start with nothing to take away waits for nothing', async () => {
  const { worker } = await morning([]);
  void worker.run();
  await worker.begun();
});
