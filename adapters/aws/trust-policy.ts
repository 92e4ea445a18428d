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
const OWN_NAME = ['$', '{aws:username}'].join('');

function asksForName(statement: ReadStatement): boolean {
  if (statement.NotAction !== undefined) return false;
  const { StringEquals } = (statement.Condition ?? {}) as { readonly StringEquals?: unknown };
  const asked = Object.entries((StringEquals ?? {}) as Record<string, unknown>);
  return asked.some(
    ([key, value]) =>
      key.toLowerCase() === 'sts:rolesessionname' &&
      listOf(value).length === 1 &&
      listOf(value)[0] === OWN_NAME,
  );
}
