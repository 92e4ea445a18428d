/** Memberships of the Identity Store: joined once, left once, asked for and listed. */

import type { CenterCall } from './center-call.ts';
import { isMember, type Membership, STORE } from './center-types.ts';
import { groupOf, memberIn, notFound, requireStore, userOf } from './identity-store-lookup.ts';
import { pageOf } from './identity-store-people.ts';
import { DetailedFault } from './json-dialect.ts';
import { requiredText, seconds, validation } from './ssm-call.ts';
import { own, without } from './types.ts';

export function createGroupMembership(call: CenterCall): object {
  const [group, user] = [requiredText(call.input, 'GroupId'), memberIn(call)];
  requireStore(call, `group/${group}`, `user/${user}`);
  const center = call.history.current();
  groupOf(center, group);
  userOf(center, user);
  if (isMember(center, group, user)) {
    const words = 'Member and Group relationship already exists.';
    const Reason = 'UNIQUENESS_CONSTRAINT_VIOLATION';
    throw new DetailedFault('ConflictException', words, { Reason });
  }
  const id = call.world.ids.requestId();
  const one: Membership = { id, group, user, atMs: call.agenda.now() };
  call.put({ ...center, memberships: { ...center.memberships, [id]: one } });
  return { MembershipId: id, IdentityStoreId: STORE };
}

export function deleteGroupMembership(call: CenterCall): object {
  const id = requiredText(call.input, 'MembershipId');
  const one = own(call.history.current().memberships, id);
  const { group = '*', user = '*' } = one ?? {};
  requireStore(call, `group/${group}`, `user/${user}`, `membership/${id}`);
  if (!one) throw notFound('GROUP_MEMBERSHIP', id);
  const center = call.history.current();
  call.put({ ...center, memberships: without(center.memberships, id) });
  return {};
}

export function getGroupMembershipId(call: CenterCall): object {
  const [group, user] = [requiredText(call.input, 'GroupId'), memberIn(call)];
  const found = isMember(call.seen(), group, user);
  requireStore(call, `group/${group}`, `user/${user}`, `membership/${found?.id ?? '*'}`);
  groupOf(call.seen(), group);
  userOf(call.seen(), user);
  if (!found) throw notFound('GROUP_MEMBERSHIP');
  return { MembershipId: found.id, IdentityStoreId: STORE };
}

export function isMemberInGroups(call: CenterCall): object {
  const user = memberIn(call);
  const groups = (call.input['GroupIds'] ?? []) as readonly string[];
  if (groups.length < 1 || groups.length > 100) {
    throw validation("Value at 'groupIds' must have length from 1 to 100");
  }
  const named = groups.map((group) => `group/${group}`);
  requireStore(call, ...named, `user/${user}`, 'membership/*');
  const center = call.seen();
  userOf(center, user);
  const Results = groups.map((group) => ({
    GroupId: groupOf(center, group).id,
    MemberId: { UserId: user },
    MembershipExists: isMember(center, group, user) !== undefined,
  }));
  return { Results };
}

export function listGroupMemberships(call: CenterCall): object {
  const group = requiredText(call.input, 'GroupId');
  requireStore(call, `group/${group}`, 'membership/*');
  groupOf(call.seen(), group);
  return listed(call, (one) => one.group === group);
}

export function listGroupMembershipsForMember(call: CenterCall): object {
  const user = memberIn(call);
  requireStore(call, `user/${user}`, 'membership/*');
  userOf(call.seen(), user);
  return listed(call, (one) => one.user === user);
}

function listed(call: CenterCall, fits: (one: Membership) => boolean): object {
  const all = Object.values(call.seen().memberships);
  const ordered = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { items, ...token } = pageOf(call, ordered, ({ id }) => id, fits);
  return { GroupMemberships: items.map(draw), ...token };
}

const draw = ({ id, group, user, atMs }: Membership) => ({
  IdentityStoreId: STORE,
  MembershipId: id,
  GroupId: group,
  MemberId: { UserId: user },
  CreatedAt: seconds(atMs),
});
