/** Memberships by the id of their group: renamed it is the same one, made anew it is another. */

import { targetKey } from '../catalog/target.ts';
import type { Holding } from './holding.ts';
import { isLive, type Lease } from './lease.ts';
import { type Look, mayHaveLanded } from './look.ts';
import type { FoundSlot, MemberId } from './slot.ts';

type FoundMember = FoundSlot & { readonly id: MemberId };

export interface Members {
  /** Of the groups that its leases were bound to, whatever they are called now. */
  readonly own: readonly FoundMember[];
  /** Of another group that has the name now: by a hand that is not ours. */
  readonly others: readonly FoundMember[];
}

export function membersOf({ holding, seen }: Look, key: string, group: string): Members {
  const standing = seen.found.filter(
    (one): one is FoundMember => one.id.kind === 'member' && one.id.group === group,
  );
  const leases = leasesOf(holding, key);
  const isOwn = ({ id }: FoundMember) => leases.some((lease) => isBoundTo(lease, id.groupId));
  return { own: standing.filter(isOwn), others: standing.filter((one) => !isOwn(one)) };
}

/** Not found, and not known to be gone. */
export function mayBeMember(look: Look, key: string, group: string): boolean {
  const { own, others } = membersOf(look, key, group);
  const isUnread = look.seen.unread?.members?.includes(group) ?? false;
  return isUnread && own.length + others.length === 0;
}

/** Leases of older releases, and groups whose name is an id, know them by that alone. */
export const isBoundTo = ({ facts }: Pick<Lease, 'facts'>, groupId: string | undefined): boolean =>
  facts.groupId === undefined || groupId === undefined || facts.groupId === groupId;

/** A membership is given by name: what has that name now must be what was approved. */
export function mayJoin({ holding, seen, nowMs }: Look, key: string): boolean {
  const read = seen.facts[key];
  if (!read) return !seen.unread?.targets.includes(key);
  const live = leasesOf(holding, key).filter((lease) => isLive(lease, nowMs));
  return read.ok && live.some((lease) => isBoundTo(lease, read.value.groupId));
}

/** A call of our own put them there, or takes them out: the name led there when it arrived. */
export const isByUs = (look: Look, { id }: FoundMember): boolean =>
  look.holding.attempts.some((attempt) => {
    const { step } = attempt;
    const slot = step.do === 'put' ? step.slot : step.id;
    if (slot.kind !== 'member' || slot.group !== id.group) return false;
    const isMeant = step.do === 'put' || (step.id as MemberId).groupId === id.groupId;
    return isMeant && mayHaveLanded(look, attempt);
  });

/** By the name that a lease has for a group: ids that it was bound to. */
export function boundGroups({ leases }: Holding): Readonly<Record<string, readonly string[]>> {
  const bound: Record<string, readonly string[]> = {};
  for (const { target, facts } of leases) {
    if (target.kind !== 'iam-group' || facts.groupId === undefined) continue;
    bound[target.group] = [...new Set([...(bound[target.group] ?? []), facts.groupId])];
  }
  return bound;
}

const leasesOf = ({ leases }: Holding, key: string): readonly Lease[] =>
  leases.filter(({ target }) => targetKey(target) === key);
