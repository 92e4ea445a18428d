/** The thousand: how many of each kind, how they end, and what the authorizer is asked of them. */

import type { AwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { READER, SET } from '../story/center.ts';
import { BASTION, GUI, REGION, SHELL } from '../story/nodes.ts';
import { LOG_READER } from '../story/runbooks.ts';
import { JUMP, PRODUCTION } from '../story/seed.ts';
import { namedRoleOf, type Realm } from './mixed-town.ts';

/** One who holds something: by name, and by number among those of the same kind. */
export interface Somebody {
  readonly name: string;
  readonly at: number;
  /** AWS's own request, where it is one. */
  readonly opsItem?: string;
}

export interface Kind {
  readonly name: string;
  readonly count: number;
  /** The entry of the stories that leads to it; none for what is filed at AWS. */
  readonly entry?: string;
  readonly realm: Realm;
  /** What ends it inside AWS: a date, to the second, or our call alone. */
  readonly ends: 'date' | 'call';
  /** Nothing of it can be used after its date: it comes last. */
  readonly isOver?: true;
  /** By which document, or how else, each has a session open at the end. */
  readonly session?: string;
  /** The authorizer's word: might they do anew what the grant is for? */
  readonly may: (aws: AwsStandIn, who: Somebody, atMs: number) => boolean;
  /** The fewest calls that end one and prove it, by the rate that they are counted against. */
  readonly fewest: Readonly<Partial<Record<RateName, number>>>;
}

export type RateName = keyof typeof RATES;

/** Calls a second that AWS publishes; of IAM it publishes none: there it is the other storm's. */
export const RATES = {
  'IAM, all calls': 400,
  'ssm:DescribeSessions': 6,
  'ssm:TerminateSession': 6,
  'ssm:SendAutomationSignal': 3,
  'ssm:StartAutomationExecution': 1,
  'ssm:GetAutomationExecution': 3,
  'sso-admin, all calls': 20,
  'identitystore:DescribeUser': 20,
  'identitystore:IsMemberInGroups': 20,
} as const;

const assumes =
  (role: (who: Somebody) => string): Kind['may'] =>
  (aws, who, at) =>
    aws.mayAssume({ account: JUMP, user: who.name, roleArn: role(who), mfa: true, at }).allowed;
const opens =
  (document: string): Kind['may'] =>
  (aws, { name: user }, at) => {
    const where = { account: JUMP, region: REGION, node: BASTION, document, mfa: true };
    return aws.mayStartSession({ ...where, user, at }).allowed;
  };
const signsIn =
  (permissionSet: string): Kind['may'] =>
  (aws, { name: user }) =>
    aws.maySignIn({ user, account: PRODUCTION, permissionSet });

const operator = `arn:aws:iam::${PRODUCTION}:role/ProdOperator`;
/** With one session: the two looks that prove it gone. What finds it is one list for everybody. */
const ofSessions = { 'ssm:DescribeSessions': 2, 'ssm:TerminateSession': 1 } as const;
const ofRuns = { 'ssm:StartAutomationExecution': 3, 'ssm:GetAutomationExecution': 3 } as const;
const iam = (calls: number) => ({ 'IAM, all calls': calls });

export const KINDS: readonly Kind[] = [
  {
    name: 'iam-policy',
    count: 580,
    entry: 'prod-logs',
    realm: 'account',
    ends: 'date',
    isOver: true,
    may: assumes(() => LOG_READER),
    fewest: iam(11),
  },
  {
    name: 'iam-policy, named role',
    count: 80,
    entry: 'prod-db',
    realm: 'account',
    ends: 'date',
    isOver: true,
    may: assumes(({ at }) => namedRoleOf(at)),
    fewest: iam(23),
  },
  {
    name: 'iam-group, named role',
    count: 60,
    entry: 'prod-ops',
    realm: 'account',
    ends: 'date',
    may: assumes(({ at }) => namedRoleOf(at)),
    fewest: iam(29),
  },
  {
    name: 'ssm-node',
    count: 40,
    entry: 'prod-shell',
    realm: 'account',
    ends: 'date',
    session: SHELL,
    may: opens(SHELL),
    fewest: { ...iam(11), ...ofSessions },
  },
  {
    name: 'ssm-port-forward',
    count: 24,
    entry: 'prod-gui',
    realm: 'account',
    ends: 'date',
    session: GUI,
    may: opens(GUI),
    fewest: { ...iam(11), ...ofSessions },
  },
  {
    name: 'identity-center, group',
    count: 140,
    entry: 'prod-sso',
    realm: 'center',
    ends: 'call',
    may: signsIn(SET),
    fewest: { 'identitystore:DescribeUser': 3, 'identitystore:IsMemberInGroups': 3 },
  },
  {
    name: 'identity-center, assignment',
    count: 44,
    entry: 'prod-sso-logs',
    realm: 'center',
    ends: 'call',
    may: signsIn(READER),
    fewest: { 'identitystore:DescribeUser': 3, 'sso-admin, all calls': 6 },
  },
  {
    name: 'ssm-automation, dated',
    count: 6,
    entry: 'prod-window',
    realm: 'account',
    ends: 'date',
    isOver: true,
    may: assumes(() => LOG_READER),
    fewest: ofRuns,
  },
  {
    name: 'ssm-automation, undated',
    count: 6,
    entry: 'prod-shift',
    realm: 'account',
    ends: 'call',
    may: assumes(() => operator),
    fewest: ofRuns,
  },
  {
    name: 'jitna',
    count: 20,
    realm: 'account',
    ends: 'call',
    session: 'by token',
    may: (aws, { opsItem = '' }) =>
      aws.ssm.region(JUMP, REGION).accessRequest(opsItem)?.status === 'Approved',
    fewest: { ...ofSessions, 'ssm:SendAutomationSignal': 1 },
  },
];
