/** The workspace and the accounts that `prod-access.example.yml` speaks of. */

import type { Given } from '../deploy/parameters.ts';
import { BOUNDARY, seedOf } from '../deploy/stacks.ts';
import type { RoleSeed, UserSeed } from '../stand-ins/aws/seed.ts';
import { JUMP, PRODUCTION, targetStack, usersStack } from './stacks.ts';

export { JUMP, PRODUCTION };
export const TEAM = 'T0PRODDEMO';
export const BOT = { accessKeyId: 'AKIAPRODACCESSBOT001', secretAccessKey: 'stand-in-secret' };
/** Of whoever owns the account of the users: for what administrators do. */
export const ADMIN = { accessKeyId: 'AKIAADMIN', secretAccessKey: 'admin-secret' };
export const PEOPLE = {
  aiko: 'U0AIKO0001',
  ben: 'U0BEN00001',
  chie: 'U0CHIE0001',
  dai: 'U0DAI00001',
  mallory: 'U0MALLORY1',
} as const;
export type Who = keyof typeof PEOPLE;
export const CHANNELS = { approvals: 'C0APPROVE1', ops: 'C0OPS00001', general: 'C0GENERAL1' };

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource: string, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});

const trust = (Condition?: object) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: JUMP },
    Action: 'sts:AssumeRole',
    ...(Condition ? { Condition } : {}),
  });
/** Every session carries its person's name, so that it can be ended by name. */
const NAMED = { StringEquals: { 'sts:RoleSessionName': ['$', '{aws:username}'].join('') } };

/** What people take on in production. */
export const ROLES = {
  ProdDbOperator: { trust: trust(NAMED), inline: { work: policy(allow('rds:*', '*')) } },
  ProdLogReader: { trust: trust(), inline: { work: policy(allow('logs:Get*', '*')) } },
  ProdOperator: { trust: trust(NAMED), inline: { work: policy(allow('ec2:*', '*')) } },
} as const satisfies Readonly<Record<string, RoleSeed>>;
const USERS = ['aiko.sato', 'ben.okafor', 'chie.mori', 'dai.tran', 'mallory.kane'];

interface More {
  readonly users?: Readonly<Record<string, UserSeed>>;
  readonly roles?: Readonly<Record<string, RoleSeed>>;
  /** Parameters of the users' stack that are otherwise. */
  readonly given?: Given;
  /** The same of the stack in production. */
  readonly there?: Given;
}

/** Deployed as deploy/README.md says: the bot has the rights of the stacks there and no others. */
/** @param more users who may hold access, and roles that access leads to. */
export function seedAccounts(more: More = {}) {
  const users: Readonly<Record<string, UserSeed>> = {
    ...Object.fromEntries(USERS.map((name) => [name, {}])),
    ...more.users,
  };
  const roles: Readonly<Record<string, RoleSeed>> = { ...ROLES, ...more.roles };
  const there = seedOf(targetStack(Object.keys(roles), more.there));
  return {
    [JUMP]: {
      ...seedOf(usersStack(more.given)),
      users: { ...bounded(users), admin: {} },
      groups: {
        'prod-operators': {
          inline: {
            operate: policy(
              allow('sts:AssumeRole', `arn:aws:iam::${PRODUCTION}:role/ProdOperator`),
            ),
          },
        },
      },
      keys: [
        { ...BOT, role: 'prod-access' },
        { ...ADMIN, user: 'admin', root: true },
      ],
    },
    [PRODUCTION]: { ...there, roles: { ...there.roles, ...bounded(roles) } },
  };
}

const bounded = <T>(seeds: Readonly<Record<string, T>>) =>
  Object.fromEntries(
    Object.entries(seeds).map(([name, seed]) => [name, { ...seed, boundary: BOUNDARY }]),
  );

/** A user group that Slack keeps, for stories whose approvers come and go. */
export const LEADS = 'S0LEADS001';

const BOT_USER = 'U0PRODACC';
const EVERYBODY = [BOT_USER, ...Object.values(PEOPLE)];

export const seedWorkspace = (locale = 'en-US') => ({
  app: { teamId: TEAM },
  people: Object.entries(PEOPLE).map(([name, id]) => ({
    id,
    name,
    teamId: TEAM,
    email: `${name}@example.com`,
    tz: 'Asia/Tokyo',
    locale,
  })),
  channels: [
    { id: CHANNELS.approvals, name: 'prod-approvals', members: EVERYBODY },
    { id: CHANNELS.ops, name: 'prod-access-ops', members: [BOT_USER, PEOPLE.dai] },
    { id: CHANNELS.general, name: 'general', members: EVERYBODY },
  ],
  groups: [{ id: LEADS, handle: 'leads', name: 'Leads', members: [PEOPLE.ben, PEOPLE.chie] }],
});
