/** When the next look comes: after its time, or after a hint, and never twice in a second. */

import { expect, test } from 'vitest';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import { createHintedPause } from '../../src/engine/hinted-pause.ts';

const EVERY_MS = 3_600_000;

/** Looks again and again; what is under way is over when a test says so. */
function ground() {
  const clock = createTurnedClock();
  const pause = createHintedPause(clock);
  const stopping = new AbortController();
  let looks = 0;
  let release = Promise.resolve();
  const done = (async () => {
    await pause.sleep(EVERY_MS, stopping.signal);
    while (!stopping.signal.aborted) {
      looks += 1;
      await release;
      await pause.sleep(EVERY_MS, stopping.signal);
    }
  })();
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    clock,
    pause,
    looks: async () => (await settle(), looks),
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      release = promise;
      return resolve;
    },
    stop: () => (stopping.abort(), done),
  };
}

test('a look comes when it is due, and at once when there is a hint', async () => {
  const { clock, pause, looks, stop } = ground();
  expect(await looks()).toBe(0);
  clock.turn(EVERY_MS);
  expect(await looks()).toBe(1);
  clock.turn(2_000);
  pause.hint();
  expect(await looks()).toBe(2);
  clock.turn(EVERY_MS);
  expect(await looks()).toBe(3);
  await stop();
});

test('a burst of a thousand hints is one look, and one more a second later', async () => {
  const { clock, pause, looks, stop } = ground();
  for (let at = 0; at < 1_000; at += 1) {
    pause.hint();
    if (at % 100 === 0) await looks();
  }
  expect(await looks()).toBe(1);
  clock.turn(1_000);
  expect(await looks()).toBe(2);
  clock.turn(10_000);
  expect(await looks()).toBe(2);
  await stop();
});

test('what is hinted at while a look is under way is for a look after it', async () => {
  const { clock, pause, looks, hold, stop } = ground();
  const release = hold();
  pause.hint();
  expect(await looks()).toBe(1);
  pause.hint();
  clock.turn(60_000);
  expect(await looks()).toBe(1);
  release();
  expect(await looks()).toBe(2);
  await stop();
});

test('whoever stops waits for no pause, hinted or not', async () => {
  const { pause, looks, stop } = ground();
  pause.hint();
  expect(await looks()).toBe(1);
  pause.hint();
  await stop();
  expect(await looks()).toBe(1);
});
