/** The hand that reaches into an account from outside: an administrator, a console, a mistake. */

import * as accounts from './account.ts';
import { changeIdentity, identityOf, userOf } from './account.ts';
import type { Collection } from './quotas.ts';
import {
  type AccountSeed,
  type GroupSeed,
  type KeySeed,
  makeGroup,
  makeKey,
  makeRole,
  makeUser,
  policyArn,
  type RoleSeed,
  seedAccount,
  textOf,
  type UserSeed,
} from './seed.ts';
import type { AccessKey, Account, Group, PolicySource, Role, Tag, User } from './types.ts';
import { own, without } from './types.ts';
import type { World } from './world.ts';

export interface AccountHand {
  readonly id: string;
  /** As it is, whatever has reached readers yet. */
  state(): Account;
  user(name: string): User | undefined;
  group(name: string): Group | undefined;
  role(name: string): Role | undefined;
  members(group: string): readonly string[];
  seed(seed: AccountSeed): void;
  createUser(name: string, seed?: UserSeed): User;
  /** Keys of a deleted user are dead, and a new user of that name has another id. */
  deleteUser(name: string): void;
  renameUser(name: string, to: string): void;
  createGroup(name: string, seed?: GroupSeed): Group;
  /** Its id stays, with its members and policies. */
  renameGroup(from: string, to: string): void;
  deleteGroup(name: string): void;
  createRole(name: string, seed: RoleSeed): Role;
  deleteRole(name: string): void;
  createKey(key: KeySeed): AccessKey;
  deleteKey(accessKeyId: string): void;
  putPolicy(of: Collection, name: string, policy: string, document: PolicySource): void;
  deletePolicy(of: Collection, name: string, policy: string): void;
  attachPolicy(of: Collection, name: string, nameOrArn: string): void;
  detachPolicy(of: Collection, name: string, nameOrArn: string): void;
  join(user: string, group: string): void;
  leave(user: string, group: string): void;
  tag(user: string, tags: Readonly<Record<string, string>>): void;
  untag(user: string, ...keys: string[]): void;
  setTrust(role: string, trust: PolicySource): void;
  setBoundary(user: string, nameOrArn: string | undefined): void;
}

/** No quota of characters is checked here: administrators find their own ways past it. */
export function createAccountHand(world: World, now: () => number, id: string): AccountHand {
  const reach: Reach = { world, now, id, state: () => world.current(id) };
  return {
    id,
    state: reach.state,
    user: (name) => own(reach.state().users, name),
    group: (name) => own(reach.state().groups, name),
    role: (name) => own(reach.state().roles, name),
    members: (group) => accounts.membersOf(reach.state(), group).map(({ name }) => name),
    ...existence(reach),
    ...policies(reach),
    ...belonging(reach),
  };
}

interface Reach {
  readonly world: World;
  readonly now: () => number;
  readonly id: string;
  readonly state: () => Account;
}

function existence({ world, now, id, state }: Reach) {
  const born = () => ({ world, id, atMs: now() });
  return {
    seed: (seed: AccountSeed) => seedAccount(world, now, id, seed),
    createUser: (name: string, seed: UserSeed = {}) => {
      const user = makeUser(born(), name, seed);
      world.put(accounts.putUser(state(), user));
      return user;
    },
    deleteUser: (name: string) => world.put(accounts.deleteUser(state(), name)),
    renameUser: (name: string, to: string) => world.put(accounts.renameUser(state(), name, to)),
    createGroup: (name: string, seed: GroupSeed = {}) => {
      const group = makeGroup(born(), name, seed);
      world.put({ ...state(), groups: { ...state().groups, [name]: group } });
      return group;
    },
    renameGroup: (from: string, to: string) => world.put(accounts.renameGroup(state(), from, to)),
    deleteGroup: (name: string) => world.put(accounts.deleteGroup(state(), name)),
    createRole: (name: string, seed: RoleSeed) => {
      const role = makeRole(born(), name, seed);
      world.put(accounts.putRole(state(), role));
      return role;
    },
    deleteRole: (name: string) => world.put(accounts.deleteRole(state(), name)),
    createKey: (seed: KeySeed) => {
      const key = makeKey(state(), seed, now());
      world.addKey(key);
      return key;
    },
    deleteKey: (accessKeyId: string) => world.removeKey(accessKeyId),
  };
}

function policies({ world, id, state }: Reach) {
  const inlineOf = (of: Collection, name: string) => identityOf(state(), of, name).inline;
  const attachedTo = (of: Collection, name: string) => identityOf(state(), of, name).attached;
  return {
    putPolicy: (of: Collection, name: string, policy: string, document: PolicySource) => {
      const inline = { ...inlineOf(of, name), [policy]: textOf(document) };
      world.put(changeIdentity(state(), of, name, { inline }));
    },
    deletePolicy: (of: Collection, name: string, policy: string) => {
      const inline = without(inlineOf(of, name), policy);
      world.put(changeIdentity(state(), of, name, { inline }));
    },
    attachPolicy: (of: Collection, name: string, nameOrArn: string) => {
      const attached = [...new Set([...attachedTo(of, name), policyArn(id, nameOrArn)])];
      world.put(changeIdentity(state(), of, name, { attached }));
    },
    detachPolicy: (of: Collection, name: string, nameOrArn: string) => {
      const gone = policyArn(id, nameOrArn);
      const attached = attachedTo(of, name).filter((arn) => arn !== gone);
      world.put(changeIdentity(state(), of, name, { attached }));
    },
    setTrust: (role: string, trust: PolicySource) => {
      const known = accounts.roleOf(state(), role);
      world.put(accounts.putRole(state(), { ...known, trust: textOf(trust) }));
    },
    setBoundary: (user: string, nameOrArn: string | undefined) => {
      const { boundary: _, ...rest } = userOf(state(), user);
      const boundary = nameOrArn === undefined ? {} : { boundary: policyArn(id, nameOrArn) };
      world.put(accounts.putUser(state(), { ...rest, ...boundary }));
    },
  };
}

function belonging({ world, state }: Reach) {
  return {
    join: (user: string, group: string) => world.put(accounts.joinGroup(state(), user, group)),
    leave: (user: string, group: string) => world.put(accounts.leaveGroup(state(), user, group)),
    tag: (user: string, tags: Readonly<Record<string, string>>) =>
      world.put(accounts.tagUser(state(), user, tagList(tags))),
    untag: (user: string, ...keys: string[]) => world.put(accounts.untagUser(state(), user, keys)),
  };
}

const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));
