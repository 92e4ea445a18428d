/** A role that access leads to, where somebody comes into it from the session of another role. */

import type { Role } from '@aws-sdk/client-iam';
import { actionsMeet } from '../../src/catalog/pattern.ts';
import { SET_SOURCE } from '../../src/catalog/session-fit.ts';
import type { NamedRole, RoleRef } from '../../src/catalog/target.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import { type RoleSession, sessionUser } from '../../src/kernel/role-session.ts';
import { type DurationMs, HOUR, SECOND } from '../../src/kernel/time.ts';
import { documentOf } from './iam-call.ts';
import { listOf, statementsOf } from './reach.ts';
import { forcesSessionName } from './trust-policy.ts';

export interface RoleRead {
  readonly named?: NamedRole;
  readonly maxSessionMs: DurationMs;
}

/** Whatever the role says of it (API reference, AssumeRole: role chaining). */
export const LONGEST_CHAINED_MS = HOUR;

export function chainedRole(
  { account, name }: RoleRef,
  session: RoleSession,
  found: Role,
): Answer<RoleRead> {
  const trust = documentOf(found.AssumeRolePolicyDocument);
  const closed = (problem: 'name' | 'source') =>
    refuse('role-closed', { role: name, session: sessionUser(session), problem });
  // Asked for the name of an IAM user, a session of a role has none.
  if (forcesSessionName(trust)) return closed('name');
  const maxSessionMs = Math.min((found.MaxSessionDuration ?? 3_600) * SECOND, LONGEST_CHAINED_MS);
  if (session.by === 'session') return ok({ maxSessionMs });
  if (!takesSource(trust)) return closed('source');
  // What is given asks for the source, so every session opened by it carries it. We can write there
  // only where the role is bounded.
  const isBounded = BOUNDARY.test(found.PermissionsBoundary?.PermissionsBoundaryArn ?? '');
  const named = { account, name, maxSessionMs, userid: '', source: session.name };
  return ok(isBounded ? { maxSessionMs, named } : { maxSessionMs });
}

export const BOUNDARY = /:policy\/prod-access-boundary$/;

const takesSource = (trust: unknown): boolean =>
  statementsOf(trust).some(
    ({ Effect, Action, NotAction }) =>
      Effect === 'Allow' &&
      (NotAction !== undefined || listOf(Action).some((action) => actionsMeet(action, SET_SOURCE))),
  );
