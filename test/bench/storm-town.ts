/** Who stands in the storm: accounts, their users, what they hold, and the bot's way in. */

import { allowDocument } from '../../adapters/aws/policy-document.ts';
import type { IamPolicyTarget } from '../../src/catalog/target.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { AccountSeed } from '../stand-ins/aws/seed.ts';
import { BOT, CHANNELS, PEOPLE, TEAM } from '../story/seed.ts';

export const ACCOUNTS = 20;
export const INSTALLATION = 'storm1';
/** Of each account, reads included. */
export const CALLS_PER_SECOND = 400;

export const accountIds: readonly string[] = Array.from(
  { length: ACCOUNTS },
  (_, number) => `4444555566${String(number + 10)}`,
);
export const userName = (number: number): string => `person.${String(number).padStart(4, '0')}`;
export const roleArn = (account: string): string => `arn:aws:iam::${account}:role/prod-access`;
export const EXTERNAL_ID = 'prod-access-storm';
/** Of a user's inline policies, ours are called so. */
export const ALLOW_NAME = `prod-access-${INSTALLATION}-allow`;

/** Permission for the user itself, as small as it comes: what is measured is how it ends. */
export const targetOf = (account: string): IamPolicyTarget => ({
  kind: 'iam-policy',
  account,
  reach: [{ actions: ['dynamodb:GetItem'], resources: ['*'] }],
  roles: [],
  mfa: false,
});

/** As it is while all of them hold it. */
export function accountsAt(
  nowMs: number,
  usersEach: number,
): Readonly<Record<string, AccountSeed>> {
  return Object.fromEntries(
    accountIds.map((account, number) => [account, seedOf(account, number, nowMs, usersEach)]),
  );
}

function seedOf(account: string, number: number, nowMs: number, usersEach: number): AccountSeed {
  const { reach, mfa } = targetOf(account);
  const span = { startMs: nowMs - HOUR, endMs: nowMs + HOUR };
  const held = { inline: { [ALLOW_NAME]: allowDocument({ windows: [{ reach, mfa, ...span }] }) } };
  const people = Array.from({ length: usersEach }, (_, at) => [userName(at), held] as const);
  const isHome = number === 0;
  return {
    users: { ...Object.fromEntries(people), ...(isHome ? { 'prod-access': {} } : {}) },
    roles: { 'prod-access': { trust: TRUST, inline: { work: WORK } } },
    ...(isHome ? { keys: [{ ...BOT, user: 'prod-access', root: true }] } : {}),
  };
}

const policy = (statement: object) => ({ Version: '2012-10-17', Statement: statement });
const WORK = policy({ Effect: 'Allow', Action: 'iam:*', Resource: '*' });
const TRUST = policy({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${accountIds[0]}:user/prod-access` },
  Action: 'sts:AssumeRole',
  Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
});

/** Nobody asks for anything here, but whoever does is somebody. */
export const configText = (): string => `
workspace: { slack: ${TEAM}, installation: ${INSTALLATION}, language: en, zone: Asia/Tokyo }
people:
  from_tags: false
  from_email: false
  listed:
    - { name: aiko, slack: ${PEOPLE.aiko} }
    - { name: ben, slack: ${PEOPLE.ben} }
groups: { everybody: [aiko, ben] }
operators: { people: [ben], channel: ${CHANNELS.ops}, contact: "@platform" }
accounts:
${accountIds.map(accountText).join('\n')}
entitlements:
${accountIds.map(entitlementText).join('\n')}
rules:
  - id: all
    for: all
    eligible: [everybody]
    levels: [{ name: other, any: 1, from: [everybody] }]
    lapse: 1h
    max: 4h
`;

export const entitlementOf = (account: string): string => `read-${account}`;
const accountText = (account: string): string =>
  `  - id: "${account}"
    name: a${account}
    role: { arn: "${roleArn(account)}", external_id: ${EXTERNAL_ID} }`;
const entitlementText = (account: string): string =>
  `  - id: ${entitlementOf(account)}
    title: { en: Reading in ${account} }
    target:
      kind: iam-policy
      user_account: "${account}"
      actions: ["dynamodb:GetItem"]
      resources: ["*"]
      mfa: false
    longest: 4h
    channel: ${CHANNELS.approvals}`;
