/** Two reads prove an end only if the time between them is what the clock says it is. */

import { expect, test } from 'vitest';
import { observerOf } from '../../src/engine/observer.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import type { Clock } from '../../src/kernel/time.ts';

/** As of a machine whose clock is led, or set. */
function machine() {
  const at = { wallMs: 1_795_510_800_000, runMs: 5_000 };
  const clock: Clock = {
    nowMs: () => at.wallMs,
    monotonicMs: () => at.runMs,
    sleep: async () => undefined,
  };
  const pass = (ms: number, setByMs = 0) => {
    at.runMs += ms;
    at.wallMs += ms + setByMs;
  };
  return { clock, pass };
}

test('is one for as long as its clock runs evenly, or is led a little', () => {
  const { clock, pass } = machine();
  expect(observerOf({ clock })).toBeUndefined();
  for (let looks = 0; looks < 20; looks += 1) {
    pass(15_000, 900);
    expect(observerOf({ clock })).toBeUndefined();
  }
});

test.each([20_577, -20_577])('is another once its clock was set by %d ms', (setByMs) => {
  const { clock, pass } = machine();
  const claims = createClaims(clock, 'r0');
  const first = observerOf({ clock, claims });
  pass(2_000, setByMs);
  const second = observerOf({ clock, claims });
  expect([first, second === first]).toEqual(['r0', false]);
  pass(15_000);
  expect(observerOf({ clock, claims })).toBe(second);
});

test('and so it is where there is but one replica', () => {
  const { clock, pass } = machine();
  observerOf({ clock });
  pass(2_000, 20_000);
  expect(observerOf({ clock })).toBeDefined();
});
