/** The roles that a permission set becomes in an account, and the sessions people have of them. */

import { createHash } from 'node:crypto';
import { putRole } from './account.ts';
import { INSTANCE_ID, type PermissionSet } from './center-types.ts';
import { makeRole } from './seed.ts';
import type { Account, Role } from './types.ts';
import { own } from './types.ts';
import type { World } from './world.ts';

const PREFIX = 'AWSReservedSSO_';

/** `AWSReservedSSO_ProdDb_0123456789abcdef`: another one in each account. */
export function roleNameOf({ name, arn }: PermissionSet, account: string): string {
  const hash = createHash('sha256').update(`${account}/${arn}`).digest('hex');
  return `${PREFIX}${name}_${hash.slice(0, 16)}`;
}

export const isCenterRole = (roleName: string) => roleName.startsWith(PREFIX);

export function roleOfSet(account: Account, set: PermissionSet): Role | undefined {
  return own(account.roles, roleNameOf(set, account.id));
}

/** Makes the role, or brings it up to what the permission set says by now. */
export function provision(
  { world, atMs, region }: { world: World; atMs: number; region: string },
  account: string,
  set: PermissionSet,
): void {
  const name = roleNameOf(set, account);
  const known = own(world.current(account).roles, name);
  const path = `/aws-reserved/sso.amazonaws.com/${region === 'us-east-1' ? '' : `${region}/`}`;
  const made = makeRole({ world, id: account, atMs }, name, {
    path,
    trust: trustOf(account),
    maxSessionSeconds: set.sessionMinutes * 60,
    attached: set.attached,
    ...(set.inline === undefined ? {} : { inline: { AwsSSOInlinePolicy: set.inline } }),
  });
  const role = known ? { ...made, id: known.id, createdAtMs: known.createdAtMs } : made;
  world.put(putRole(world.current(account), role));
}

const trustOf = (account: string) => {
  const provider = `AWSSSO_${INSTANCE_ID.slice(7)}_DO_NOT_DELETE`;
  const Federated = `arn:aws:iam::${account}:saml-provider/${provider}`;
  const Action = ['sts:AssumeRoleWithSAML', 'sts:TagSession'];
  const Condition = { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } };
  const statement = { Effect: 'Allow', Principal: { Federated }, Action, Condition };
  return { Version: '2012-10-17', Statement: [statement] };
};
