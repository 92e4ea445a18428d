/** Finds and changes things in one account. Pure: an account goes in, the next one comes out. */

import { AwsFault, noSuchEntity } from './fault.ts';
import { type Collection, checkGroupQuota, checkTagQuota } from './quotas.ts';
import type { Account, Group, Identity, Role, Tag, User } from './types.ts';
import { own, without } from './types.ts';

/** In whatever case it is written: IAM has no two that differ by it alone. */
function named<T>(all: Readonly<Record<string, T>>, name: string): T | undefined {
  const exact = own(all, name);
  if (exact) return exact;
  const known = Object.keys(all).find((one) => one.toLowerCase() === name.toLowerCase());
  return known === undefined ? undefined : own(all, known);
}

export function userOf(account: Account, name: string): User {
  const user = named(account.users, name);
  if (!user) throw noSuchEntity('user', name);
  return user;
}

export function groupOf(account: Account, name: string): Group {
  const group = named(account.groups, name);
  if (!group) throw noSuchEntity('group', name);
  return group;
}

export function roleOf(account: Account, name: string): Role {
  const role = own(account.roles, name);
  if (!role) throw noSuchEntity('role', name);
  return role;
}

export function identityOf(account: Account, collection: Collection, name: string): Identity {
  if (collection === 'users') return userOf(account, name);
  return collection === 'groups' ? groupOf(account, name) : roleOf(account, name);
}

export function putUser(account: Account, user: User): Account {
  return { ...account, users: { ...account.users, [user.name]: user } };
}

export function putRole(account: Account, role: Role): Account {
  return { ...account, roles: { ...account.roles, [role.name]: role } };
}

/** Changes the policies of a user, group or role, whichever it is. */
export function changeIdentity(
  account: Account,
  collection: Collection,
  name: string,
  change: Partial<Pick<Identity, 'inline' | 'attached'>>,
): Account {
  if (collection === 'users') return putUser(account, { ...userOf(account, name), ...change });
  if (collection === 'roles') return putRole(account, { ...roleOf(account, name), ...change });
  const group = { ...groupOf(account, name), ...change };
  return { ...account, groups: { ...account.groups, [group.name]: group } };
}

export function membersOf(account: Account, group: string): User[] {
  return Object.values(account.users).filter(({ groups }) => groups.includes(group));
}

/** Joining twice is no error, as in IAM. */
export function joinGroup(account: Account, userName: string, groupName: string): Account {
  const { name } = groupOf(account, groupName);
  const user = userOf(account, userName);
  if (user.groups.includes(name)) return account;
  const groups = [...user.groups, name];
  checkGroupQuota(groups);
  return putUser(account, { ...user, groups });
}

/** Leaving a group one is not in is `NoSuchEntity`, as in IAM. */
export function leaveGroup(account: Account, userName: string, groupName: string): Account {
  const { name } = groupOf(account, groupName);
  const user = userOf(account, userName);
  if (!user.groups.includes(name)) {
    throw new AwsFault('NoSuchEntity', `User ${userName} not in group ${groupName}`);
  }
  return putUser(account, { ...user, groups: user.groups.filter((one) => one !== name) });
}

export function tagUser(account: Account, userName: string, tags: readonly Tag[]): Account {
  const user = userOf(account, userName);
  const merged = mergeTags(user.tags, tags);
  checkTagQuota(merged);
  return putUser(account, { ...user, tags: merged });
}

export function untagUser(account: Account, userName: string, keys: readonly string[]): Account {
  const user = userOf(account, userName);
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  const tags = user.tags.filter(({ key }) => !gone.has(key.toLowerCase()));
  return putUser(account, { ...user, tags });
}

/** A key that differs in case alone is the same key, and keeps the spelling it had. */
function mergeTags(before: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map(before.map((tag) => [tag.key.toLowerCase(), tag]));
  for (const { key, value } of added) {
    const known = merged.get(key.toLowerCase());
    merged.set(key.toLowerCase(), { key: known?.key ?? key, value });
  }
  return [...merged.values()];
}

export function deleteUser(account: Account, name: string): Account {
  userOf(account, name);
  return { ...account, users: without(account.users, name) };
}

/** Its id, policies and memberships go along (API reference, UpdateUser). */
export function renameUser(account: Account, name: string, to: string): Account {
  const user = userOf(account, name);
  return { ...account, users: { ...without(account.users, name), [to]: { ...user, name: to } } };
}

/** Who deletes a group from outside takes its members out of it first; here at once. */
export function deleteGroup(account: Account, name: string): Account {
  groupOf(account, name);
  const users = Object.entries(account.users).map(([key, user]) => {
    return [key, { ...user, groups: user.groups.filter((group) => group !== name) }] as const;
  });
  return { ...account, users: Object.fromEntries(users), groups: without(account.groups, name) };
}

/** Id, members and policies go along, as with `UpdateGroup`. */
export function renameGroup(account: Account, from: string, to: string): Account {
  const { arn, ...group } = groupOf(account, from);
  const renamed: Group = { ...group, name: to, arn: arn.replace(/[^/]+$/, to) };
  const users = Object.entries(account.users).map(([key, user]) => {
    const groups = user.groups.map((name) => (name === group.name ? to : name));
    return [key, { ...user, groups }] as const;
  });
  const groups = { ...without(account.groups, group.name), [to]: renamed };
  return { ...account, users: Object.fromEntries(users), groups };
}

export function deleteRole(account: Account, name: string): Account {
  roleOf(account, name);
  return { ...account, roles: without(account.roles, name) };
}
