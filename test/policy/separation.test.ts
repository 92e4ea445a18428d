/** Who is one human does not depend on whether accounts come with the request or from the list. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Person } from '../../src/kernel/person.ts';
import { humansAmong } from '../../src/policy/separation.ts';

const ACCOUNTS = ['a', 'b', 'c', 'd', 'e', 'f'] as readonly string[] as readonly PersonKey[];

const anyPerson: fc.Arbitrary<Person> = fc
  .record({
    keys: fc.subarray([...ACCOUNTS], { minLength: 1, maxLength: 2 }),
    user: fc.constantFrom(undefined, 'one', 'two'),
  })
  .map(({ keys, user }) => ({
    key: keys[0] ?? ('a' as PersonKey),
    keys,
    name: 'somebody',
    ...(user && { principal: { account: '111122223333', user } }),
  }));

test('listed or not, the same accounts are one human, and again when asked again', () => {
  fc.assert(
    fc.property(fc.array(anyPerson), fc.array(anyPerson), (parties, listed) => {
      const apart = humansAmong([...parties, ...listed]);
      for (const humanOf of [humansAmong(parties, listed), humansAmong(parties, listed)])
        for (const one of ACCOUNTS)
          for (const other of ACCOUNTS)
            expect(humanOf(one) === humanOf(other)).toBe(apart(one) === apart(other));
    }),
    { numRuns: 500 },
  );
});

test('what one request says of accounts is not remembered for the next', () => {
  const [a, b] = ['a', 'b'] as readonly string[] as readonly [PersonKey, PersonKey];
  const listed: readonly Person[] = [{ key: a, keys: [a], name: 'aiko' }];
  const both = humansAmong([{ key: a, keys: [a, b], name: 'aiko' }], listed);
  expect(both(a)).toBe(both(b));
  const apart = humansAmong([], listed);
  expect(apart(a)).not.toBe(apart(b));
});
