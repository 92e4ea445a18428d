/** The policies of deploy/ as questions are asked of them, and a grant of nodes to ask about. */

import { BOUNDARY, deployed } from '../adapters/aws/deploy-rights.ts';
import type { Question } from '../stand-ins/aws/authorizer.ts';
import type { ContextFacts } from '../stand-ins/aws/context.ts';
import { JUMP, PRODUCTION } from '../story/seed.ts';

export const REGION = 'eu-central-1';
export const NOON = Date.UTC(2026, 10, 24, 12);
export const NODE = 'i-0db00000000000001';
export const AIKO_ID = 'AIDAAIKOSATO00000001';

export const iam = (what: string, account = JUMP) => `arn:aws:iam::${account}:${what}`;
export const ssm = (what: string) => `arn:aws:ssm:${REGION}:${JUMP}:${what}`;
export const instance = (id: string) => `arn:aws:ec2:${REGION}:${JUMP}:instance/${id}`;

const named = (name: string) => ({ name, document: deployed(name) });
/** Everything there is, as a thief would write it. */
const ANYTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** The variable of IAM, in two: no template of ours. */
const own = (variable: string) => ['$', `{aws:${variable}}`].join('');

type Caller = Omit<Question, 'action' | 'resource' | 'context'> & { readonly facts: ContextFacts };

const AIKO = {
  principal: iam('user/aiko.sato'),
  facts: {
    'aws:username': 'aiko.sato',
    'aws:userid': AIKO_ID,
    'aws:CurrentTime': new Date(NOON).toISOString(),
  },
  boundary: { name: BOUNDARY, document: deployed('iam-boundary') },
};

export const CALLERS = {
  bot: {
    principal: `arn:aws:sts::${JUMP}:assumed-role/prod-access/i-0b07`,
    identityPolicies: [
      named('iam-bot-policy'),
      named('iam-bot-ssm-policy'),
      named('iam-bot-trail-policy'),
      named('iam-bot-automation-policy'),
    ],
    facts: {},
  },
  /** By mistake, somebody made the bot an administrator. */
  botOfAll: {
    principal: `arn:aws:sts::${JUMP}:assumed-role/prod-access/i-0b07`,
    identityPolicies: [
      named('iam-bot-ssm-policy'),
      named('iam-bot-automation-policy'),
      { name: 'mistake', document: ANYTHING },
    ],
    facts: {},
  },
  botInTarget: {
    principal: `arn:aws:sts::${PRODUCTION}:assumed-role/prod-access/prod-access-demo01`,
    identityPolicies: [named('iam-target-role-policy')],
    facts: {},
  },
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
