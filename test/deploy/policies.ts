/** The policies of deploy/ as questions are asked of them, and a grant of nodes to ask about. */

import type { Question } from '../stand-ins/aws/authorizer.ts';
import type { ContextFacts } from '../stand-ins/aws/context.ts';
import {
  centerStack,
  JUMP,
  PRODUCTION,
  schedulesStack,
  targetStack,
  usersStack,
} from '../story/stacks.ts';
import { BOUNDARY, documentsOf } from './stacks.ts';

export const REGION = 'eu-central-1';
export const NOON = Date.UTC(2026, 10, 24, 12);
export const NODE = 'i-0db00000000000001';
export const AIKO_ID = 'AIDAAIKOSATO00000001';

/** Actions without their service, in one text; a resource, and facts about it. */
export type Row = readonly [
  service: string,
  actions: string,
  resource: string,
  facts?: ContextFacts,
];

export const tagging = (...keys: string[]): ContextFacts => ({ 'aws:TagKeys': keys });
export const iam = (what: string, account = JUMP) => `arn:aws:iam::${account}:${what}`;
export const ssm = (what: string) => `arn:aws:ssm:${REGION}:${JUMP}:${what}`;
export const instance = (id: string) => `arn:aws:ec2:${REGION}:${JUMP}:instance/${id}`;

/** Everything there is, as a thief would write it. */
const ANYTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** The variable of IAM, in two: no template of ours. */
const own = (variable: string) => ['$', `{aws:${variable}}`].join('');

type Caller = Omit<Question, 'action' | 'resource' | 'context'> & { readonly facts: ContextFacts };

export const TABLE = 'prod-access';
export const BUCKET = 'prod-access-ledger';
export const KEY = `arn:aws:kms:${REGION}:${JUMP}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
/** Of one's own, by which table, bucket and Identity Center encrypt. */
export const TABLE_KEY = KEY.replace('1234abcd', 'aaaa1111');
export const BUCKET_KEY = KEY.replace('1234abcd', 'bbbb2222');
export const CENTER_KEY = KEY.replace('1234abcd', 'cccc3333');
export const STORE_ID = 'd-9067a1b2c3';
export const INSTANCE_ID = 'ssoins-7223a1b2c3d4e5f6';
export const CENTER_GROUP = 'arn:aws:identitystore:::group/01234567-89ab-cdef-0123-456789abcdef';
export const SET = `arn:aws:sso:::permissionSet/${INSTANCE_ID}/ps-0123456789abcdef`;

/** All kinds and parts at once. */
export const HOME = usersStack({
  Table: TABLE,
  TableKey: TABLE_KEY,
  LedgerKey: KEY,
  LedgerBucket: BUCKET,
  LedgerBucketKey: BUCKET_KEY,
});
export const THERE = targetStack(['ProdDbOperator']);
const CENTER = centerStack(
  {
    InstanceId: INSTANCE_ID,
    StoreId: STORE_ID,
    Groups: CENTER_GROUP,
    PermissionSets: SET,
    Accounts: `arn:aws:sso:::account/${PRODUCTION}`,
    Key: CENTER_KEY,
  },
  REGION,
);

const SCHEDULES = schedulesStack();

const AIKO = {
  principal: iam('user/aiko.sato'),
  facts: {
    'aws:username': 'aiko.sato',
    'aws:userid': AIKO_ID,
    'aws:CurrentTime': new Date(NOON).toISOString(),
  },
  boundary: { name: BOUNDARY, document: HOME.policies[BOUNDARY] ?? {} },
};

const inRole = (role: string, account = JUMP) => ({
  principal: `arn:aws:sts::${account}:assumed-role/${role}/session`,
  identityPolicies: documentsOf(role, ...(account === JUMP ? [HOME, CENTER, SCHEDULES] : [THERE])),
  facts: {},
});
/** By mistake, somebody made it an administrator. */
const mistaken = ({ identityPolicies, ...caller }: ReturnType<typeof inRole>) => ({
  ...caller,
  identityPolicies: [...identityPolicies, { name: 'mistake', document: ANYTHING }],
});

export const CALLERS = {
  bot: inRole('prod-access'),
  botOfAll: mistaken(inRole('prod-access')),
  botInTarget: inRole('prod-access', PRODUCTION),
  botOfAllInTarget: mistaken(inRole('prod-access', PRODUCTION)),
  giver: inRole('ProdAccessGiver'),
  scheduled: inRole('ProdAccessRevoker'),
  runsScheduled: inRole('ProdAccessRunbookRevoker'),
  revokeOnly: inRole('prod-access-revoke-only'),
  runbook: inRole('prod-access-runbook'),
  /** Whoever stole the bot gave them everything. */
  holderOfAll: { ...AIKO, identityPolicies: [{ name: 'stolen', document: ANYTHING }] },
  holderOfGrant: { ...AIKO, identityPolicies: [{ name: 'grant', document: nodeGrant() }] },
} as const satisfies Readonly<Record<string, Caller>>;

export type Who = keyof typeof CALLERS;

/** What a grant of one node allows until one o'clock, and nothing after. */
export function nodeGrant(document = 'ProdAccess-Shell-60m') {
  const dates = {
    DateGreaterThan: { 'aws:CurrentTime': '2026-11-24T11:59:59Z' },
    DateLessThan: { 'aws:CurrentTime': '2026-11-24T13:00:00Z' },
  };
  const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
    Effect: 'Allow',
    Action,
    Resource,
    Condition: { ...dates, ...more },
  });
  const checked = { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } };
  const sessions = ['username', 'userid'].map((one) => `arn:aws:ssm:*:*:session/${own(one)}-*`);
  return {
    Version: '2012-10-17',
    Statement: [
      allow('ssm:StartSession', instance(NODE), checked),
      allow('ssm:StartSession', ssm(`document/${document}`), checked),
      allow(['ssm:ResumeSession', 'ssm:TerminateSession', 'ssmmessages:OpenDataChannel'], sessions),
    ],
  };
}
