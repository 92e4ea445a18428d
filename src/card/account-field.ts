/** The field in which an account is chosen, and what is said of the choice. */

import { accountField as fieldOf, shortName, targetsIn } from '../catalog/account-choice.ts';
import { accountName, type Catalog } from '../catalog/catalog.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import { accessLine } from './access.ts';
import type { Line } from './card.ts';
import type { Field } from './form.ts';
import { say } from './line.ts';
import type { Words } from './words/words.ts';

export interface Choosing {
  readonly entitlement: Entitlement;
  readonly account?: string;
}

/** Until an account is chosen, only which there are. */
export function whereLine(
  { entitlement, account }: Choosing,
  catalog: Catalog,
  words: Words,
): Line {
  const { accounts } = entitlement;
  if (!accounts || account !== undefined) {
    return accessLine(targetsIn(entitlement, account), catalog, words);
  }
  const names = accounts.slice(0, SHOWN).map((id) => shortName(catalog, id));
  const shown = accounts.length > SHOWN ? [...names, '…'] : names;
  return say`${words.form.accounts(accounts.length, shown)}`;
}

const SHOWN = 8;

/** Drawn anew when it is chosen: then what it leads to is said. */
export function accountField(
  { entitlement: { id, accounts = [] }, account }: Choosing,
  catalog: Catalog,
  { form }: Words,
): Field {
  const choices = accounts.map((one) => ({ value: one, label: accountName(catalog, one) }));
  const value = choices.find((choice) => choice.value === account);
  return {
    kind: 'select',
    id: fieldOf(id),
    label: form.account,
    choices,
    ...(value ? { value } : {}),
    placeholder: form.choose,
    optional: false,
    redraws: true,
  };
}
