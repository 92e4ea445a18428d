/** Pauses between tries: longer and longer, spread, and never without an end. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { retryAfter } from '../../src/work/retry.ts';

test('a second, doubled with each failure, up to a minute', () => {
  const waits = [0, 1, 2, 5, 6, 50, 5_000].map((failures) => retryAfter(failures, 0.5));
  expect(waits).toEqual([1, 2, 4, 32, 60, 60, 60].map((seconds) => seconds * SECOND));
});

test('whoever asks for more time gets it', () => {
  expect(retryAfter(0, 0.5, 5 * MINUTE)).toBe(5 * MINUTE);
  expect(retryAfter(9, 0.5, SECOND)).toBe(MINUTE);
});

test('always some time, and never more than a minute and a half', () => {
  const spread = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.nat(), spread, (failures, by) => {
      const waitMs = retryAfter(failures, by);
      expect(Number.isSafeInteger(waitMs)).toBe(true);
      expect(waitMs).toBeGreaterThanOrEqual(SECOND / 2);
      expect(waitMs).toBeLessThanOrEqual(1.5 * MINUTE);
    }),
  );
});
