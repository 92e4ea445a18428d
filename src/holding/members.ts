/** Memberships by the id of their group: renamed it is the same one, made anew it is another. */

import { membershipOf, targetKey } from '../catalog/target.ts';
import type { Attempt, Holding } from './holding.ts';
import { isLive, type Lease } from './lease.ts';
import { found, type Look, mayHaveLanded } from './look.ts';
import type { FoundSlot, MemberId, Step } from './slot.ts';

type FoundMember = FoundSlot & { readonly id: MemberId };

export interface Members {
  /** Of the groups that leases of it were given, whatever they are called now. */
  readonly own: readonly FoundMember[];
  /** Of another group that has the name now, or of one not given yet: by another hand. */
  readonly others: readonly FoundMember[];
}

/** A store that was set back may not know of a gift: then all that it has counts as given. */
export function membersOf({ holding, seen }: Look, key: string, group: string): Members {
  const standing = seen.found.filter(
    (one): one is FoundMember => one.id.kind === 'member' && one.id.group === group,
  );
  const joined = joinedOf(holding, key);
  const leases = joined.length > 0 ? joined : leasesOf(holding, key);
  const isOwn = ({ id }: FoundMember) => leases.some((lease) => isBoundTo(lease, id.groupId));
  return { own: standing.filter(isOwn), others: standing.filter((one) => !isOwn(one)) };
}

/** Leases of older releases say so by what was seen of them. */
const joinedOf = (holding: Holding, key: string): readonly Lease[] =>
  leasesOf(holding, key).filter((one) => one.isJoined === true || one.seenMs !== undefined);

/** Of what is about to be put: the leases it is put for. */
export function joining({ seen, nowMs }: Look, lease: Lease, steps: readonly Step[]): Lease {
  const group = membershipOf(lease.target);
  const isPut = steps.some(
    (step) => step.do === 'put' && step.slot.kind === 'member' && step.slot.group === group,
  );
  if (!isPut || lease.isJoined || !isLive(lease, nowMs)) return lease;
  const read = seen.facts[targetKey(lease.target)];
  const isMeant = !read?.ok || isBoundTo(lease, read.value.groupId);
  return isMeant ? { ...lease, isJoined: true } : lease;
}

/** What is missing was another group: this one was approved anew, and was never given. */
export function isForAnother({ holding, seen, nowMs }: Look, key: string): boolean {
  const read = seen.facts[key];
  if (!read?.ok) return false;
  const joined = joinedOf(holding, key);
  const bound = leasesOf(holding, key).filter((lease) => isBoundTo(lease, read.value.groupId));
  const isWaiting = bound.some((lease) => isLive(lease, nowMs) && !joined.includes(lease));
  return isWaiting && !bound.some((lease) => joined.includes(lease));
}

/** A hand put them into what this lease is to be given, and no grant of ours did. */
export function isStranger(look: Look, key: string, lease: Lease, group: string): boolean {
  const { own, others } = membersOf(look, key, group);
  const joined = joinedOf(look.holding, key);
  const held = joined.filter(({ report }) => !isProvedGone(report));
  const isHeld = (one: FoundMember) => held.some((other) => isBoundTo(other, one.id.groupId));
  const meant = [...own, ...others].filter(({ id }) => isBoundTo(lease, id.groupId));
  if (meant.length === 0 || meant.some(isHeld)) return false;
  // Of a store that knows of no gift: the mark that is left of one.
  if (held.length === 0 && found(look, { kind: 'tag', group })) return false;
  // What a call has done was seen, and it does nothing more; and what takes puts nobody in.
  return !look.holding.attempts.some(
    (one) =>
      one.step.do === 'put' &&
      isOfMember(one, group) &&
      mayHaveLanded(look, one) &&
      !wasSeen(one, joined),
  );
}

/** What it put was read back in a group of these leases. */
const wasSeen = ({ answer, sentMs }: Attempt, joined: readonly Lease[]): boolean =>
  answer === 'done' && joined.some(({ seenMs = 0 }) => seenMs >= sentMs);

/** Or given on to another: then it is that other who has it. */
const isProvedGone = (report: Lease['report']): boolean =>
  report.state === 'ended' && report.how !== 'written-off';

const isOfMember = ({ step }: Attempt, group: string): boolean => {
  const slot = step.do === 'put' ? step.slot : step.id;
  return slot.kind === 'member' && slot.group === group;
};

/** An operator has said that what somebody else gave may stay. */
export const isLeft = ({ holding }: Look, group: string): boolean =>
  holding.drift.some(
    ({ slot, kind, order }) =>
      slot === `member:${group}` && kind === 'unexpected' && order === 'leave',
  );

/**
 * Taken by us, and no call that puts it was answered since: what is seen is on its way out, in
 * Identity Center for minutes (API reference, DeleteAccountAssignment: its status is asked for).
 */
export function isTaken({ holding }: Look, group: string): boolean {
  const calls = holding.attempts.filter(
    (one) => isOfMember(one, group) && one.answer !== 'refused',
  );
  const last = calls.findLast(({ step, answer }) => step.do === 'remove' || answer === 'done');
  return last?.step.do === 'remove';
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

/**
 * A call of our own put them there, or takes them out: the name led there when it arrived. Not the
 * only gift, once it was seen in the group that it was for: of two nobody knows which was seen.
 */
export function isByUs(look: Look, key: string, { id }: FoundMember): boolean {
  const calls = look.holding.attempts.filter((one) => isOfMember(one, id.group));
  const isOnly = calls.filter(({ step }) => step.do === 'put').length === 1;
  const joined = joinedOf(look.holding, key);
  return calls.some((one) => {
    if (one.step.do === 'remove' && (one.step.id as MemberId).groupId !== id.groupId) return false;
    if (one.step.do === 'put' && isOnly && wasSeen(one, joined)) return false;
    return mayHaveLanded(look, one);
  });
}

/** By the name that a lease, or a tag, has for a group: ids that it was bound to. */
export function boundGroups({
  leases,
  adopted = [],
}: Holding): Readonly<Record<string, readonly string[]>> {
  const bound: Record<string, readonly string[]> = {};
  for (const { group, groupId } of adopted) if (groupId !== undefined) bound[group] = [groupId];
  for (const { target, facts } of leases) {
    if (target.kind !== 'iam-group' || facts.groupId === undefined) continue;
    bound[target.group] = [...new Set([...(bound[target.group] ?? []), facts.groupId])];
  }
  return bound;
}

const leasesOf = ({ leases }: Holding, key: string): readonly Lease[] =>
  leases.filter(({ target }) => targetKey(target) === key);
