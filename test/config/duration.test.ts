/** Durations as the configuration writes them. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDuration, writeDuration } from '../../src/config/duration.ts';
import { DAY, HOUR, MINUTE } from '../../src/kernel/time.ts';

describe('a duration', () => {
  test.each([
    ['90m', 90 * MINUTE],
    ['4h', 4 * HOUR],
    ['2h30m', 150 * MINUTE],
    ['7d', 7 * DAY],
    ['1d12h', 36 * HOUR],
    ['0m', 0],
  ])('written %s is %i ms', (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });

  test.each(['', '4', '4 h', '4H', '4h ', '30m2h', '1h1h', '-1h', '1.5h', '４h', '99999d', '1w'])(
    '%j is none',
    (text) => {
      expect(readDuration(text)).toBeUndefined();
    },
  );

  test('is written so that it is read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 24 * 60 }), (minutes) => {
        expect(readDuration(writeDuration(minutes * MINUTE))).toBe(minutes * MINUTE);
      }),
    );
  });
});
