/** One human by any alias. */

import { expect, test } from 'vitest';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { isSamePerson, listedAs, type Person } from '../../src/kernel/person.ts';

const human = (keys: readonly string[], user?: string, account = '111122223333'): Person => ({
  key: keys[0] as PersonKey,
  keys: keys as readonly PersonKey[],
  name: 'somebody',
  ...(user ? { principal: { account, user } } : {}),
});

test.each([
  ['the same account', human(['a']), human(['a']), true],
  ['an account of the list', human(['a', 'b']), human(['b', 'c']), true],
  ['nothing in common', human(['a']), human(['b']), false],
  ['the same AWS user', human(['a'], 'aiko'), human(['b'], 'aiko'), true],
  ['the same AWS user in other letters', human(['a'], 'aiko'), human(['b'], 'Aiko'), true],
  [
    'a user of that name in another account',
    human(['a'], 'aiko'),
    human(['b'], 'aiko', '2'),
    false,
  ],
  ['no AWS user on either side', human(['a']), human(['b']), false],
  ['an AWS user on one side', human(['a'], 'aiko'), human(['b']), false],
  ['one name in two roles', human(['a'], 'Engineer/aiko'), human(['b'], 'Admin/aiko'), true],
  ['one name as source', human(['a'], 'Engineer/aiko'), human(['b'], 'Engineer/source:Aiko'), true],
  ['two names in one role', human(['a'], 'Engineer/aiko'), human(['b'], 'Engineer/chie'), false],
  ['a user of that name', human(['a'], 'Engineer/aiko'), human(['b'], 'aiko'), false],
])('%s', (_, left, right, isSame) => {
  expect(isSamePerson(left, right)).toBe(isSame);
  expect(isSamePerson(right, left)).toBe(isSame);
});

test.each([
  ['nobody for accounts that nobody has', ['z'], undefined],
  ['whoever has one of them', ['z', 'c'], 1],
  ['the first of several', ['c', 'a'], 0],
  ['the first who has it, where two are listed with it', ['b'], 0],
] as const)('of a list, it is %s', (_, keys, place) => {
  const listed = [human(['a', 'b']), human(['b', 'c'])];
  const found = listedAs(listed, keys as readonly string[] as readonly PersonKey[]);
  expect(found).toBe(place === undefined ? undefined : listed[place]);
});
