/** Sessions that people have of the roles of Identity Center: which could start, which live. */

import type { CenterReach } from './center-call.ts';
import { isCenterRole, roleOfSet } from './center-roles.ts';
import { isMember, type PermissionSet } from './center-types.ts';
import type { AccessKey, RoleSession } from './types.ts';

export interface SeenRoleSession {
  readonly account: string;
  readonly role: string;
  readonly user: string;
  readonly arn: string;
  readonly key: AccessKey;
  readonly startedAtMs: number;
  readonly endMs: number;
  readonly live: boolean;
  /** Whether they could start it again now. */
  readonly assigned: boolean;
}

/** The permission sets that the portal offers them in an account. */
export function setsOf(
  { org, history }: CenterReach,
  user: string,
  account: string,
): PermissionSet[] {
  const center = history.current();
  const person = Object.values(center.users).find(({ name }) => name === user);
  if (!person || person.disabled || org().accounts[account]?.state !== 'ACTIVE') return [];
  const arns = Object.values(center.assignments)
    .filter((one) => one.account === account)
    .filter(({ principal }) => principal === person.id || isMember(center, principal, person.id))
    .map(({ permissionSet }) => permissionSet);
  return [...new Set(arns)].flatMap((arn) => center.permissionSets[arn] ?? []);
}

/** A session as it would begin at that time; absent where the role is not there yet. */
export function sessionOf(
  { world }: CenterReach,
  account: string,
  set: PermissionSet,
  sessionName: string,
  issuedAtMs: number,
): RoleSession | undefined {
  const role = roleOfSet(world.authorizing(account), set);
  if (!role) return undefined;
  const expiresAtMs = issuedAtMs + role.maxSessionSeconds * 1_000;
  return { roleName: role.name, roleId: role.id, sessionName, issuedAtMs, expiresAtMs, tags: [] };
}

/** The session behind a key, if it is one of these. */
export function seenSession(reach: CenterReach, key: AccessKey): SeenRoleSession[] {
  const { holder, account } = key;
  if (holder.kind !== 'role' || !isCenterRole(holder.session.roleName)) return [];
  const { roleName, sessionName, issuedAtMs, expiresAtMs } = holder.session;
  const open = setsOf(reach, sessionName, account);
  return [
    {
      account,
      role: roleName,
      user: sessionName,
      arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`,
      key,
      startedAtMs: issuedAtMs,
      endMs: expiresAtMs,
      live: reach.agenda.now() < expiresAtMs,
      assigned: open.some((set) => roleOfSet(reach.world.current(account), set)?.name === roleName),
    },
  ];
}
