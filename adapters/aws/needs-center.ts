/** What is needed of Identity Center: by the bot, and by the role that gives. */

import type { IdentityCenterTarget } from '../../src/catalog/center-target.ts';
import type { CenterConfig } from '../../src/config/config.ts';
import { type Known, type Need, needs } from './need.ts';
import { booked } from './needs-scheduler.ts';

const ours = { by: 'bot', file: 'identity-center.yml' } as const;
const giver = { by: 'giver', file: 'identity-center.yml' } as const;

export function centerNeeds(
  target: IdentityCenterTarget,
  center: CenterConfig,
  { groupIds, installation, hasStatements }: Known,
): readonly Need[] {
  const store = `arn:aws:identitystore::${center.account}:identitystore/${center.store}`;
  const id = target.group && groupIds.get(target.group.name);
  const seat = target.group
    ? inGroup([store, ...(id ? [`arn:aws:identitystore:::group/${id}`] : [])])
    : assigned(target, center);
  return [
    ...needs(ours, PEOPLE, [store]),
    ...(hasStatements ? needs(ours, ['identitystore:ListGroupMembershipsForMember'], [store]) : []),
    ...seat,
    ...leadsTo(target, center),
    ...booked(ours, { ...center, ...center.schedules }, installation),
    ...needs(ours, ['sts:AssumeRole'], [center.giver]),
  ];
}

const PEOPLE = ['identitystore:GetUserId', 'identitystore:DescribeUser', 'identitystore:ListUsers'];

const inGroup = (place: readonly string[]): readonly Need[] => [
  ...needs(ours, GROUPS, place.slice(0, 1)),
  ...needs(ours, ['identitystore:DeleteGroupMembership'], place),
  ...needs(giver, ['identitystore:CreateGroupMembership'], place),
];

const GROUPS = [
  'identitystore:GetGroupId',
  'identitystore:IsMemberInGroups',
  'identitystore:GetGroupMembershipId',
  'identitystore:ListGroupMemberships',
];

function assigned({ leads }: IdentityCenterTarget, { instance }: CenterConfig): readonly Need[] {
  const places = leads.flatMap(({ account, set }) => [set, accountArn(account)]);
  return [
    ...needs(ours, ['sso:DeleteAccountAssignment'], [instance, ...places]),
    ...needs(ours, STATUS, [instance]),
    ...needs(giver, ['sso:CreateAccountAssignment'], [instance, ...places]),
  ];
}

/** Whether AWS is still making one, whoever asked for it. */
const STATUS = [
  'sso:DescribeAccountAssignmentCreationStatus',
  'sso:ListAccountAssignmentCreationStatus',
];

const accountArn = (account: string): string => `arn:aws:sso:::account/${account}`;

/** Does it lead further than the file says, and could its holder write IAM? */
function leadsTo(target: IdentityCenterTarget, { instance }: CenterConfig): readonly Need[] {
  const sets = target.leads.map(({ set }) => set);
  const accounts = target.leads.map(({ account }) => accountArn(account));
  return [
    ...needs(ours, SETS, [instance, ...sets]),
    ...needs(ours, ['sso:ListAccountAssignments'], [instance, ...sets, ...accounts]),
    ...(target.group ? needs(ours, ['sso:ListAccountAssignmentsForPrincipal'], [instance]) : []),
    ...needs(ours, ['sso:ListInstances'], ['*']),
    ...needs(ours, ['iam:GetPolicy', 'iam:GetPolicyVersion'], [OF_AWS]),
  ];
}

const SETS = [
  'sso:DescribePermissionSet',
  'sso:GetInlinePolicyForPermissionSet',
  'sso:ListManagedPoliciesInPermissionSet',
];
const OF_AWS = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
