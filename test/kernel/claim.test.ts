/** A claim moves with every commit of the work. */

import { expect, test } from 'vitest';
import { claimOn } from '../../src/kernel/claim.ts';

test('a claim moves, whoever takes it and from whomever', () => {
  const first = claimOn(undefined, 'a', 1_000);
  expect(first).toEqual({ by: 'a', count: 1_000 });
  expect(claimOn(first, 'a', 9_000)).toEqual({ by: 'a', count: 1_001 });
  expect(claimOn(first, 'b', 9_000)).toEqual({ by: 'b', count: 1_001 });
});

test('let go and taken again, it is another one', () => {
  expect(claimOn(undefined, 'a', 12_000)).not.toEqual(claimOn(undefined, 'a', 1_000));
});
