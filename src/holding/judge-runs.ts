/** What runbooks prove: that a pair's access is gone, that work is over, and why it failed. */

import type { SsmAutomationTarget } from '../catalog/automation.ts';
import { isAutomation, targetKey } from '../catalog/target.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { SECOND, type EpochMs } from '../kernel/time.ts';
import { PATIENCE_MS } from './attempt.ts';
import type { Holding, TargetMemory } from './holding.ts';
import { isLive, type Lease, leaseEnd } from './lease.ts';
import { generationOf, isFailed, isRevokedBy, isUnderWay } from './run.ts';
import { lastRun, newestGrant, type Run, wholeSeconds } from './run.ts';

/** Between two readings of "absent" that prove the removal. */
const GAP_MS = 15 * SECOND;

type Word = 'nothing' | 'absent' | 'open' | 'looking';

/** Of a target nobody wants: two readings of a runbook that only looks, or work that is over. */
export function judgeRuns(memory: TargetMemory, unwantedMs: EpochMs, nowMs: EpochMs): TargetMemory {
  const word = wordOf(memory);
  const { cleanMs, cleanBy, removedMs, ...rest } = memory;
  if (word === 'open') return { ...rest, unwantedMs };
  if (word === 'looking') return { ...memory, unwantedMs };
  const by = cleanBy === undefined ? {} : { cleanBy };
  const since = { ...rest, ...by, unwantedMs, cleanMs: cleanMs ?? nowMs };
  const observe = lastRun(memory.runs, 'observe');
  const isSecond = cleanMs !== undefined && (observe?.sentMs ?? 0) >= cleanMs + GAP_MS;
  const isProved = removedMs !== undefined || word === 'nothing' || isSecond;
  return isProved ? forgetRuns({ ...since, removedMs: removedMs ?? nowMs }) : since;
}

/**
 * For a user who is no more. What a runbook gave may outlive one, so it is taken back all the same;
 * but a runbook may need the user, and then it fails however often it is started. What failed while
 * there was a user says nothing of that.
 * @param goneMs since when it is believed that there is none.
 */
export function isVain({ runs }: TargetMemory, goneMs: EpochMs): boolean {
  const revoke = lastRun(runs, 'revoke');
  if (!isRevokedBy(revoke, runs)) return false;
  const observe = lastRun(runs, 'observe');
  const isLooking = generationOf(observe) > generationOf(revoke);
  const last = isLooking ? observe : revoke;
  if (!last || !isFailed(last) || last.sentMs < goneMs) return false;
  return last.failures + 1 >= ENOUGH;
}

/** The first may have met a bad moment, and the second. */
const ENOUGH = 3;

/** Nothing more is run for it. */
export const overWith = (memory: TargetMemory, unwantedMs: EpochMs, nowMs: EpochMs): TargetMemory =>
  forgetRuns({ ...memory, unwantedMs, removedMs: memory.removedMs ?? nowMs });

/** What may still land is remembered, with what was done about it. */
function forgetRuns(memory: TargetMemory): TargetMemory {
  const isLost = memory.runs?.some(({ state }) => state === 'lost');
  const { runs, ...rest } = memory;
  return isLost && runs ? { ...rest, runs } : rest;
}

function wordOf({ runs, cleanMs }: TargetMemory): Word {
  const work = runs?.findLast(({ slot }) => slot.purpose === 'work');
  // One that was never answered may begin yet: it is not said to be over before it cannot.
  if (work) return isUnderWay(work) || work.state === 'lost' ? 'open' : 'nothing';
  const grant = newestGrant(runs);
  if (!grant) return 'nothing';
  const [revoke, observe] = [lastRun(runs, 'revoke'), lastRun(runs, 'observe')];
  const isGiving = runs?.some((run) => run.slot.purpose === 'grant' && isUnderWay(run));
  if (isGiving || !revoke || isUnderWay(revoke) || isFailed(revoke)) return 'open';
  if (!isRevokedBy(revoke, runs)) return 'open';
  if (!observe || generationOf(observe) < generationOf(revoke)) return 'open';
  if (isUnderWay(observe) || isFailed(observe)) return cleanMs === undefined ? 'open' : 'looking';
  return observe.reading?.isPresent === false ? 'absent' : 'open';
}

/** By the last word of the runbook that looks. */
export function isGoneByRuns({ runs, removedMs }: TargetMemory): boolean {
  const observe = lastRun(runs, 'observe');
  const isLater = generationOf(observe) > generationOf(newestGrant(runs));
  return removedMs !== undefined || (isLater && observe?.reading?.isPresent === false);
}

/** The run that did the work of this lease, once it is over. */
export function workOver({ targets }: Holding, { target }: Lease): Run | undefined {
  if (!isAutomation(target) || target.runs.form !== 'work') return undefined;
  const run = lastRun(targets[targetKey(target)]?.runs, 'work');
  return run && !isUnderWay(run) ? run : undefined;
}

function isAsGiven(
  { leases }: Holding,
  target: SsmAutomationTarget,
  observe: Run | undefined,
  nowMs: EpochMs,
): boolean {
  if (target.runs.form !== 'pair' || !observe?.reading?.isPresent) return false;
  const key = targetKey(target);
  const own = leases.filter((one) => targetKey(one.target) === key && isLive(one, nowMs));
  const endMs = wholeSeconds(Math.max(0, ...own.map(leaseEnd)));
  return !target.runs.dated || observe.reading.untilMs === endMs;
}

/** Why this lease cannot be given, or must not last, by what its runbooks came to. */
export function runFailure(holding: Holding, lease: Lease, nowMs: EpochMs): Refusal | undefined {
  const { target, report, startMs } = lease;
  if (!isAutomation(target) || target.runs.form !== 'pair') return undefined;
  const runs = holding.targets[targetKey(target)]?.runs;
  const [grant, revoke] = [lastRun(runs, 'grant'), lastRun(runs, 'revoke')];
  const observe = lastRun(runs, 'observe');
  const isGiven = generationOf(grant) > generationOf(revoke);
  const runbook = target.runs.grant.document;
  if (grant?.alarm !== undefined && isGiven) {
    return refuse('runbook-alarm', { runbook, alarm: grant.alarm });
  }
  if (report.state === 'active') return undefined;
  if (grant && isGiven && isFailed(grant)) {
    return refuse('runbook-failed', { runbook, why: grant.why ?? grant.state });
  }
  // There before anything was given: somebody else's, and not ours to take.
  if (!newestGrant(runs) && !revoke && observe?.reading?.isPresent) {
    return refuse('already-held', { user: holding.holder.user, what: lease.entitlement });
  }
  const isGoing = [grant, revoke, observe].some((run) => run && isUnderWay(run));
  // Counted from the order, which may be late; and only what was given and looked for is missed.
  const sinceMs = Math.max(startMs, lease.orderedMs ?? 0);
  const isLate = nowMs - sinceMs >= PATIENCE_MS && lease.seenMs === undefined;
  const hasLooked = generationOf(observe) > generationOf(grant);
  const isToCome = isGiven && (!hasLooked || isAsGiven(holding, target, observe, nowMs));
  return isLate && !isGoing && !isToCome
    ? refuse('runbook-without-effect', { runbook })
    : undefined;
}
