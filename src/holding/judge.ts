/** What a look proves: of a target, that it is gone; of a lease, that it is active or ended. */

import { isJitna, isMembership, isSessionKind, isWork, targetKey } from '../catalog/target.ts';
import type { LeaseReport } from '../grant/grant.ts';
import { type EpochMs, SECOND } from '../kernel/time.ts';
import { isCut } from './cut.ts';
import type { TargetMemory } from './holding.ts';
import { isGoneByRuns, isVain, judgeRuns, overWith, workOver } from './judge-runs.ts';
import { isLive, type Lease, leaseEnd } from './lease.ts';
import type { Look } from './look.ts';
import { knownGroups } from './look.ts';
import { isLeft, mayBeMember, membersOf } from './members.ts';
import { mayStand } from './request-steps.ts';
import { retiring } from './retiring.ts';
import { closed, isOnlyUnread, judgeTokens, tokensLeft, withLate } from './judge-tokens.ts';
import { endedSessions, mayHaveSessions, openSessions } from './sessions.ts';

export const SETTLE_MS = 5 * SECOND;
export const CLEAN_GAP_MS = 15 * SECOND;

/**
 * One more read of a target that nobody wants: two clean ones, 15 s apart, prove the removal, once
 * no session at a role can use it any more. Both by one clock: those of replicas are apart by more
 * than that.
 */
export function judgeTarget(look: Look, key: string, known: TargetMemory): TargetMemory {
  if (look.wanted.targets.has(key)) return forget(known);
  const memory = withdrawn(look, key, judgeTokens(look, key, known));
  const { nowMs } = look;
  const ends = look.holding.leases.filter((lease) => targetKey(lease.target) === key).map(leaseEnd);
  const unwantedMs = memory.unwantedMs ?? Math.min(nowMs, ...ends);
  if (memory.kind === 'ssm-automation') {
    const isGone = look.seen.principal !== 'present';
    const read = isGone && isVain(memory, look.holding.goneMs ?? nowMs) ? overWith : judgeRuns;
    const judged = read(ownReads(look, memory), unwantedMs, nowMs);
    return retiring(look, key, { ...judged, ...(isToBeTold(look, key) && workOf(memory)) });
  }
  if (!isClean(look, key, memory)) {
    if (isOnlyUnread(look, key, memory)) return memory;
    const { cleanMs, cleanBy, retiringMs, ...rest } = memory;
    return { ...(isSessionKind(memory.kind) ? unproved(look, rest) : rest), unwantedMs };
  }
  const read = ownReads(look, memory);
  const cleanMs = read.cleanMs ?? nowMs;
  const isProved = nowMs - cleanMs >= CLEAN_GAP_MS && isCut(look, key, cleanMs);
  const removedMs = read.removedMs ?? (isProved ? nowMs : undefined);
  const proved = removedMs === undefined ? {} : { removedMs };
  return closed(retiring(look, key, { ...read, unwantedMs, cleanMs, ...proved }), nowMs);
}

/** What came of work is said by its lease, so it is kept until that is said to be over. */
const isToBeTold = ({ holding }: Look, key: string): boolean =>
  holding.leases.some((one) => targetKey(one.target) === key && one.report.state !== 'ended');
const workOf = ({ runs }: TargetMemory): Pick<TargetMemory, 'runs'> | undefined =>
  runs?.some(({ slot }) => slot.purpose === 'work') ? { runs } : undefined;

/** What another replica has read clean is begun anew, until it is proved. */
function ownReads({ observer }: Look, memory: TargetMemory): TargetMemory {
  if (memory.removedMs !== undefined || memory.cleanBy === observer) return memory;
  const { cleanMs, cleanBy, ...rest } = memory;
  return observer === undefined ? rest : { ...rest, cleanBy: observer };
}

/** There again after its proof, it may have opened sessions: those are looked for once more. */
function unproved(look: Look, { removedMs, ...memory }: TargetMemory): TargetMemory {
  const { withdrawnMs, ...rest } = memory;
  return mayAllow(look) ? rest : memory;
}

function forget(memory: TargetMemory): TargetMemory {
  const { unwantedMs, cleanMs, cleanBy, removedMs, retiringMs, shutMs, closedMs, ...rest } = memory;
  const { withdrawnMs, ...kept } = rest;
  return kept;
}

/**
 * From the first look that finds its statements gone, nothing is opened by them any more. What was
 * kept of an earlier end says nothing, nor does a clock that is wrong.
 */
function withdrawn(look: Look, key: string, memory: TargetMemory): TargetMemory {
  if (!isSessionKind(memory.kind) || memory.kind === 'jitna') return memory;
  // Proved, it is not there again for what else moves in the one document.
  if (memory.removedMs !== undefined) return memory;
  const { withdrawnMs: known, ...rest } = memory;
  if (mayAllow(look)) return rest;
  const started = look.holding.leases.filter(
    ({ target, startMs }) => targetKey(target) === key && startMs <= look.nowMs,
  );
  if (known !== undefined && started.every(({ startMs }) => startMs <= known)) return memory;
  return look.isClockWrong ? rest : { ...rest, withdrawnMs: look.nowMs };
}

/** The one allowing document names only live leases when it is right, or is gone when none is. */
const mayAllow = (look: Look): boolean =>
  look.allowIsRight !== true && look.seen.found.some(({ id }) => id.kind === 'allow');

