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
  return { watch, until, stopping, rings: () => rings };
}

test('each is taken once, when its time has come', async () => {
  const { watch, until, rings } = ground();
  watch.set(A, START + 60_000);
  watch.set(B, START + 30_000);
  await until(29_000);
  expect(watch.take()).toEqual([]);
  await until(31_000);
  expect(watch.take()).toEqual([B]);
  await until(61_000);
  expect(watch.take()).toEqual([A]);
  expect(watch.take()).toEqual([]);
  expect(rings()).toBe(2);
});

test('the last word counts: later, sooner, or not at all', async () => {
  const { watch, until } = ground();
  watch.set(A, START + 10_000);
  watch.set(A, START + 40_000);
  watch.set(B, START + 50_000);
  watch.set(B, START + 20_000);
  await until(25_000);
  expect(watch.take()).toEqual([B]);
  watch.set(A, undefined);
  await until(120_000);
  expect(watch.take()).toEqual([]);
});

test('nothing rings once the worker stops', async () => {
  const { watch, until, stopping, rings } = ground();
  watch.set(A, START + 10_000);
  stopping.abort();
  await until(20_000);
  expect(rings()).toBe(0);
});
