/** The one form in which AWS is told a time, and the day a journal is named by. */

import { expect, test } from 'vitest';
import { isoSeconds, utcDay } from '../../src/kernel/time.ts';

const NOON = Date.UTC(2026, 10, 23, 12);

test.each([
  [NOON, '2026-11-23T12:00:00Z'],
  [NOON + 999, '2026-11-23T12:00:00Z'],
  [NOON - 1, '2026-11-23T11:59:59Z'],
  [0, '1970-01-01T00:00:00Z'],
  [-1, '1969-12-31T23:59:59Z'],
])('%d is %s: never later than it was meant', (atMs, text) => {
  expect(isoSeconds(atMs)).toBe(text);
});

test('a day ends at midnight UTC, wherever we are', () => {
  const midnight = Date.UTC(2026, 10, 24);
  expect([utcDay(midnight - 1), utcDay(midnight)]).toEqual(['2026-11-23', '2026-11-24']);
});
