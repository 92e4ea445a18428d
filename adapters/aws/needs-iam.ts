/** What is needed of IAM: at users, groups and roles, and to enter other accounts. */

import {
  type IamGroupTarget,
  isAutomation,
  isPolicy,
  isSsm,
  roleArn,
  type Target,
} from '../../src/catalog/target.ts';
import { tagKey } from './names.ts';
import { type Bounded, type Known, type Need, needs, type Of } from './need.ts';

const BOT = 'users-account.yml';
const ROLE = 'target-account.yml';

const ours = { by: 'bot', file: BOT } as const;

/** A look at the user, their room and what they may already; then the policies that we write. */
export function atUsers(target: Target, known: Known): readonly Need[] {
  const { account, users } = known;
  const arns = users.length > 0 ? users.map(({ arn }) => arn) : [`${iam(account)}user/*`];
  const reads = [
    ...needs(ours, READS, arns),
    ...needs(ours, ['iam:ListUsers'], ['*']),
    ...needs(ours, GROUP_READS, [`${iam(account)}group/*`]),
    ...needs(ours, ['iam:GetPolicy', 'iam:GetPolicyVersion'], [`${iam(account)}policy/*`]),
  ];
  return isAutomation(target)
    ? reads
    : [...reads, ...atBounded(ours, WRITES, known.users, account)];
}

/** Of what a role can hold: neither groups nor what runbooks give. */
export function atHolderRoles(target: Target, { holderRoles }: Known): readonly Need[] {
  if (!isPolicy(target) || (isSsm(target) && target.through)) return [];
  return holderRoles.flatMap(({ arn, boundary }) => [
    ...needs(ours, ROLE_READS, [arn]),
    ...(boundary === undefined ? [] : needs(ours, FENCES, [arn], { [BOUNDARY]: boundary })),
  ]);
}

const READS = [
  'iam:GetUser',
  'iam:ListUserPolicies',
  'iam:GetUserPolicy',
  'iam:ListAttachedUserPolicies',
  'iam:ListGroupsForUser',
  'iam:ListUserTags',
];
const GROUP_READS = [
  'iam:ListGroupPolicies',
  'iam:GetGroupPolicy',
  'iam:ListAttachedGroupPolicies',
];
const WRITES = ['iam:PutUserPolicy', 'iam:DeleteUserPolicy'];

/** Of those without a boundary another finding tells; if nobody is known, of somebody with ours. */
function atBounded(
  of: Of,
  actions: readonly string[],
  users: readonly Bounded[],
  account: string,
): readonly Need[] {
  const somebody = {
    arn: `${iam(account)}user/*`,
    boundary: `${iam(account)}policy/prod-access-boundary`,
  };
  const byBoundary = Map.groupBy(users.length > 0 ? users : [somebody], (one) => one.boundary);
  return [...byBoundary].flatMap(([boundary, held]) =>
    boundary === undefined
      ? []
      : needs(
          of,
          actions,
          held.map(({ arn }) => arn),
          { [BOUNDARY]: boundary },
        ),
  );
}

const BOUNDARY = 'iam:PermissionsBoundary';

export function atGroup({ group }: IamGroupTarget, { account, users }: Known): readonly Need[] {
  const arns = users.length > 0 ? users.map(({ arn }) => arn) : [`${iam(account)}user/*`];
  const moves = ['iam:GetGroup', 'iam:AddUserToGroup', 'iam:RemoveUserFromGroup'];
  return [
    ...needs(ours, moves, [`${iam(account)}group/${group}`]),
    ...needs(ours, ['iam:TagUser', 'iam:UntagUser'], arns, { 'aws:TagKeys': [tagKey(group)] }),
  ];
}

/** Where a role forces the name of a session, its sessions are ended there. */
export function atRoles(target: Target, { account, accounts, roles }: Known): readonly Need[] {
  const of = accounts.get(account)?.role ? ({ by: 'bot', file: ROLE } as const) : ours;
  const named = new Set(target.roles.map(roleArn));
  return roles
    .filter(({ arn }) => named.has(arn))
    .flatMap(({ arn, boundary, isNamed }) => [
      ...needs(of, ROLE_READS, [arn]),
      ...needs(of, ['iam:GetPolicy', 'iam:GetPolicyVersion'], [`${iam(account)}policy/*`]),
      ...(isNamed ? fencing(of, arn, boundary) : []),
    ]);
}

function fencing(of: Of, arn: string, boundary: string | undefined): readonly Need[] {
  if (boundary !== undefined) return needs(of, FENCES, [arn], { [BOUNDARY]: boundary });
  return needs(of, FENCES, [arn]).map((need) => ({ ...need, isUnbounded: true }));
}

/** What stands there, and what it leads to. */
const ROLE_READS = [
  'iam:GetRole',
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
];
const FENCES = ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'];

/** From where our own credentials are at home. */
export function entering(target: Target, { account, accounts }: Known): readonly Need[] {
  if (accounts.get(account)?.role) return [];
  const to = new Set([target.account, ...target.roles.map((role) => role.account)]);
  const arns = [...to].flatMap((one) => accounts.get(one)?.role?.arn ?? []);
  return arns.length > 0 ? needs(ours, ['sts:AssumeRole'], arns) : [];
}

const iam = (account: string): string => `arn:aws:iam::${account}:`;
