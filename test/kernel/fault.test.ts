/** The unexpected is thrown with its code and its cause. */

import { expect, test } from 'vitest';
import { Fault, invariant } from '../../src/kernel/fault.ts';

test('a fault keeps what caused it, and how long it was asked to wait', () => {
  const cause = new Error('Throttling');
  const fault = new Fault('aws-throttled', 'Asked too often.', { cause, retryAfterMs: 3_000 });
  expect(fault).toBeInstanceOf(Error);
  expect(fault).toMatchObject({ name: 'Fault', code: 'aws-throttled', cause, retryAfterMs: 3_000 });
  expect(new Fault('store-failed', 'Full.').retryAfterMs).toBeUndefined();
});

test('an invariant that does not hold is a fault, and one that holds is nothing', () => {
  expect(() => invariant(true, 'Water is wet.')).not.toThrow();
  expect(() => invariant(false, 'Nobody approved.')).toThrow(
    expect.objectContaining({ code: 'invariant-broken', message: 'Nobody approved.' }),
  );
});
