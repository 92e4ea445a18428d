/** How long an ask would last, from whenever it begins. */

import { expect, test } from 'vitest';
import { askedDuration } from '../../src/request/request.ts';
import { HOUR } from '../../src/kernel/time.ts';

const NOON = Date.UTC(2026, 10, 23, 12);

test('a duration is as long whenever it begins', () => {
  const asked = { kind: 'duration', durationMs: 2 * HOUR } as const;
  expect(askedDuration(asked, NOON)).toBe(2 * HOUR);
  expect(askedDuration(asked, NOON + HOUR)).toBe(2 * HOUR);
});

test('an end that is fixed leaves less, the later it begins', () => {
  const asked = { kind: 'until', endMs: NOON + 2 * HOUR } as const;
  expect(askedDuration(asked, NOON + HOUR)).toBe(HOUR);
});

test('a window is counted from its start, or from now when it is running', () => {
  const asked = { kind: 'window', startMs: NOON, endMs: NOON + 3 * HOUR } as const;
  expect(askedDuration(asked, NOON - HOUR)).toBe(3 * HOUR);
  expect(askedDuration(asked, NOON + HOUR)).toBe(2 * HOUR);
});
