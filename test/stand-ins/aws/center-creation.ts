/** Operations that make people, groups and permission sets of Identity Center, and delete them. */

import { deleteRole } from './account.ts';
import type { CenterCall } from './center-call.ts';
import { type Center, keyOf } from './center-types.ts';
import { AwsFault } from './fault.ts';
import { groupOf, requireStore, userOf } from './identity-store-lookup.ts';
import { DetailedFault } from './json-dialect.ts';
import { freshSet } from './center-hand.ts';
import { requireInstance, setOf } from './sso-admin-sets.ts';
import { requiredText, tagsIn, textOf, validation } from './ssm-call.ts';
import { without } from './types.ts';

export function createGroup(call: CenterCall): object {
  const name = requiredText(call.input, 'DisplayName');
  requireStore(call, 'group/*');
  const center = call.history.current();
  if (Object.values(center.groups).some((one) => one.name === name)) throw taken('GROUP');
  const description = textOf(call.input, 'Description');
  const born = { id: call.world.ids.requestId(), atMs: call.agenda.now() };
  const group = { ...born, name, externalIds: [], ...(description && { description }) };
  call.put({ ...center, groups: { ...center.groups, [group.id]: group } });
  return { GroupId: group.id, IdentityStoreId: call.input['IdentityStoreId'] };
}

export function createUser(call: CenterCall): object {
  const name = requiredText(call.input, 'UserName');
  const displayName = requiredText(call.input, 'DisplayName');
  requireStore(call, 'user/*');
  const center = call.history.current();
  if (Object.values(center.users).some((one) => one.name === name)) throw taken('USER');
  const born = { id: call.world.ids.requestId(), atMs: call.agenda.now() };
  const user = { ...born, name, displayName, emails: [], externalIds: [], disabled: false };
  call.put({ ...center, users: { ...center.users, [user.id]: user } });
  return { UserId: user.id, IdentityStoreId: call.input['IdentityStoreId'] };
}

export function deleteGroup(call: CenterCall): object {
  const id = requiredText(call.input, 'GroupId');
  requireStore(call, `group/${id}`);
  const center = call.history.current();
  groupOf(center, id);
  const groups = without(center.groups, id);
  call.put({ ...center, groups, memberships: membershipsBut(center, ({ group }) => group === id) });
  return {};
}

export function deleteUser(call: CenterCall): object {
  const id = requiredText(call.input, 'UserId');
  requireStore(call, `user/${id}`);
  const center = call.history.current();
  userOf(center, id);
  const users = without(center.users, id);
  call.put({ ...center, users, memberships: membershipsBut(center, ({ user }) => user === id) });
  return {};
}

export function createPermissionSet(call: CenterCall): object {
  const name = requiredText(call.input, 'Name');
  requireInstance(call);
  if (!/^[\w+=,.@-]{1,32}$/.test(name)) {
    throw validation(`Value '${name}' at 'name' must satisfy [\\w+=,.@-]{1,32}`);
  }
  const center = call.history.current();
  if (Object.values(center.permissionSets).some((one) => one.name === name)) {
    throw new AwsFault('ConflictException', `PermissionSet with name ${name} already exists.`);
  }
  const set = { ...freshSet(call, name), tags: tagsIn(call.input) };
  call.put({ ...center, permissionSets: { ...center.permissionSets, [set.arn]: set } });
  return { PermissionSet: { Name: name, PermissionSetArn: set.arn } };
}

/** One that is assigned is kept. The roles of one that is not go with it. */
export function deletePermissionSet(call: CenterCall): object {
  const arn = requiredText(call.input, 'PermissionSetArn');
  requireInstance(call, arn);
  const set = setOf(call, arn);
  const center = call.history.current();
  const assigned = Object.values(center.assignments).find((one) => one.permissionSet === arn);
  if (assigned) {
    throw new AwsFault('ConflictException', `It is still assigned: ${keyOf(assigned)}`);
  }
  call.put({ ...center, permissionSets: without(center.permissionSets, arn) });
  for (const id of call.world.accountIds()) {
    const account = call.world.current(id);
    const isIts = (name: string) => name.startsWith(`AWSReservedSSO_${set.name}_`);
    const gone = Object.keys(account.roles).filter(isIts);
    if (gone.length > 0) call.world.put(gone.reduce(deleteRole, account));
  }
  return {};
}

type Membership = Center['memberships'][string];

const membershipsBut = ({ memberships }: Center, isGone: (one: Membership) => boolean) =>
  Object.fromEntries(Object.entries(memberships).filter(([, one]) => !isGone(one)));

const taken = (ResourceType: string) =>
  new DetailedFault('ConflictException', `Duplicate ${ResourceType}`, {
    Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION',
  });
