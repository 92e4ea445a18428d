/** The stacks of deploy/ as the owner of the example's accounts deploys them. */

import type { Given } from '../deploy/parameters.ts';
import { type Stack, stackOf } from '../deploy/stacks.ts';

export const JUMP = '444455556666';
export const PRODUCTION = '111122223333';

export const DRAINER = `arn:aws:iam::${JUMP}:role/queue-drainer`;
const RUNBOOKS = [
  'GrantPolicy',
  'RevokePolicy',
  'ObservePolicy',
  'GrantGroup',
  'RevokeGroup',
  'ObserveGroup',
  'DrainQueue',
];

const roleHere = (name: string): string => `arn:aws:iam::${JUMP}:role/${name}`;

/** Every kind that stories have; who has fewer of them leaves the others out. */
const HOME: Given = {
  RunsAs: 'ec2.amazonaws.com',
  Groups: `arn:aws:iam::${JUMP}:group/prod-operators`,
  HolderRoles: ['Engineer', 'ProdRequester'].map(roleHere).join(','),
  TargetRoles: `arn:aws:iam::${PRODUCTION}:role/prod-access`,
  NodeTags: 'Role',
  Nodes: 'yes',
  JustInTime: 'yes',
  Runbooks: RUNBOOKS.map((name) => `arn:aws:ssm:*:${JUMP}:document/ProdAccess-${name}`).join(','),
  RunbookRoles: DRAINER,
  Calendars: `arn:aws:ssm:us-east-1:${JUMP}:document/ChangeFreeze`,
  Revoker: 'ec2.amazonaws.com',
};

export const usersStack = (change: Given = {}): Stack =>
  stackOf('users-account.yml', { ...HOME, ...change }, { account: JUMP });

/** Of the schedules that end what runbooks give, in the same account. */
export const schedulesStack = (): Stack =>
  stackOf('runbook-schedules.yml', { RunbookRoles: DRAINER }, { account: JUMP });

/** Of Identity Center, in the same account. @param given what it may give, and where. */
export const centerStack = (given: Given, region: string): Stack =>
  stackOf('identity-center.yml', given, { account: JUMP, region });

/** @param roles whose sessions are ended by name. */
export const targetStack = (roles: readonly string[], change: Given = {}): Stack =>
  stackOf(
    'target-account.yml',
    {
      BotArn: `arn:aws:iam::${JUMP}:role/prod-access`,
      ExternalId: 'prod-access-demo',
      Roles: roles.map((name) => `arn:aws:iam::${PRODUCTION}:role/${name}`).join(','),
      NodeTags: 'Role',
      Nodes: 'yes',
      ...change,
    },
    { account: PRODUCTION },
  );
