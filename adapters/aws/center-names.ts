/** How a membership of Identity Center is named: a group's id, or account and permission set. */

import type { PermissionSetRef } from '../../src/catalog/center-target.ts';

/** Undefined of a group. The ARN of a set has slashes of its own; an account has none. */
export function assignmentOf(seat: string): PermissionSetRef | undefined {
  const [, account, set] = /^(\d{12})\/(arn:.+)$/.exec(seat) ?? [];
  return account && set ? { account, set } : undefined;
}
