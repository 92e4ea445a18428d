/** What rests after a failure is passed over for a moment, and forgotten after that. */

import { expect, test } from 'vitest';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import { createUnderWay } from '../../src/engine/under-way.ts';
import { SECOND } from '../../src/kernel/time.ts';

test('what has rested is not counted any more, whether or not it is ever due again', async () => {
  const clock = createTurnedClock();
  const failed: string[] = [];
  const underWay = createUnderWay(
    clock,
    (_, record) => void failed.push(record),
    () => {},
  );
  for (let at = 0; at < 3; at += 1) {
    underWay.start('chat', `case/PA-${at}`, () => Promise.reject(new Error('no')));
  }
  await underWay.settled();
  expect(failed).toHaveLength(3);
  expect(underWay.skippedIn('chat')).toBe(3);
  clock.turn(6 * SECOND);
  expect(underWay.skippedIn('chat')).toBe(0);
});
