/** The time by which everything is decided: ours, and AWS's where ours is known to be wrong. */

import { expect, test } from 'vitest';
import { createClocks } from '../../src/engine/aws-clock.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';

/** How far it goes from ours, by what AWS says one time after the other. */
function added(...said: readonly (number | undefined)[]): readonly number[] {
  let skewMs: number | undefined;
  const ours = { nowMs: () => 0, monotonicMs: () => 0, sleep: async () => {} };
  const { aws, later } = createClocks(ours, () => skewMs);
  return said.map((one) => {
    skewMs = one;
    expect(later.nowMs()).toBe(Math.max(0, aws.nowMs()));
    return aws.nowMs();
  });
}

test.each<[string, readonly (number | undefined)[], readonly number[]]>([
  ['nothing is known', [undefined], [0]],
  ['ours is right to the minute', [20 * SECOND, -30 * SECOND], [0, 0]],
  ['ours is behind', [5 * HOUR], [5 * HOUR]],
  ['ours is ahead', [-2 * HOUR], [-2 * HOUR]],
  ['ours is put right', [-2 * HOUR, 0], [-2 * HOUR, 0]],
  ['ours is put nearly right', [-2 * HOUR, 20 * SECOND, 2 * SECOND], [-2 * HOUR, 20 * SECOND, 0]],
  ['ours goes wrong once more', [2 * HOUR, 3 * HOUR], [2 * HOUR, 3 * HOUR]],
  [
    'answers differ by their way',
    [31_000, 30_000, 29_000, 33_000],
    [31_000, 31_000, 31_000, 31_000],
  ],
])('%s', (_, said, wanted) => {
  expect(added(...said)).toEqual(wanted);
});
