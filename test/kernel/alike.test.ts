/** Plain data that says the same, however it was put together. */

import { expect, test } from 'vitest';
import { isAlike } from '../../src/kernel/alike.ts';

test.each<[unknown, unknown]>([
  [
    { a: 1, b: [{ c: 'd' }] },
    { b: [{ c: 'd' }], a: 1 },
  ],
  [{ a: 1, b: undefined }, { a: 1 }],
  [[], []],
  [null, null],
])('%j is like %j', (left, right) => {
  expect(isAlike(left, right)).toBe(true);
  expect(isAlike(right, left)).toBe(true);
});

test.each<[unknown, unknown]>([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { a: 1, b: 0 }],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], [1, 2]],
  [[], {}],
  [null, {}],
  ['1', 1],
])('%j is not like %j', (left, right) => {
  expect(isAlike(left, right)).toBe(false);
  expect(isAlike(right, left)).toBe(false);
});
