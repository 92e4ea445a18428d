/** What is asked for, as people read it: in their language, with the account they chose. */

import { expect, test } from 'vitest';
import { titleOf } from '../../src/card/title.ts';
import { configOf, EXAMPLE } from '../config/example.ts';

const { catalog } = configOf(EXAMPLE);
const entry = (title: { en: string; ja?: string }) => {
  const [known] = catalog.entitlements.values();
  if (!known) throw new Error('The example has no entry.');
  return { ...known, title };
};

test.each([
  [{ en: 'Logs', ja: 'ログ' }, 'en', undefined, 'Logs'],
  [{ en: 'Logs', ja: 'ログ' }, 'ja', undefined, 'ログ'],
  [{ en: 'Logs' }, 'ja', undefined, 'Logs'],
  [{ en: 'Logs', ja: 'ログ' }, 'en', '111122223333', 'Logs (production)'],
  [{ en: 'Logs', ja: 'ログ' }, 'ja', '111122223333', 'ログ（production）'],
  [{ en: 'Logs' }, 'en', '999988887777', 'Logs (999988887777)'],
] as const)('%j, read in %s of account %s, is %s', (title, locale, account, said) => {
  expect(titleOf(entry(title), locale, catalog, account)).toBe(said);
});
