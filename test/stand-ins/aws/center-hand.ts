/** The hand of whoever runs Identity Center: people, groups, permission sets, assignments. */

import { type Assigning, assigned, type Fate } from './center-assigning.ts';
import type { CenterReach } from './center-call.ts';
import type { CenterKnobs } from './center-knobs.ts';
import { type Peopling, peopling } from './center-people.ts';
import { isCenterRole, provision } from './center-roles.ts';
import {
  type Assignment,
  type AssignmentOperation,
  type Center,
  INSTANCE,
  keyOf,
  type PermissionSet,
  STORE,
} from './center-types.ts';
import { textOf } from './seed.ts';
import type { PolicySource, Tag } from './types.ts';
import { without } from './types.ts';

export interface PermissionSetSeed {
  readonly description?: string;
  /** An hour if absent. */
  readonly sessionMinutes?: number;
  readonly inline?: PolicySource;
  /** ARNs of managed policies. */
  readonly attached?: readonly string[];
  /** Names of policies that customers manage. */
  readonly customer?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** Who is assigned where, by the names people know. */
export interface AssignmentWish {
  readonly user?: string;
  readonly group?: string;
  readonly account: string;
  readonly permissionSet: string;
}

export interface CenterHand extends Peopling {
  readonly instance: string;
  readonly store: string;
  readonly knobs: CenterKnobs;
  /** As it is, whatever has reached readers yet. */
  state(): Center;
  permissionSet(name: string): PermissionSet | undefined;
  /** A new one, or changes to the one of that name, which its roles follow at once. */
  putPermissionSet(name: string, seed?: PermissionSetSeed): PermissionSet;
  /** Its assignments go with it. Its roles stay as long as sessions of them may live. */
  deletePermissionSet(name: string): void;
  /** At once, as if it had been made long ago. */
  assign(wish: AssignmentWish): void;
  unassign(wish: AssignmentWish): void;
  isAssigned(wish: AssignmentWish): boolean;
  /** The next assignment that fits fails with this reason, so long after it was begun. */
  failNext(fate?: Fate): void;
  /** The next one that fits comes about, but only so long after it was begun. */
  delayNext(fate: Fate & { readonly afterMs: number }): void;
  /** Every creation and deletion that was begun, the oldest first. */
  operations(): readonly (AssignmentOperation & { readonly pending: boolean })[];
}

export function createCenterHand(reach: CenterReach, assigning: Assigning): CenterHand {
  const { history, changed, knobs } = reach;
  const state = history.current;
  const put = (center: Center) => {
    history.put(center);
    changed();
  };
  const people = peopling({ ...reach, state, put });
  const setOf = (name: string) =>
    Object.values(state().permissionSets).find((one) => one.name === name);
  const named = (wish: AssignmentWish) => {
    const set = setOf(wish.permissionSet);
    const principal =
      wish.user === undefined ? people.group(wish.group ?? '') : people.user(wish.user);
    if (!set || !principal) throw new Error(`There is no ${JSON.stringify(wish)}.`);
    const principalType = wish.user === undefined ? 'GROUP' : 'USER';
    const assignment = { account: wish.account, permissionSet: set.arn, principal: principal.id };
    return { ...assignment, principalType } satisfies Assignment;
  };
  return {
    ...people,
    instance: INSTANCE,
    store: STORE,
    knobs,
    state,
    permissionSet: setOf,
    putPermissionSet(name, seed = {}) {
      const set = changedSet(reach, setOf(name), name, seed);
      put({ ...state(), permissionSets: { ...state().permissionSets, [set.arn]: set } });
      reprovision(reach, set);
      return set;
    },
    deletePermissionSet(name) {
      const set = setOf(name);
      if (set) put(withoutSet(state(), set.arn));
    },
    assign: (wish) => put(assigned(reach, state(), 'create', named(wish))),
    unassign: (wish) => put(assigned(reach, state(), 'delete', named(wish))),
    isAssigned: (wish) => Object.hasOwn(state().assignments, keyOf(named(wish))),
    failNext: (fate = {}) => assigning.order({ reason: INTERNAL, ...fate }),
    delayNext: (fate) => assigning.order(fate),
    operations: () => {
      const { operations, pending } = state();
      return Object.values(operations).map((one) => ({
        ...one,
        pending: pending.includes(one.id),
      }));
    },
  };
}

const INTERNAL = 'An unexpected internal service exception was encountered';

function withoutSet(center: Center, arn: string): Center {
  const kept = Object.values(center.assignments).filter((one) => one.permissionSet !== arn);
  return {
    ...center,
    permissionSets: without(center.permissionSets, arn),
    assignments: Object.fromEntries(kept.map((one) => [keyOf(one), one])),
  };
}

function changedSet(
  { world, agenda }: CenterReach,
  known: PermissionSet | undefined,
  name: string,
  { inline, tags, ...seed }: PermissionSetSeed,
): PermissionSet {
  return {
    ...(known ?? freshSet({ world, agenda }, name)),
    ...seed,
    ...(inline === undefined ? {} : { inline: textOf(inline) }),
    ...(tags === undefined ? {} : { tags: tagList(tags) }),
  };
}

export function freshSet(
  { world, agenda }: Pick<CenterReach, 'world' | 'agenda'>,
  name: string,
): PermissionSet {
  const hex = world.ids.requestId().replaceAll('-', '').slice(0, 16);
  const arn = `arn:aws:sso:::permissionSet/${INSTANCE.split('/')[1]}/ps-${hex}`;
  return { arn, name, sessionMinutes: 60, attached: [], tags: [], atMs: agenda.now() };
}

function reprovision({ world, agenda, knobs }: CenterReach, set: PermissionSet): void {
  for (const account of world.accountIds()) {
    const names = Object.keys(world.current(account).roles).filter(isCenterRole);
    if (!names.some((name) => name.startsWith(`AWSReservedSSO_${set.name}_`))) continue;
    provision({ world, atMs: agenda.now(), region: knobs.region }, account, set);
  }
}

const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));
