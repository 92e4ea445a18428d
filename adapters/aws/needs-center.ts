/** What is needed of Identity Center: by the bot, and by the roles that give and that take. */

import type { IdentityCenterTarget } from '../../src/catalog/center-target.ts';
import type { CenterConfig } from '../../src/config/config.ts';
import { type Known, type Need, needs } from './need.ts';
import { booked } from './needs-scheduler.ts';

const ours = { by: 'bot', file: 'identity-center.yml' } as const;
const theirs = (role: string) => ({ by: { role }, file: 'identity-center.yml' }) as const;

export function centerNeeds(
  target: IdentityCenterTarget,
  center: CenterConfig,
  { groupIds, installation, hasStatements, centerKey }: Known,
): readonly Need[] {
  const store = `arn:aws:identitystore::${center.account}:identitystore/${center.store}`;
  const id = target.group && groupIds.get(target.group.name);
  const seat = target.group
    ? inGroup([store, ...(id ? [`arn:aws:identitystore:::group/${id}`] : [])], center)
    : assigned(target, center);
  return [
    ...needs(ours, PEOPLE, [store]),
    ...(hasStatements ? needs(ours, ['identitystore:ListGroupMembershipsForMember'], [store]) : []),
    ...seat,
    ...leadsTo(target, center),
    ...booked(ours, { ...center, ...center.schedules }, installation),
    ...needs(ours, ['sts:AssumeRole'], [center.giver]),
    ...(centerKey === undefined ? [] : decrypting(center, centerKey)),
  ];
}

/** Whoever calls, as what is booked does with the bot dead. */
const decrypting = ({ region, giver, schedules }: CenterConfig, key: string): readonly Need[] =>
  [ours, theirs(giver), theirs(schedules.role)].flatMap((of) =>
    ['sso', 'identitystore'].flatMap((service) =>
      needs(of, ['kms:Decrypt'], [key], {
        'kms:ViaService': `${service}.${region}.amazonaws.com`,
      }),
    ),
  );

const PEOPLE = ['identitystore:GetUserId', 'identitystore:DescribeUser', 'identitystore:ListUsers'];

function inGroup(place: readonly string[], center: CenterConfig): readonly Need[] {
  const { account, region, giver, schedules } = center;
  const revoker = theirs(schedules.role);
  const at = `arn:aws:ssm:${region}:${account}:`;
  const started = [`${at}document/${schedules.runbook}`, `${at}automation-execution/*`];
  return [
    ...needs(ours, GROUPS, place.slice(0, 1)),
    ...needs(ours, [LEAVE], place),
    ...needs(theirs(giver), ['identitystore:CreateGroupMembership'], place),
    // The runbook that is booked acts in the role that started it.
    ...needs(revoker, ['ssm:StartAutomationExecution'], started),
    ...needs(revoker, ['identitystore:GetGroupMembershipId', LEAVE], place),
  ];
}

const LEAVE = 'identitystore:DeleteGroupMembership';

const GROUPS = [
  'identitystore:GetGroupId',
  'identitystore:IsMemberInGroups',
  'identitystore:GetGroupMembershipId',
  'identitystore:ListGroupMemberships',
];

function assigned({ leads }: IdentityCenterTarget, center: CenterConfig): readonly Need[] {
  const { instance, giver, schedules } = center;
  const places = leads.flatMap(({ account, set }) => [set, accountArn(account)]);
  return [
    ...needs(ours, [UNASSIGN], [instance, ...places]),
    ...needs(theirs(schedules.role), [UNASSIGN], [instance, ...places]),
    ...needs(ours, STATUS, [instance]),
    ...needs(theirs(giver), ['sso:CreateAccountAssignment'], [instance, ...places]),
  ];
}

const UNASSIGN = 'sso:DeleteAccountAssignment';

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
  'sso:ListCustomerManagedPolicyReferencesInPermissionSet',
];
const OF_AWS = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
