/** The accounts of the organisation, their units and their states: what its hand writes down. */

import { createHash } from 'node:crypto';
import { own, type Tag } from './types.ts';

export type AccountState = 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

export interface OrgAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  /** The root, or a unit. */
  readonly parent: string;
  readonly tags: readonly Tag[];
  readonly joinedAtMs: number;
}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parent: string;
  readonly tags: readonly Tag[];
}

export interface Org {
  readonly management: string;
  /** Accounts that may act for the management account. */
  readonly delegated: readonly string[];
  readonly accounts: Readonly<Record<string, OrgAccount>>;
  readonly units: Readonly<Record<string, Unit>>;
}

export const ORGANIZATION = 'o-pr0dacc3ss';
export const ROOT = 'r-pr0d';

export const orgArn = ({ management }: Org, kind: string, id: string) =>
  `arn:aws:organizations::${management}:${kind}/${ORGANIZATION}/${id}`;

export const isAdministrator = ({ management, delegated }: Org, account: string) =>
  account === management || delegated.includes(account);

/** Every account that the stand-in was made with belongs to it from the first. */
export function newOrg(ids: readonly string[], atMs: number): Org {
  const accounts = ids.map((id) => [id, newAccount(id, ROOT, atMs)] as const);
  return {
    management: ids[0] ?? '',
    delegated: [],
    accounts: Object.fromEntries(accounts),
    units: {},
  };
}

export const newAccount = (id: string, parent: string, joinedAtMs: number): OrgAccount => ({
  id,
  name: `account-${id}`,
  email: `aws+${id}@example.com`,
  state: 'ACTIVE',
  parent,
  tags: [],
  joinedAtMs,
});

/** A unit's id, which a path such as `Prod/Payments` leads to; absent where there is none. */
export const unitId = (path: string): string =>
  `ou-${ROOT.slice(2)}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;

/** Makes the units on the way to a path; answers the id of the last. */
export function openUnits(org: Org, path: string): { readonly org: Org; readonly parent: string } {
  const names = path.split('/').filter((name) => name !== '');
  let units = org.units;
  let parent = ROOT;
  for (const [index, name] of names.entries()) {
    const id = unitId(names.slice(0, index + 1).join('/'));
    units = own(units, id) ? units : { ...units, [id]: { id, name, parent, tags: [] } };
    parent = id;
  }
  return { org: { ...org, units }, parent };
}

export const putAccount = (org: Org, account: OrgAccount): Org => ({
  ...org,
  accounts: { ...org.accounts, [account.id]: account },
});
