/** The least of times of which some are absent. */

import { expect, test } from 'vitest';
import { earlier, least } from '../../src/kernel/least.ts';

test.each([
  [undefined, 3, 3],
  [2, 3, 2],
  [3, 2, 2],
  [0, 3, 0],
])('the earlier of %s and %s is %s', (left, right, which) => {
  expect(earlier(left, right)).toBe(which);
});

test.each([
  [[], undefined],
  [[undefined, undefined], undefined],
  [[3, undefined, 1, 2], 1],
  [[undefined, 0], 0],
])('the least of %j is %s', (values, which) => {
  expect(least(values)).toBe(which);
});
