/** Makes the accounts of a town such that doctor has nothing to say about them. */

import { JUMP, PRODUCTION } from '../story/seed.ts';
import type { PolicySource } from '../stand-ins/aws/types.ts';
import { EVERYBODY, type Town } from './town.ts';

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

/** Boundaries for everybody, and a name for every session. */
export function tidy({ aws }: Pick<Town, 'aws'>): void {
  const jump = aws.account(JUMP);
  jump.seed({ policies: { 'prod-access-boundary': allow('*') } });
  for (const name of EVERYBODY) jump.setBoundary(name, 'prod-access-boundary');
  aws.account(PRODUCTION).setTrust('ProdLogReader', trust(NAMED));
  aws.settle();
}
