/** What is asked for, as people read it. */

import { shortName } from '../catalog/account-choice.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { Locale } from '../kernel/person.ts';
import { wordsFor } from './words/words.ts';

/** With the account that was chosen, where there were several. */
export function titleOf(
  { title }: Entitlement,
  locale: Locale,
  catalog: Catalog,
  account?: string,
): string {
  const said = title[locale] ?? title.en;
  return account === undefined
    ? said
    : wordsFor(locale).card.titleIn(said, shortName(catalog, account));
}
