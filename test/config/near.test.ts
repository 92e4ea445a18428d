/** "Did you mean", and when it is better to say nothing. */

import { describe, expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/config/near.ts';

const KEYS = ['levels', 'eligible', 'max', 'max_total', 'lapse', 'for', 'user_account', 'account'];

describe('the name that was meant', () => {
  test.each([
    ['levles', 'levels'],
    ['elegible', 'eligible'],
    ['maxTotal', 'max_total'],
    ['max-total', 'max_total'],
    ['lpase', 'lapse'],
    ['fro', 'for'],
    ['acount', 'account'],
    ['USER_ACCOUNT', 'user_account'],
  ])('by %s is %s', (written, meant) => {
    expect(nearest(written, KEYS)).toBe(meant);
  });

  test.each(['owner', 'x', '', 'entitlements', 'x'.repeat(10_000)])('by %s is none', (written) => {
    expect(nearest(written, KEYS)).toBeUndefined();
    expect(didYouMean(written, KEYS)).toBe('');
  });

  test('is none where there are no names', () => {
    expect(nearest('max', [])).toBeUndefined();
  });
});
