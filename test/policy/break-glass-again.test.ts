/** From when the same human may break the same glass once more. */

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { brokenAgainFrom } from '../../src/policy/break-glass.ts';

describe('another one by the same human', () => {
  const [openedMs, coolMs] = [Date.UTC(2026, 10, 23, 3), 15 * MINUTE];
  const from = (said?: { isJustified: boolean; atMs: number }) =>
    brokenAgainFrom({ openedMs, ...(said && { said }) }, coolMs);

  test('is never had while nobody has said whether the one before was right', () => {
    expect(from()).toBe(Infinity);
  });

  test('is had at once after one that was right', () => {
    expect(from({ isJustified: true, atMs: openedMs + HOUR })).toBe(openedMs);
  });

  test('is had a day after one that was not, and never before that no has cooled down', () => {
    expect(from({ isJustified: false, atMs: openedMs + HOUR })).toBe(openedMs + 24 * HOUR);
    const atMs = openedMs + 48 * HOUR;
    expect(from({ isJustified: false, atMs })).toBe(atMs + coolMs);
  });
});
