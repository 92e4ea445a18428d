/** Accounts as people call them. */

import { expect, test } from 'vitest';
import { accountName } from '../../src/catalog/catalog.ts';

const accounts = new Map([['111122223333', { id: '111122223333', name: 'production' }]]);
const catalog = { accounts, entitlements: new Map() };

test('an account is called by its name, with its number to be sure', () => {
  expect(accountName(catalog, '111122223333')).toBe('production 1111-2222-3333');
});

test('an account that nobody has named is its number', () => {
  expect(accountName(catalog, '444455556666')).toBe('4444-5555-6666');
});
