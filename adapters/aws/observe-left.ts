/**
 * What is left of somebody whose user or role is no more. Nothing at home: but sessions at roles,
 * and shells that are open, do not end with their user.
 */

import { Fault } from '../../src/kernel/fault.ts';
import { roleSessionOf } from '../../src/kernel/role-session.ts';
import type { Observation, ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Caller } from './iam-call.ts';
import { openRuns, sessionsLeft, withUnread } from './observe-parts.ts';
import type { Principal } from './iam-home.ts';
import type { PreflightReader } from './iam-preflight.ts';
import { allUsers } from './iam-survey.ts';
import { fencesAtRoles } from './role-fences.ts';

export async function observeLeft(
  reader: PreflightReader,
  order: ObserveOrder,
  caller: Caller,
  successor: Principal | undefined,
): Promise<Observation> {
  await requireNotRenamed(caller, order);
  const principal = successor ? ('replaced' as const) : ('gone' as const);
  const [roles, sessions, runs] = await Promise.all([
    fencesAtRoles(reader, order),
    // What another user of the same name has open bears the same name, and is younger.
    sessionsLeft(reader, order, ownerOf(order), successor && (successor.createdMs ?? 0)),
    openRuns(reader, order),
  ]);
  const found = [...roles.found, ...sessions.found];
  const { listed } = sessions;
  const seen = { principal, found, facts: {}, runs: runs.seen, listed, rolesGone: roles.gone };
  const { unread: places } = roles;
  return withUnread(seen, { targets: [], sessions: sessions.unread, runs: runs.unread, places });
}

/** As it was last seen; a path in it cannot be guessed. */
const ownerOf = ({ holder, owner }: ObserveOrder): string =>
  owner ?? `arn:aws:iam::${holder.account}:user/${holder.user}`;

/** Policies and memberships go along with a new name: nothing of them is over. */
async function requireNotRenamed(caller: Caller, { holder }: ObserveOrder): Promise<void> {
  if (roleSessionOf(holder.user)) return;
  const now = (await allUsers(caller)).find(({ UserId }) => UserId === holder.uniqueId);
  if (!now) return;
  const words = `The user ${holder.user} is called ${now.UserName} now; call it as before.`;
  throw new Fault('aws-refused', words);
}
