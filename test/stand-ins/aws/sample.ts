/** Two accounts as the tests need them: the bot's own, and a production account behind a role. */

import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { type AwsStandIn, type AwsStandInOptions, createAwsStandIn } from './stand-in.ts';

export const HOME = '111111111111';
export const PROD = '222222222222';
export const OPERATOR = `arn:aws:iam::${PROD}:role/ProdDbOperator`;
export const BOT_ROLE = `arn:aws:iam::${PROD}:role/prod-access-bot`;
export const NOON = Date.UTC(2026, 10, 22, 12);

export const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
export const allow = (
  Action: string | string[],
  Resource: string | string[],
  Condition?: object,
) =>
  Condition
    ? { Effect: 'Allow', Action, Resource, Condition }
    : { Effect: 'Allow', Action, Resource };
export const deny = (
  Action: string | string[],
  Resource: string | string[],
  Condition?: object,
) => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});
export const trust = (AWS: string, Condition?: object) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS },
    Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
    ...(Condition ? { Condition } : {}),
  });

export interface Sample {
  readonly aws: AwsStandIn;
  readonly clock: { nowMs: number };
  readonly iam: IAMClient;
  readonly sts: STSClient;
}

export const OWNER_KEY = { accessKeyId: 'AKIAOWNER', secretAccessKey: 'owner-secret' };
export const BOT_KEY = { accessKeyId: 'AKIABOT', secretAccessKey: 'bot-secret' };

export async function createSample(options: Partial<AwsStandInOptions> = {}): Promise<Sample> {
  const clock = { nowMs: NOON };
  const aws = await createAwsStandIn({ now: () => clock.nowMs, accounts: ACCOUNTS, ...options });
  return { aws, clock, iam: iamOf(aws, OWNER_KEY), sts: stsOf(aws, BOT_KEY) };
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const clientOptions = (aws: AwsStandIn, credentials: Credentials) => ({
  endpoint: aws.url,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials,
});
export const iamOf = (aws: AwsStandIn, credentials: Credentials) =>
  new IAMClient(clientOptions(aws, credentials));
export const stsOf = (aws: AwsStandIn, credentials: Credentials) =>
  new STSClient(clientOptions(aws, credentials));

const ACCOUNTS = {
  [HOME]: {
    users: {
      bot: { inline: { assume: policy(allow('sts:AssumeRole', BOT_ROLE)) } },
      owner: {},
      aiko: { path: '/humans/', tags: { team: 'db' } },
      bruno: { path: '/humans/' },
    },
    groups: {
      'prod-db': { inline: { operate: policy(allow('sts:AssumeRole', OPERATOR)) } },
    },
    roles: {
      'bot-home': { trust: trust(HOME) },
    },
    keys: [
      { ...OWNER_KEY, user: 'owner', root: true },
      { ...BOT_KEY, user: 'bot' },
    ],
  },
  [PROD]: {
    users: { dana: { path: '/humans/' } },
    roles: {
      'prod-access-bot': {
        trust: trust(`arn:aws:iam::${HOME}:user/bot`, {
          StringEquals: { 'sts:ExternalId': 'prod-access' },
        }),
        inline: {
          work: policy(
            allow(
              ['iam:GetUser', 'iam:PutUserPolicy', 'iam:GetUserPolicy'],
              `arn:aws:iam::${PROD}:user/humans/*`,
            ),
          ),
        },
      },
      ProdDbOperator: {
        trust: trust(HOME, { StringEquals: { 'sts:RoleSessionName': '${aws:username}' } }),
        inline: { work: policy(allow('rds:*', '*')) },
      },
    },
  },
};
