/** Which lanes the worker looks at in a round. */

import { expect, test } from 'vitest';
import { createBells } from '../../src/engine/bells.ts';

function ground() {
  let nowMs = 0;
  const bells = createBells({ monotonicMs: () => nowMs }, 500);
  return { bells, pass: (ms: number) => void (nowMs += ms) };
}

test('each lane is looked at once for a ring, and now and then without one', () => {
  const { bells, pass } = ground();
  expect(bells.takes('chat')).toBe(true);
  expect(bells.takes('chat')).toBe(false);
  bells.ring('chat');
  expect([bells.takes('chat'), bells.takes('chat')]).toEqual([true, false]);
  pass(499);
  expect(bells.takes('chat')).toBe(false);
  pass(1);
  expect(bells.takes('chat')).toBe(true);
});

test('a ring in the middle of a round is for the next one', async () => {
  const { bells } = ground();
  bells.ring('converge');
  await bells.rung;
  expect(bells.takes('converge')).toBe(true);
  bells.ring('converge');
  await bells.rung;
  expect(bells.takes('converge')).toBe(true);
});

test('in a storm a ring alone is not enough, and is not lost', () => {
  const { bells, pass } = ground();
  expect(bells.takes('timer')).toBe(true);
  bells.ring('timer');
  expect(bells.takes('timer', true)).toBe(false);
  pass(500);
  expect(bells.takes('timer', true)).toBe(true);
});
