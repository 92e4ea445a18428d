/** The holder's own place, at the ask: would it fit, and is the access there already? */

import {
  isSsm,
  roleArn,
  type Target,
  type TargetFacts,
  targetKey,
} from '../../src/catalog/target.ts';
import { type Answer, ok, type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { PreflightOrder } from '../../src/ports/grant-provider.ts';
import type { Holder } from '../../src/request/request.ts';
import type { Caller } from './iam-call.ts';
import { neededAtHome, ROLE_INLINE, USER_INLINE } from './iam-budget.ts';
import { type Home, homeOf, homePolicy, homePolicyNames, whoAt } from './iam-home.ts';
import type { NamedPolicy } from './iam-policies.ts';
import { attachedRoleDocuments } from './iam-read.ts';
import { takenBy } from './iam-room.ts';
import { standingDocuments } from './iam-standing.ts';
import { readOwnPolicyName, readSessionPolicyName } from './names.ts';
import { alreadyAllows } from './reach.ts';

/**
 * Characters that are free, and access that is already there without our mark.
 * @returns what speaks for the holder anyway, as far as it was read.
 */
export async function policiesAtHome(
  { installation }: { readonly installation: string },
  caller: Caller,
  { target, held, others }: PreflightOrder,
  holder: Holder,
  facts: TargetFacts,
): Promise<Answer<readonly unknown[]>> {
  const home = homeOf(holder);
  const leases = [...others, { target, facts }];
  const need = neededAtHome(leases, whoAt(home));
  const leased = new Set(leases.map((lease) => targetKey(lease.target)));
  const names = await homePolicyNames(caller, home);
  // What is needed has a place for these; fences of access that is over stand for a while yet.
  const isCounted = (name: string): boolean => {
    const ours = readOwnPolicyName(name, holder.uniqueId);
    if (ours?.installation !== installation) return false;
    return ours.id.kind !== 'fence' || leased.has(ours.id.target);
  };
  const besides = names.filter((name) => !isCounted(name));
  const inline = await Promise.all(
    besides.map(async (name): Promise<NamedPolicy> => {
      return { name, document: (await homePolicy(caller, home, name)) ?? '' };
    }),
  );
  const free = Math.max(0, roomAt(home) - takenBy(inline));
  if (need > free) return noRoom(home, need, free);
  // What is held already is there by us; only nodes are opened by what there is besides.
  if (held && !isSsm(target)) return ok([]);
  // At a role stand those of colleagues too, each for the sessions of one person alone.
  const documents = inline
    .filter(({ name }) => home.on === 'user' || !isOfColleague(name, holder.uniqueId))
    .map(({ document }) => document);
  const standing = [...documents, ...(await standingAt(caller, home, leases))];
  const roles = target.roles.map(roleArn).join(', ');
  const [group] = groupOf(target);
  const what = group ? `the access of group ${group}` : roles;
  return !held && alreadyAllows(standing, facts.reach)
    ? refuse('already-held', { user: holder.user, what: what || 'these actions' })
    : ok(standing);
}

const isOfColleague = (name: string, uniqueId: string): boolean =>
  readSessionPolicyName(name) !== undefined && readOwnPolicyName(name, uniqueId) === undefined;

const roomAt = ({ on }: Home): number => (on === 'user' ? USER_INLINE : ROLE_INLINE);
const noRoom = ({ on, name: role }: Home, need: number, free: number): Refusal =>
  on === 'user'
    ? refuse('budget-exceeded', { need, free })
    : refuse('role-full', { role, need, free });

/** Besides what stands in line: by groups, and by policies that are attached. */
export async function standingAt(
  caller: Caller,
  { on, name }: Home,
  leases: readonly { readonly target: Target }[],
): Promise<readonly unknown[]> {
  if (on === 'user') {
    const groups = new Set(leases.flatMap((one) => groupOf(one.target)));
    return standingDocuments(caller, name, groups);
  }
  return attachedRoleDocuments(caller, name);
}

export const groupOf = (target: Target): readonly string[] =>
  target.kind === 'iam-group' ? [target.group] : [];
