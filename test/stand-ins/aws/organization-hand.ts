/** The hand of whoever runs the organisation: accounts come, move, are suspended and go. */

import type { History } from './history.ts';
import type { OrganizationKnobs } from './organizations-pages.ts';
import {
  type AccountState,
  newAccount,
  type Org,
  type OrgAccount,
  openUnits,
  putAccount,
} from './organization-state.ts';
import { own, without } from './types.ts';

type Tags = Readonly<Record<string, string>>;

export interface OrgAccountSeed {
  readonly name?: string;
  readonly email?: string;
  /** `Prod/Payments`: units are made on the way. The root if absent. */
  readonly unit?: string;
  readonly tags?: Tags;
  readonly state?: AccountState;
}

export interface OrganizationHand {
  readonly knobs: OrganizationKnobs;
  state(): Org;
  account(id: string): OrgAccount | undefined;
  /** A new one, or changes to the one of that id: tags are replaced as a whole. */
  putAccount(id: string, seed?: OrgAccountSeed): OrgAccount;
  /** Makes a unit, and those on the way to it; answers its id. */
  putUnit(path: string, tags?: Tags): string;
  removeAccount(id: string): void;
  suspend(id: string): void;
  /** Lets an account act for the management account, in Identity Center too. */
  delegate(id: string): void;
  undelegate(id: string): void;
}

export interface OrganizationReach {
  readonly history: History<Org>;
  readonly now: () => number;
  readonly changed: () => void;
  readonly knobs: OrganizationKnobs;
}

export function createOrganizationHand({
  history,
  now,
  changed,
  knobs,
}: OrganizationReach): OrganizationHand {
  const state = history.current;
  const put = (org: Org) => {
    history.put(org);
    changed();
  };
  const hand: OrganizationHand = {
    knobs,
    state,
    account: (id) => own(state().accounts, id),
    putAccount(id, { unit, tags, ...rest } = {}) {
      const before = own(state().accounts, id);
      const { org, parent } = openUnits(state(), unit ?? '');
      const known = before ?? newAccount(id, parent, now());
      const account = {
        ...known,
        ...rest,
        ...(unit === undefined ? {} : { parent }),
        ...(tags === undefined ? {} : { tags: tagList(tags) }),
      };
      put(putAccount(org, account));
      return account;
    },
    putUnit(path, tags) {
      const { org, parent } = openUnits(state(), path);
      const unit = own(org.units, parent);
      if (!unit) throw new Error('A unit has a name.');
      const tagged = tags === undefined ? unit : { ...unit, tags: tagList(tags) };
      put({ ...org, units: { ...org.units, [parent]: tagged } });
      return parent;
    },
    removeAccount: (id) => put({ ...state(), accounts: without(state().accounts, id) }),
    suspend: (id) => {
      hand.putAccount(id, { state: 'SUSPENDED' });
    },
    delegate: (id) => put({ ...state(), delegated: [...state().delegated, id] }),
    undelegate: (id) =>
      put({ ...state(), delegated: state().delegated.filter((one) => one !== id) }),
  };
  return hand;
}

const tagList = (tags: Tags) => Object.entries(tags).map(([key, value]) => ({ key, value }));
