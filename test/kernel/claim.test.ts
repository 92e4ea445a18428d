/** A claim moves with every commit of the work. */

import { expect, test } from 'vitest';
import { claimOn } from '../../src/kernel/claim.ts';

test('a claim moves, whoever takes it and from whomever', () => {
  const first = claimOn(undefined, 'a');
  expect(first).toEqual({ by: 'a', count: 1 });
  expect(claimOn(first, 'a')).toEqual({ by: 'a', count: 2 });
  expect(claimOn(first, 'b')).toEqual({ by: 'b', count: 2 });
});