/** Nothing of the target is left standing, but for its fence. */
function isClean(look: Look, key: string, memory: TargetMemory): boolean {
  if (memory.kind === 'ssm-automation') return isGoneByRuns(memory);
  if (isMembership(memory.kind)) {
    const group = knownGroups(look.holding).get(key) ?? '';
    const { own, others } = membersOf(look, key, group);
    if (mayBeMember(look, key, group)) return false;
    const isProved = memory.removedMs !== undefined;
    // Another group that has the name now is no part of the proof, but the fence stays over it.
    if (!isProved && memory.touched) return own.length === 0;
    return own.length + others.length === 0 || isLeft(look, group);
  }
  if (openSessions(look, key).length > 0 || mayHaveSessions(look, key)) return false;
  if (memory.kind === 'jitna') return !mayStand(look, key);
  if (!mayAllow(look)) return true;
  const standing = look.seen.found.find(({ id }) => id.kind === 'allow');
  // Gone from it once, it is not back in what was last seen to be right since.
  const isProved = memory.removedMs !== undefined;
  return isProved && standing?.content === look.holding.settled['allow'];
}

/** Of targets: whose access stands as wanted, and which of them no fence can cut. */
export interface Standing {
  readonly right: ReadonlySet<string>;
  readonly sound: ReadonlySet<string>;
}

export function judgeLease(look: Look, lease: Lease, standing: Standing): Lease {
  if (lease.report.state === 'ended') return withLate(look, lease);
  const key = targetKey(lease.target);
  const { nowMs } = look;
  if (lease.writtenOff) return ended(lease, { how: 'written-off', atMs: nowMs });
  // Said to have failed, it is judged like any other that ended: what was begun has to go.
  if (lease.failure && lease.report.state !== 'failed') return failed(lease, nowMs);
  const work = workOver(look.holding, lease);
  if (work && !lease.failure) {
    const how =
      work.state === 'done' ? 'done' : work.alarm || !isOver(lease, nowMs) ? 'broken' : 'stopped';
    return ended(lease, { how, atMs: nowMs });
  }
  if (isLive(lease, nowMs)) return judgeLive(lease, key, standing, nowMs);
  if (lease.startMs > nowMs && leaseEnd(lease) > nowMs) return lease;
  const memory = look.holding.targets[key];
  const isGone = look.seen.principal !== 'present';
  if (!memory?.touched) return ended(lease, { how: isGone ? 'gone' : 'never-given', atMs: nowMs });
  const heir = heirOf(look, lease, key);
  // Pulled out by hand, it is not there for the heir either: nothing more can be proved of it.
  const isPulled = heir?.isActive === true && isClean(look, key, memory);
  if (heir && (standing.sound.has(key) || isPulled)) {
    const { isActive: _, ...kept } = heir;
    return ended(lease, { how: 'kept', atMs: nowMs, ...kept });
  }
  if (!heir && memory.removedMs !== undefined) {
    if (isGone) return ended(lease, { how: 'gone', atMs: memory.removedMs });
    const cut = endedSessions(look, lease).map(({ session }) => session);
    const counted = cut.length > 0 ? { sessions: cut.length } : {};
    const { elsewhere, unfit } = lease;
    const there = { ...(elsewhere && { elsewhere }), ...(unfit && { unfit }) };
    const left = tokensLeft(memory, nowMs);
    const how = isWork(lease.target) ? 'stopped' : 'removed';
    const over = ended(lease, { how, atMs: memory.removedMs, ...counted, ...there, ...left });
    return isJitna(lease.target) ? { ...over, cut } : over;
  }
  return lease;
}

const isOver = (lease: Lease, nowMs: EpochMs): boolean => leaseEnd(lease) <= nowMs;

function judgeLive(lease: Lease, key: string, { right, sound }: Standing, nowMs: EpochMs): Lease {
  if (lease.report.state === 'active') return lease;
  if (!right.has(key)) {
    const { seenMs, ...rest } = lease;
    return rest;
  }
  // Given, and cut for a moment by a fence that is being moved: the settling begins anew.
  if (!sound.has(key)) return lease.seenMs === undefined ? lease : { ...lease, seenMs: nowMs };
  const seenMs = lease.seenMs ?? nowMs;
  // The control plane's word travels: said only after it has had some seconds to arrive.
  if (nowMs - seenMs < SETTLE_MS) return { ...lease, seenMs };
  return { ...lease, seenMs, report: { state: 'active', sinceMs: nowMs } };
}

type Ending = Omit<Extract<LeaseReport, { state: 'ended' }>, 'state'>;
/** What failed was over when it failed: its fence is dated by that moment, and must not wander. */
function ended(lease: Lease, { atMs, ...ending }: Ending): Lease {
  const overMs = lease.report.state === 'failed' ? lease.report.atMs : atMs;
  return { ...lease, report: { state: 'ended', ...ending, atMs: overMs } };
}

function failed(lease: Lease, atMs: EpochMs): Lease {
  if (!lease.failure) return lease;
  return { ...lease, report: { state: 'failed', atMs, refusal: lease.failure } };
}

/** The live lease of another grant that still needs the same target; the one that ends last. */
function heirOf(look: Look, lease: Lease, key: string) {
  const heir = look.holding.leases
    .filter((other) => other.grant !== lease.grant && targetKey(other.target) === key)
    .filter((other) => isLive(other, look.nowMs))
    .sort((left, right) => leaseEnd(right) - leaseEnd(left))[0];
  if (!heir) return undefined;
  const isActive = heir.report.state === 'active';
  return { keptFor: heir.grant, keptUntilMs: leaseEnd(heir), isActive };
}
