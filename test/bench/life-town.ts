/** Where lives are lived by the dozen: each has a person, a role and a channel of its own. */

import { JUMP, PEOPLE, PRODUCTION, BOT, ROLES, seedAccounts, TEAM } from '../story/seed.ts';

const digits = (number: number): string => String(number).padStart(4, '0');
export const userOf = (number: number): string => `holder-${digits(number)}`;
export const roleOf = (number: number): string => `Life${digits(number)}`;
export const entitlementOf = (number: number): string => `life-${digits(number)}`;
export const slackOf = (number: number): string => `U0LIFE${digits(number)}`;
export const channelOf = (number: number): string => `C0LIFE${digits(number)}`;

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** A user for each life and the role it leads to, beside what every story has. */
export function lifeAccounts(count: number) {
  const users = numbers(count).map((number) => [userOf(number), {}] as const);
  const own = numbers(count).map((number) => [roleOf(number), ROLES.ProdDbOperator] as const);
  return seedAccounts({ users: Object.fromEntries(users), roles: Object.fromEntries(own) });
}

/** JSON is YAML as well. */
export function lifeConfig(count: number): string {
  const asking = numbers(count).map((number) => person(userOf(number), slackOf(number)));
  const leads = (['ben', 'chie'] as const).map((name) => person(name, PEOPLE[name]));
  return JSON.stringify({
    workspace: { slack: TEAM, installation: 'lives1', language: 'en', zone: 'UTC' },
    people: { from_tags: false, from_email: false, listed: [...asking, ...leads] },
    groups: { asking: asking.map(({ name }) => name), leads: ['ben', 'chie'] },
    operators: { people: ['ben', 'chie'], channel: 'C0OPS00001', contact: '@platform' },
    accounts: [
      { id: JUMP, name: 'jump' },
      {
        id: PRODUCTION,
        name: 'production',
        role: { arn: `arn:aws:iam::${PRODUCTION}:role/prod-access`, external_id: EXTERNAL_ID },
      },
    ],
    entitlements: numbers(count).map(entitlement),
    rules: [
      {
        id: 'two-people',
        for: 'all',
        eligible: ['asking'],
        levels: [{ name: 'leads', any: 2, from: ['leads'] }],
        lapse: '1h',
        max: '4h',
      },
    ],
  });
}

const EXTERNAL_ID = 'prod-access-demo';

const person = (name: string, slack: string) => ({
  name,
  slack,
  aws: { account: JUMP, user: name },
});

const entitlement = (number: number) => ({
  id: entitlementOf(number),
  title: `Database of shard ${digits(number)}`,
  target: {
    kind: 'iam-policy',
    user_account: JUMP,
    role: roleOf(number),
    account: PRODUCTION,
    mfa: true,
  },
  longest: '4h',
  channel: channelOf(number),
});

/** What both sides sign with. */
export const AWS_ENV = {
  AWS_ACCESS_KEY_ID: BOT.accessKeyId,
  AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
  AWS_REGION: 'us-east-1',
} as const;
