/** Does a `Principal` element name this caller, the role they act in, or only their account? */

import type { Principal } from './policy.ts';

export type Closeness = 'principal' | 'role' | 'account';

const ORDER: readonly Closeness[] = ['principal', 'role', 'account'];

export function closestPrincipal(
  named: readonly Principal[],
  caller: string,
): Closeness | undefined {
  const found = new Set(named.map((principal) => closeness(principal, caller)));
  return ORDER.find((one) => found.has(one));
}

function closeness({ kind, value }: Principal, caller: string): Closeness | undefined {
  if (kind === 'Service') return value === caller ? 'principal' : undefined;
  if (kind !== 'AWS') return undefined;
  if (value === '*' || value === caller) return 'principal';
  if (withoutPath(value) === roleArnOf(caller)) return 'role';
  const account = caller.split(':')[4] ?? '';
  return value === account || value === `arn:aws:iam::${account}:root` ? 'account' : undefined;
}

const withoutPath = (arn: string) => arn.replace(/:role\/.*\//, ':role/');

/**
 * The role behind a session's ARN, which has lost the role's path: a trust policy that names a role
 * with a path is matched by its name, for no two roles of an account share one.
 */
function roleArnOf(caller: string): string | undefined {
  const [, account, role] = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(caller) ?? [];
  return role === undefined ? undefined : `arn:aws:iam::${account}:role/${role}`;
}
