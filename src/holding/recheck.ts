/** What pre-flight found, read again: what changed since is refused, or fenced while active. */

import { membershipInWords } from '../catalog/target-words.ts';
import { sharesDocument } from '../catalog/session-reach.ts';
import { isSsm, membershipOf, type Target, targetKey } from '../catalog/target.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { isGivenInVain, PATIENCE_MS } from './attempt.ts';
import { beyond } from './beside.ts';
import { grown } from './growth.ts';
import { covers, overlapsPartly, reachesMeet } from './pairs.ts';
import type { Drift, Holding } from './holding.ts';
import { isLive, type Lease, type NamedRole, type TargetFacts } from './lease.ts';
import { runFailure } from './judge-runs.ts';
import { isUnread, type Look } from './look.ts';
import { overAtAws } from './request-steps.ts';
import { isBoundTo, isStranger } from './members.ts';
import { placeAtRole, placeName } from './slot.ts';

export interface Rechecked {
  readonly holding: Holding;
  /** Groups that let their members do more than when it was approved. */
  readonly widened: readonly Drift[];
}

export function recheck(look: Look): Rechecked {
  const widened: Drift[] = [];
  const leases = look.holding.leases.map((lease): Lease => {
    if (!isLive(lease, look.nowMs)) return lease;
    const failed = runFailure(look.holding, lease, look.nowMs);
    if (failed) return { ...lease, failure: failed };
    if (lease.report.state !== 'active') {
      const failure = changed(look, lease) ?? stranger(look, lease) ?? heldBeside(look, lease);
      return failure ? { ...lease, failure } : lease;
    }
    // It ends for us as it ended there; what it had opened is still to be ended.
    const elsewhere = overAtAws(look, lease);
    if (elsewhere) return { ...lease, endMs: look.nowMs, elsewhere };
    // An older copy of a store does nothing about it until it was confirmed.
    const more = look.copySinceMs === undefined ? grown(look, lease) : undefined;
    if (!more) return lease;
    widened.push(more.drift);
    return more.lease;
  });
  return { holding: { ...look.holding, leases }, widened };
}

/** What policies reach now. Wider than was approved: refused at the grant. */
function changed(look: Look, lease: Lease): Refusal | undefined {
  const { seen, nowMs } = look;
  const key = targetKey(lease.target);
  // Waited for as long as for anything else on the way in.
  const isSilent = seen.unread?.targets.includes(key) || isUnfenceable(look, lease);
  if (isSilent && nowMs - lease.startMs >= PATIENCE_MS) return refuse('aws-silent', {});
  if (isGivenInVain(look.holding, lease, nowMs)) {
    return refuse('given-in-vain', { what: lease.entitlement });
  }
  const read = seen.facts[key];
  if (!read?.ok) return read;
  // Another group has the name by now, and nobody approved that one.
  if (!isBoundTo(lease, read.value.groupId)) {
    return refuse('target-missing', { what: membershipInWords(lease.target) });
  }
  if (isNoMore(read.value, lease.facts)) return undefined;
  return refuse('reach-changed', { what: lease.entitlement });
}

/** Not said to be active while nobody can say what stands where this access is to be cut. */
const isUnfenceable = (look: Look, lease: Lease): boolean =>
  look.wanted.fences.some(
    ({ place, target }) => isUnread(look, place) && isCutBy(look, lease, target),
  );

/** By its own fences, and by those of whatever gives the same. */
const isCutBy = ({ holding }: Look, lease: Lease, key: string): boolean =>
  targetKey(lease.target) === key ||
  holding.leases.some(
    ({ target, facts }) => targetKey(target) === key && reachesMeet(facts.reach, lease.facts.reach),
  );

/** No wider, and no longer: sessions that could be cut off by name still can, as it was shown. */
function isNoMore(now: TargetFacts, then: TargetFacts): boolean {
  const isCutStill = (role: NamedRole) =>
    now.namedRoles.some(
      (one) =>
        placeName(placeAtRole(one)) === placeName(placeAtRole(role)) &&
        one.userid === role.userid &&
        one.source === role.source &&
        one.maxSessionMs <= role.maxSessionMs,
    );
  const isSame = now.tailMs <= then.tailMs && then.namedRoles.every(isCutStill);
  const isTold = now.endless?.every((one) => then.endless?.includes(one)) ?? true;
  return isSame && isTold && covers(then.reach, now.reach);
}

/** Something of ours was done for it, and is not proved to be gone. */
function isGiven({ holding }: Look, target: Target): boolean {
  const memory = holding.targets[targetKey(target)];
  return memory?.touched === true && memory.removedMs === undefined;
}

/** And has been wanted since: what is on its way out is given anew. */
const isHeld = (look: Look, target: Target): boolean =>
  isGiven(look, target) && look.holding.targets[targetKey(target)]?.unwantedMs === undefined;

/** Asked for while another was only approved, or was to begin: who comes second is not given it. */
function heldBeside(look: Look, { grant, target, facts, entitlement }: Lease): Refusal | undefined {
  if (isHeld(look, target)) return undefined;
  const { leases } = look.holding;
  const own = leases.findIndex((lease) => lease.grant === grant);
  const before = leases.filter(
    (other, at) =>
      other.grant !== grant &&
      isLive(other, look.nowMs) &&
      targetKey(other.target) !== targetKey(target) &&
      (at < own || isGiven(look, other.target)),
  );
  if (isSsm(target)) {
    const isShared = before.some(({ target: one }) => isSsm(one) && sharesDocument(one, target));
    if (isShared) return refuse('document-held', { document: target.document });
  }
  for (const one of before) {
    const [by, other] = [beyond({ target, facts }, one), one.entitlement];
    if (by) return refuse('opens-more-together', { what: entitlement, other, by });
  }
  const other = before.find((one) => overlapsPartly(one.facts.reach, facts.reach));
  return other && refuse('targets-overlap', { what: entitlement, other: other.entitlement });
}

/** In the group already, before anything of ours was done for it: somebody else put them in. */
function stranger(look: Look, lease: Lease): Refusal | undefined {
  const { target } = lease;
  const group = membershipOf(target);
  if (group === undefined || !isStranger(look, targetKey(target), lease, group)) return undefined;
  const { user } = look.holding.holder;
  return refuse('already-held', { user, what: membershipInWords(target) });
}
