/** Which account somebody means, by its number or by what people call it. */

import { expect, test } from 'vitest';
import { accountTyped, placeInFile, shortName } from '../../src/catalog/account-choice.ts';

const NAMES = {
  '111122223333': 'production',
  '444455556666': 'Staging EU',
  '777788889999': 'twin',
  '777788880000': 'twin',
};
const catalog = {
  entitlements: new Map(),
  accounts: new Map(Object.entries(NAMES).map(([id, name]) => [id, { id, name }])),
};
const choices = [...Object.keys(NAMES), '000011112222'];

test.each([
  ['production', '111122223333'],
  ['PRODUCTION', '111122223333'],
  ['111122223333', '111122223333'],
  ['1111-2222-3333', '111122223333'],
  ['staging eu', '444455556666'],
  ['stagingeu', '444455556666'],
  ['ＳＴＡＧＩＮＧ　ＥＵ', '444455556666'],
  ['000011112222', '000011112222'],
  ['twin', undefined],
  ['', undefined],
  ['  ', undefined],
  ['prod', undefined],
  ['999900001111', undefined],
])('%j is %s', (typed, account) => {
  expect(accountTyped(typed, choices, catalog)).toBe(account);
});

test('one that has no name goes by its number, and is not meant by an empty word', () => {
  expect(shortName(catalog, '000011112222')).toBe('000011112222');
  expect(accountTyped('', ['000011112222'], catalog)).toBeUndefined();
});

test('a target stands in the file once, however many accounts it is given in', () => {
  const targets = Array.from({ length: 6 }, () => ({}) as never);
  const at = (accounts?: readonly string[]) =>
    targets.map((_, nth) => placeInFile({ targets, ...(accounts && { accounts }) }, nth));
  expect(at(['1', '2', '3'])).toEqual([0, 1, 0, 1, 0, 1]);
  expect(at()).toEqual([0, 1, 2, 3, 4, 5]);
});
