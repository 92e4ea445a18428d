/**
 * When a holding wants to be looked at again: what is on record is when somebody must look, and
 * whoever looked last looks in between, so that a look that finds nothing costs no write.
 */

import { earlier, least } from '../kernel/least.ts';
import { type DurationMs, type EpochMs, HOUR, MINUTE, SECOND } from '../kernel/time.ts';
import type { Attempt, Holding, TargetMemory } from './holding.ts';
import { CLEAN_GAP_MS, SETTLE_MS } from './judge.ts';
import { isLive, type Lease, leaseEnd } from './lease.ts';
import { SETTLING_MS } from './look.ts';
import type { Run } from './run.ts';
import { openRuns } from './take-runs.ts';
import { watchesForTokens } from './tokens.ts';

/** After the last write: a call that was given up may still land. */
const AFTER_WRITE: readonly number[] = [15 * SECOND, MINUTE, 5 * MINUTE];
const WATCH_MS = MINUTE;
/** On record: by then somebody looks, whoever watched before. */
const WATCHED: Pace = { afterWrite: [], everyMs: HOUR, tokensMs: 30 * SECOND };
const WATCHING: Pace = { afterWrite: AFTER_WRITE, everyMs: WATCH_MS, tokensMs: 10 * SECOND };

interface Pace {
  readonly afterWrite: readonly DurationMs[];
  readonly everyMs: DurationMs;
  /** While a token may still open a session, and nothing but our call ends it. */
  readonly tokensMs: DurationMs;
}

/** Looks that come so soon are not put on record one by one: the index is paid for at each move. */
const SOON_MS = 4 * SECOND;
/** With calls under way: whoever made them may die of it, and is found dead in fifteen seconds. */
const SOON_BUSY_MS = 2.75 * SECOND;
const BUSY_MS = SECOND;

export function nextLook(holding: Holding, nowMs: EpochMs, isBusy: boolean): Holding {
  const { dueMs: knownMs, ...rest } = holding;
  const atMs = isBusy ? nowMs + BUSY_MS : least([...looks(holding, nowMs, WATCHED)]);
  if (atMs === undefined) return rest;
  // Whoever looked last comes in time; anybody else comes for a dead one, so soon after. An end
  // is on record to the second.
  const ends = holding.leases.map(leaseEnd).filter((endMs) => endMs > nowMs);
  const soonMs = Math.min(nowMs + (isBusy ? SOON_BUSY_MS : SOON_MS), ...ends);
  if (atMs >= soonMs) return { ...rest, dueMs: atMs };
  const isStanding = knownMs !== undefined && knownMs >= atMs && knownMs <= soonMs;
  return { ...rest, dueMs: isStanding ? knownMs : soonMs };
}

/** When whoever looked last looks again; undefined when what is on record comes first. */
export function nextWatch(
  holding: Holding,
  nowMs: EpochMs,
  isBusy: boolean = false,
): EpochMs | undefined {
  const { dueMs } = holding;
  const watchMs = isBusy ? nowMs + BUSY_MS : least([...looks(holding, nowMs, WATCHING)]);
  const isSooner = dueMs !== undefined && watchMs !== undefined && watchMs < dueMs;
  return isSooner ? watchMs : undefined;
}

function* looks(holding: Holding, nowMs: EpochMs, { afterWrite, everyMs, tokensMs }: Pace) {
  for (const lease of holding.leases) yield leaseLook(lease, nowMs, everyMs);
  for (const memory of Object.values(holding.targets)) {
    if (memory.unwantedMs === undefined || !memory.touched) continue;
    if (memory.removedMs === undefined) yield proof(memory, nowMs);
    else if (memory.places.length > 0) yield earlier(retires(memory, nowMs), nowMs + everyMs);
  }
  if (watchesForTokens(holding)) yield nowMs + tokensMs;
  for (const run of openRuns(holding)) yield runLook(run, nowMs, everyMs);
  for (const sinceMs of Object.values(holding.missed)) yield sinceMs + CLEAN_GAP_MS;
  if (holding.drift.some((one) => one.order && one.order !== 'leave')) yield nowMs + CLEAN_GAP_MS;
  const { lastWriteMs } = holding;
  // The second clean look is one of them: it comes as long after the last write, and then some.
  const isProving = Object.values(holding.targets).some(
    ({ cleanMs, removedMs, unwantedMs }) =>
      unwantedMs !== undefined && cleanMs !== undefined && removedMs === undefined,
  );
  if (lastWriteMs !== undefined && !isProving) {
    yield afterWrite.map((ms) => lastWriteMs + ms).find((at) => at > nowMs);
  }
  // What was never answered may still land, long after everything else is done.
  if (holding.attempts.some((one) => !one.answer)) yield nowMs + WATCH_MS;
  // Where nothing is known to be held, nothing else brings us back to it.
  if (holding.leases.length === 0) {
    for (const one of holding.attempts) yield refusedAgain(one, nowMs);
  }
  if (holding.adopted || holding.drift.some((one) => one.isUntold)) yield nowMs + everyMs;
  // A call of an hour ago that lands now would hold until then.
  if (holding.latestEndMs >= nowMs) yield nowMs + everyMs;
}

/** What AWS would not take away is asked for again. */
function refusedAgain({ step, answer, answeredMs, sentMs }: Attempt, nowMs: EpochMs) {
  const atMs = (answeredMs ?? sentMs) + SETTLING_MS;
  const isToCome = answer === 'refused' && step.do === 'remove' && atMs > nowMs;
  return isToCome ? atMs : undefined;
}

/** The second clean look; and as often again while sessions at a role still have to be cut off. */
function proof({ cleanMs }: TargetMemory, nowMs: EpochMs): EpochMs {
  const secondMs = (cleanMs ?? nowMs) + CLEAN_GAP_MS;
  return secondMs > nowMs ? secondMs : nowMs + CLEAN_GAP_MS;
}

/** Not while it is unclean: then there is no such moment, and it is watched like anything else. */
function retires({ cleanMs, removedMs, retiringMs, holdMs }: TargetMemory, nowMs: EpochMs) {
  if (retiringMs !== undefined) {
    // Its fence cannot be read, or taken: then it is watched like anything else.
    const isHeldUp = nowMs - retiringMs > MINUTE;
    return isHeldUp ? undefined : Math.max(nowMs + SECOND, retiringMs + CLEAN_GAP_MS);
  }
  return cleanMs === undefined ? undefined : (removedMs ?? nowMs) + holdMs;
}

/** Soon while it may end at any moment; less often the longer it takes. */
function runLook({ sentMs, state }: Run, nowMs: EpochMs, everyMs: DurationMs): EpochMs {
  const isNew = nowMs - sentMs < MINUTE;
  if (state === 'lost') return nowMs + Math.min(everyMs, MINUTE);
  return nowMs + (isNew ? 2 * SECOND : 10 * SECOND);
}

function leaseLook(lease: Lease, nowMs: EpochMs, watchMs: DurationMs): EpochMs | undefined {
  if (lease.report.state === 'ended') return undefined;
  if (!isLive(lease, nowMs)) return lease.startMs > nowMs ? lease.startMs : nowMs + CLEAN_GAP_MS;
  if (lease.report.state === 'active') return Math.min(leaseEnd(lease), nowMs + watchMs);
  // Not yet there: looked at every other second, and in the moment it will have settled.
  const settledMs = lease.seenMs === undefined ? nowMs : lease.seenMs + SETTLE_MS;
  const soon = settledMs > nowMs ? settledMs : nowMs + 2 * SECOND;
  return Math.min(leaseEnd(lease), soon);
}
