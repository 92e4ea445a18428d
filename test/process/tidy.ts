/** Makes the accounts of a town such that doctor has nothing to say about them. */

import { JUMP, PRODUCTION } from '../story/seed.ts';
import type { PolicySource } from '../stand-ins/aws/types.ts';
import type { Town } from './town.ts';

type Document = Exclude<PolicySource, string>;

export const policy = (...Statement: readonly object[]): Document => ({
  Version: '2012-10-17',
  Statement,
});
export const allow = (Action: string | readonly string[], Resource = '*') =>
  policy({ Effect: 'Allow', Action, Resource });

const OWN_NAME = ['$', '{aws:username}'].join('');
export const trust = (Condition?: object): Document =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: JUMP },
    Action: 'sts:AssumeRole',
    ...(Condition ? { Condition } : {}),
  });
export const NAMED = { StringEquals: { 'sts:RoleSessionName': OWN_NAME } };

/** Who runs doctor here may read all, and enter the other account as the bot does. */
export const OWNER = {
  accessKeyId: 'AKIAOWNER',
  secretAccessKey: 'owner-secret',
  user: 'prod-access',
  root: true,
} as const;
export const ENTERED = policy({
  Effect: 'Allow',
  Principal: {
    AWS: ['role/prod-access', `user/${OWNER.user}`].map((who) => `arn:aws:iam::${JUMP}:${who}`),
  },
  Action: 'sts:AssumeRole',
  Condition: { StringEquals: { 'sts:ExternalId': 'prod-access-demo' } },
});

/** A name for every session, and an owner by whom the program is run from now on. */
export function tidy({ aws, env }: Pick<Town, 'aws' | 'env'>): void {
  const home = aws.account(JUMP);
  home.createUser(OWNER.user);
  home.createKey(OWNER);
  aws.account(PRODUCTION).setTrust('prod-access', ENTERED);
  aws.account(PRODUCTION).setTrust('ProdLogReader', trust(NAMED));
  aws.settle();
  Object.assign(env, {
    AWS_ACCESS_KEY_ID: OWNER.accessKeyId,
    AWS_SECRET_ACCESS_KEY: OWNER.secretAccessKey,
  });
}
