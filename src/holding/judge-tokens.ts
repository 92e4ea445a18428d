/** What a look says of AWS's tokens: from when on there are none, and what they opened after. */

import { targetKey } from '../catalog/target.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { TargetMemory } from './holding.ts';
import type { Lease } from './lease.ts';
import { found, type Look } from './look.ts';
import { mayStand } from './request-steps.ts';
import { endedSessions, openSessions } from './sessions.ts';
import { accessSlot, type SessionId } from './slot.ts';
import { areTokensOver, isWatchedForTokens, TOKEN_MS } from './tokens.ts';

/** From the first look that finds the request over, AWS gives out no more of them. */
export function judgeTokens(look: Look, key: string, memory: TargetMemory): TargetMemory {
  if (memory.kind !== 'jitna' || !memory.touched || !leaseOf(look, key)) return memory;
  if (stands(look, key)) {
    const { shutMs, closedMs, ...rest } = memory;
    return rest;
  }
  if (memory.shutMs !== undefined || mayStand(look, key)) return memory;
  return { ...memory, shutMs: look.nowMs };
}

/** Proved before, and nothing was found since: what could not be read un-says nothing. */
export const isOnlyUnread = (look: Look, key: string, memory: TargetMemory): boolean =>
  isWatchedForTokens(memory) && !stands(look, key) && openSessions(look, key).length === 0;

/** The last look, which found nothing when no token could be good any more. */
export const closed = (memory: TargetMemory, nowMs: EpochMs): TargetMemory =>
  isWatchedForTokens(memory) && areTokensOver(memory, nowMs)
    ? { ...memory, closedMs: nowMs }
    : memory;

/** What is said with the end. */
export function tokensLeft({ shutMs }: TargetMemory, nowMs: EpochMs) {
  const untilMs = shutMs === undefined ? 0 : shutMs + TOKEN_MS;
  return untilMs > nowMs ? { tokensUntilMs: untilMs } : {};
}

/** Sessions that were ended after the end was said: counted once each, and told. */
export function withLate(look: Look, lease: Lease): Lease {
  const { report, target, cut } = lease;
  if (target.kind !== 'jitna' || report.state !== 'ended' || report.how !== 'removed') return lease;
  const ended = endedSessions(look, lease);
  // Ended by a release that kept no count: what is on record was told with the end.
  if (!cut) return { ...lease, cut: ended.map(({ session }) => session) };
  const fresh = ended.filter(({ session }) => !cut.includes(session));
  if (fresh.length === 0) return lease;
  const known = { ...lease, cut: [...cut, ...fresh.map(({ session }) => session)] };
  const own = fresh.filter((session) => !isOfLater(look, lease, report.atMs, session));
  if (own.length === 0) return known;
  return { ...known, report: { ...report, late: (report.late ?? 0) + own.length } };
}

/** Whoever lost the same node after this one may have had it open, and is told of it. */
const isOfLater = (look: Look, lease: Lease, atMs: EpochMs, { session }: SessionId): boolean =>
  look.holding.leases.some((other) => {
    if (!endedSessions(look, other).some((one) => one.session === session)) return false;
    if (other.report.state !== 'ended') return true;
    return other.report.how !== 'never-given' && isAfter(other, other.report.atMs, lease, atMs);
  });

const isAfter = (one: Lease, oneMs: EpochMs, other: Lease, otherMs: EpochMs): boolean =>
  oneMs > otherMs || (oneMs === otherMs && one.grant > other.grant);

const leaseOf = ({ holding }: Look, key: string): Lease | undefined =>
  holding.leases.find(({ target }) => targetKey(target) === key);

function stands(look: Look, key: string): boolean {
  const lease = leaseOf(look, key);
  const slot = lease && accessSlot(lease);
  return slot !== undefined && found(look, slot) !== undefined;
}
