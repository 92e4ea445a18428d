/** People and groups as an administrator or a directory sync makes, changes and removes them. */

import type { CenterReach } from './center-call.ts';
import {
  type Center,
  type CenterGroup,
  type CenterUser,
  type ExternalId,
  isMember,
} from './center-types.ts';
import { without } from './types.ts';

export interface CenterUserSeed {
  readonly displayName?: string;
  readonly emails?: readonly string[];
  readonly externalIds?: readonly ExternalId[];
  readonly enterprise?: Readonly<Record<string, string>>;
  readonly disabled?: boolean;
  /** Names of groups. */
  readonly groups?: readonly string[];
}

export interface CenterGroupSeed {
  readonly description?: string;
  readonly externalIds?: readonly ExternalId[];
  /** Names of users: added to those that are in it. */
  readonly members?: readonly string[];
}

export interface Peopling {
  user(name: string): CenterUser | undefined;
  group(name: string): CenterGroup | undefined;
  /** A new one, or changes to the one of that name. */
  putUser(name: string, seed?: CenterUserSeed): CenterUser;
  /** Memberships end with the user; assignments stay, and name nobody. */
  deleteUser(name: string): void;
  putGroup(name: string, seed?: CenterGroupSeed): CenterGroup;
  deleteGroup(name: string): void;
  join(user: string, group: string): void;
  leave(user: string, group: string): void;
  /** Names of users. */
  members(group: string): readonly string[];
}

interface PeopleReach extends CenterReach {
  readonly state: () => Center;
  readonly put: (center: Center) => void;
}

export function peopling(reach: PeopleReach): Peopling {
  const belonging = belongings(reach);
  return { ...belonging, ...existence(reach, belonging) };
}

const userIn = ({ state }: PeopleReach, name: string) =>
  Object.values(state().users).find((one) => one.name === name);
const groupIn = ({ state }: PeopleReach, name: string) =>
  Object.values(state().groups).find((one) => one.name === name);

type Belonging = Pick<Peopling, 'user' | 'group' | 'join' | 'leave' | 'members'>;

function belongings(reach: PeopleReach): Belonging {
  const { state, put, world, agenda } = reach;
  const both = (userName: string, groupName: string) => {
    const [who, where] = [userIn(reach, userName)?.id, groupIn(reach, groupName)?.id];
    if (who !== undefined && where !== undefined) return { who, where };
    throw new Error(`There is no ${userName} or no ${groupName}.`);
  };
  return {
    user: (name) => userIn(reach, name),
    group: (name) => groupIn(reach, name),
    join(userName, groupName) {
      const { who, where } = both(userName, groupName);
      if (isMember(state(), where, who)) return;
      const one = { id: world.ids.requestId(), group: where, user: who, atMs: agenda.now() };
      put({ ...state(), memberships: { ...state().memberships, [one.id]: one } });
    },
    leave(userName, groupName) {
      const { who, where } = both(userName, groupName);
      put(withoutMemberships(state(), (one) => one.group === where && one.user === who));
    },
    members(groupName) {
      const where = groupIn(reach, groupName)?.id;
      const inIt = Object.values(state().memberships).filter((one) => one.group === where);
      return inIt.flatMap((one) => state().users[one.user]?.name ?? []);
    },
  };
}

function existence(reach: PeopleReach, { join }: Belonging) {
  const { state, put, world, agenda } = reach;
  const born = () => ({ id: world.ids.requestId(), atMs: agenda.now() });
  return {
    putUser(name: string, { groups = [], ...seed }: CenterUserSeed = {}) {
      const one = { ...(userIn(reach, name) ?? newUser(name, born())), ...seed };
      put({ ...state(), users: { ...state().users, [one.id]: one } });
      for (const where of groups) join(name, where);
      return one;
    },
    deleteUser(name: string) {
      const one = userIn(reach, name);
      if (!one) return;
      put(withoutMemberships(state(), ({ user: id }) => id === one.id));
      put({ ...state(), users: without(state().users, one.id) });
    },
    putGroup(name: string, { members = [], ...seed }: CenterGroupSeed = {}) {
      const one = { ...(groupIn(reach, name) ?? newGroup(name, born())), ...seed };
      put({ ...state(), groups: { ...state().groups, [one.id]: one } });
      for (const who of members) join(who, name);
      return one;
    },
    deleteGroup(name: string) {
      const one = groupIn(reach, name);
      if (!one) return;
      put(withoutMemberships(state(), ({ group: id }) => id === one.id));
      put({ ...state(), groups: without(state().groups, one.id) });
    },
  };
}

interface Birth {
  readonly id: string;
  readonly atMs: number;
}

const newGroup = (name: string, born: Birth): CenterGroup => ({ ...born, name, externalIds: [] });

const newUser = (name: string, born: Birth): CenterUser => ({
  ...born,
  name,
  displayName: name,
  emails: [],
  externalIds: [],
  disabled: false,
});

function withoutMemberships(
  center: Center,
  gone: (one: { readonly group: string; readonly user: string }) => boolean,
): Center {
  const kept = Object.entries(center.memberships).filter(([, one]) => !gone(one));
  return { ...center, memberships: Object.fromEntries(kept) };
}
