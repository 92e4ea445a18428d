/** Managed policies: those of an account, and the few of AWS's own that the stand-in knows. */

import { AwsFault } from './fault.ts';
import type { Account, ManagedPolicy } from './types.ts';
import { own } from './types.ts';

export function managedPolicyOf(account: Account, arn: string): ManagedPolicy {
  const policy = own(account.policies, arn) ?? own(AWS_MANAGED, arn);
  if (!policy) throw new AwsFault('NoSuchEntity', `Policy ${arn} was not found.`);
  return policy;
}

export function documentOf(account: Account, arn: string): string {
  const policy = managedPolicyOf(account, arn);
  return policy.versions[policy.defaultVersion] ?? '{}';
}

const ALLOW_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

const awsManaged = (name: string, document: string): ManagedPolicy => ({
  name,
  path: '/',
  id: `ANPA${name.toUpperCase().padEnd(17, 'A').slice(0, 17)}`,
  arn: `arn:aws:iam::aws:policy/${name}`,
  createdAtMs: Date.UTC(2015, 1, 6),
  defaultVersion: 'v1',
  versions: { v1: document },
});

const AWS_MANAGED: Readonly<Record<string, ManagedPolicy>> = Object.fromEntries(
  [awsManaged('AdministratorAccess', ALLOW_ALL)].map((policy) => [policy.arn, policy]),
);
