/** Does a role force its sessions to carry the name of the person? Only then can they be ended. */

import { actionsMeet } from '../../src/catalog/pattern.ts';
import { listOf, type ReadStatement, statementsOf } from './reach.ts';

/**
 * True when every way into the role asks for `sts:RoleSessionName` = `${aws:username}` (IAM user
 * guide, condition keys of STS). A way in without it lets a holder name the session as they like.
 */
export function forcesSessionName(trust: unknown): boolean {
  const ways = statementsOf(trust).filter(
    (one) =>
      one.Effect === 'Allow' &&
      (one.NotAction !== undefined ||
        listOf(one.Action).some((action) => actionsMeet(action, 'sts:AssumeRole*'))),
  );
  return ways.length > 0 && ways.every(asksForName);
}

/** Written in two, since it is a variable of IAM and no template of ours. */
export const OWN_NAME = ['$', '{aws:username}'].join('');

const asksForName = (statement: ReadStatement): boolean =>
  statement.NotAction === undefined &&
  asksFor(statement, 'sts:RoleSessionName', (value) => value === OWN_NAME);

/** That what the caller names is one value, and which. */
export function asksFor(
  { Condition }: ReadStatement,
  key: string,
  isIt: (value: string) => boolean,
): boolean {
  const { StringEquals } = (Condition ?? {}) as { readonly StringEquals?: unknown };
  const asked = Object.entries((StringEquals ?? {}) as Record<string, unknown>);
  return asked.some(([name, value]) => {
    const [only, ...more] = listOf(value);
    return (
      name.toLowerCase() === key.toLowerCase() &&
      only !== undefined &&
      more.length === 0 &&
      isIt(only)
    );
  });
}
