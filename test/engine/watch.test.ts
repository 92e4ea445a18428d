/** What was found in order is looked at again by whoever looked last, and by nobody else. */

import { expect, test } from 'vitest';
import { createWatch } from '../../src/engine/watch.ts';
import type { RecordKey } from '../../src/ports/store.ts';
import { Life } from '../sim/life.ts';
import { Loop } from '../sim/loop.ts';

const A: RecordKey = 'holding/111111111111:AIDAA';
const B: RecordKey = 'holding/111111111111:AIDAB';
const START = 1_000_000;

function ground() {
  const loop = new Loop(START);
  const { clock } = new Life(loop, 0, 0, () => Infinity);
  const stopping = new AbortController();
  let rings = 0;
  const watch = createWatch(clock, stopping.signal, () => {
    rings += 1;
  });
  const until = async (atMs: number) => {
    while (loop.nextMs() <= START + atMs) await loop.step();
    loop.nowMs = START + atMs;
  };
  const taken = (most = 64) => {
    const keys: RecordKey[] = [];
    watch.take(most, (key) => keys.push(key) > 0);
    return keys;
  };
  return { watch, until, stopping, taken, rings: () => rings };
}

test('each is taken once, when its time has come', async () => {
  const { watch, until, taken, rings } = ground();
  watch.set(A, START + 60_000);
  watch.set(B, START + 30_000);
  await until(29_000);
  expect(taken()).toEqual([]);
  await until(31_000);
  expect(taken()).toEqual([B]);
  await until(61_000);
  expect(taken()).toEqual([A]);
  expect(taken()).toEqual([]);
  expect(rings()).toBe(2);
});

test('the last word counts: later, sooner, or not at all', async () => {
  const { watch, until, taken } = ground();
  watch.set(A, START + 10_000);
  watch.set(A, START + 40_000);
  watch.set(B, START + 50_000);
  watch.set(B, START + 20_000);
  await until(25_000);
  expect(taken()).toEqual([B]);
  watch.set(A, undefined);
  await until(120_000);
  expect(taken()).toEqual([]);
});

test('nothing rings once the worker stops', async () => {
  const { watch, until, stopping, rings } = ground();
  watch.set(A, START + 10_000);
  stopping.abort();
  await until(20_000);
  expect(rings()).toBe(0);
});

test('what cannot be started yet is kept, and of many each account has its turn', async () => {
  const { watch, until, taken } = ground();
  const other: RecordKey = 'holding/222222222222:AIDAC';
  for (const key of [A, B, other]) watch.set(key, START + 10_000);
  await until(11_000);
  watch.take(64, () => false);
  expect(taken(2)).toEqual([A, other]);
  expect(taken()).toEqual([B]);
});
