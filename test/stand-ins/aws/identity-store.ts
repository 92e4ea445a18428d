/** The Identity Store of the stand-in, over JSON 1.1: which operation a request is, how often. */

import type { CenterCall, CenterReach } from './center-call.ts';
import { createGroup, createUser, deleteGroup, deleteUser } from './center-creation.ts';
import type { Dialect } from './dialect.ts';
import { notFound } from './identity-store-lookup.ts';
import {
  createGroupMembership,
  deleteGroupMembership,
  getGroupMembershipId,
  isMemberInGroups,
  listGroupMemberships,
  listGroupMembershipsForMember,
} from './identity-store-members.ts';
import {
  describeGroup,
  describeUser,
  getGroupId,
  getUserId,
  listGroups,
  listUsers,
} from './identity-store-people.ts';
import { createJsonDialect, type JsonCall } from './json-dialect.ts';
import { createTokenBuckets } from './token-bucket.ts';

type StoreOperation = (call: CenterCall) => object;

const OPERATIONS: Readonly<Record<string, StoreOperation>> = {
  GetUserId: getUserId,
  GetGroupId: getGroupId,
  DescribeUser: describeUser,
  DescribeGroup: describeGroup,
  ListUsers: listUsers,
  ListGroups: listGroups,
  CreateUser: createUser,
  DeleteUser: deleteUser,
  CreateGroup: createGroup,
  DeleteGroup: deleteGroup,
  CreateGroupMembership: createGroupMembership,
  DeleteGroupMembership: deleteGroupMembership,
  GetGroupMembershipId: getGroupMembershipId,
  IsMemberInGroups: isMemberInGroups,
  ListGroupMemberships: listGroupMemberships,
  ListGroupMembershipsForMember: listGroupMembershipsForMember,
};

export function createIdentityStore(reach: CenterReach): Dialect {
  const buckets = createTokenBuckets(reach.agenda.now);
  return createJsonDialect({
    operations: onReach(reach, 'identitystore', OPERATIONS),
    before: ({ asked, region }) => {
      const { ratesApply, storeTps } = reach.knobs;
      if (ratesApply) buckets.spend(asked.call.action, { aSecond: storeTps });
      if (region !== reach.knobs.region) throw notFound('IDENTITY_STORE');
    },
  });
}

/** Operations of Identity Center as a dialect calls them. */
export const onReach = (
  reach: CenterReach,
  service: 'identitystore' | 'sso',
  operations: Readonly<Record<string, StoreOperation>>,
): Readonly<Record<string, (call: JsonCall) => object>> => {
  const { history, knobs, changed } = reach;
  const seen = () => history.seen(knobs.readsMs);
  const put: CenterCall['put'] = (center) => {
    history.put(center);
    changed();
  };
  const bound = Object.entries(operations).map(([name, operation]) => [
    name,
    (call: JsonCall) => {
      requireKey(reach, service, call);
      return operation({ ...call, ...reach, seen, put });
    },
  ]);
  return Object.fromEntries(bound) as Readonly<Record<string, (call: JsonCall) => object>>;
};

/** Where people are encrypted by a key of one's own, whoever calls has to have it decrypt. */
function requireKey({ knobs, requireDelegated }: CenterReach, service: string, call: JsonCall) {
  const { key } = knobs;
  if (key === '' || /^(List|Describe)Instances?$/.test(call.asked.call.action)) return;
  const via = `${service}.${call.region}.amazonaws.com`;
  const facts = { 'kms:ViaService': via };
  requireDelegated(call.asked.key, { action: 'kms:Decrypt', resources: [key], facts });
}
