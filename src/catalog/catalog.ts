/** Everything that may be asked for, and the accounts it lies in. */

import type { Entitlement } from './entitlement.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  /** The role we assume there; none when our own credentials are of that account. */
  readonly role?: { readonly arn: string; readonly externalId: string };
}

export interface Catalog {
  readonly entitlements: ReadonlyMap<string, Entitlement>;
  readonly accounts: ReadonlyMap<string, Account>;
}

/** `production 1111-2222-3333`, or the number alone when it has no name. */
export function accountName(catalog: Catalog, id: string): string {
  const spaced = id.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
  const name = catalog.accounts.get(id)?.name;
  return name ? `${name} ${spaced}` : spaced;
}
