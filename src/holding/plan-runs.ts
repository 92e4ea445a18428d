/**
 * Which runbook is to be started, or stopped, next: work once; a pair until what it observes is
 * what is wanted. One run of a target at a time, so that none undoes what another has just done.
 */

import type { SsmAutomationTarget } from '../catalog/automation.ts';
import { isAutomation, targetKey } from '../catalog/target.ts';
import { MINUTE, SECOND, type EpochMs } from '../kernel/time.ts';
import { isLive } from './lease.ts';
import type { Look } from './look.ts';
import { generationOf, isFailed, isOvertaken, isRevokedBy, isUnderWay } from './run.ts';
import { lastRun, newestGrant, type Run } from './run.ts';
import { type At, giveUp, NOTHING, type RunPlan, sendAgain } from './start-run.ts';
import { start, stop, wantedEnd } from './start-run.ts';
import { type RunId, type SlotId, slotId, slotName } from './slot.ts';

/** While access lasts; a look by a runbook is a run of its own, and is paid for. */
const OBSERVE_EVERY_MS = 15 * MINUTE;
const AGAIN_MS = 15 * SECOND;
const LONGEST_WAIT_MS = 5 * MINUTE;

export function planRuns(look: Look, unready: ReadonlySet<string>): RunPlan {
  const targets = new Map<string, SsmAutomationTarget>();
  for (const { target } of look.holding.leases) {
    if (isAutomation(target)) targets.set(targetKey(target), target);
  }
  const parts = [...targets].map(([key, target]) => planTarget(look, key, target, unready));
  return {
    gives: parts.flatMap((part) => part.gives),
    rest: parts.flatMap((part) => part.rest),
    right: new Set(parts.flatMap((part) => [...part.right])),
    strange: parts.flatMap((part) => part.strange),
    memory: Object.assign({}, ...parts.map((part) => part.memory)) as RunPlan['memory'],
  };
}

function planTarget(
  look: Look,
  key: string,
  target: SsmAutomationTarget,
  unready: ReadonlySet<string>,
): RunPlan {
  const memory = look.holding.targets[key];
  // What could not be read now may have ended, or have begun: nothing is done on a guess.
  const isUnread = memory?.runs?.some(({ slot }) =>
    look.seen.unread?.runs?.includes(slotName(slot)),
  );
  if (!memory || isUnread) return NOTHING;
  const leases = look.holding.leases.filter((lease) => targetKey(lease.target) === key);
  const at = { look, key, target, memory, leases, mayGive: !unready.has(key) };
  const isWanted = look.wanted.targets.has(key);
  if (target.runs.form === 'work') return isWanted ? giveWork(at) : stopWork(at);
  return isWanted ? givePair(at) : takePair(at);
}

function giveWork(at: At): RunPlan {
  const run = lastRun(at.memory.runs, 'work');
  if (!run) return at.mayGive ? start(at, 'work') : NOTHING;
  if (run.state === 'sent') return sendAgain(at, run);
  return run.state === 'running' ? { ...NOTHING, right: new Set([at.key]) } : NOTHING;
}

function stopWork(at: At): RunPlan {
  const run = lastRun(at.memory.runs, 'work');
  if (run && mayBeStopped(run)) return stop(run);
  return run?.state === 'sent' ? giveUp(at, run) : NOTHING;
}

function givePair(at: At): RunPlan {
  const { memory, look, key } = at;
  const [grant, revoke] = [lastRun(memory.runs, 'grant'), lastRun(memory.runs, 'revoke')];
  const observe = lastRun(memory.runs, 'observe');
  const isGiven = grant !== undefined && generationOf(grant) > generationOf(revoke);
  const strange = isGiven ? missing(at, grant, observe) : [];
  const busy = memory.runs?.findLast(isUnderWay);
  if (busy) return { ...(busy.state === 'sent' ? sendAgain(at, busy) : NOTHING), strange };
  if (!isGiven) return giveAnew(at, revoke, observe);
  // The exact end, or more time, could not be written: what was given before stands meanwhile.
  if (isFailed(grant)) return isWaitedFor(at, grant) ? NOTHING : start(at, 'grant');
  const endMs = wantedEnd(at);
  const isOther = grant.untilMs !== undefined && grant.untilMs !== endMs;
  // Taken away by a hand, it is not given anew for another date: asFound waits for an order.
  if (isOther && isTakenByHand(at, grant, observe)) return asFound(at, grant, observe, strange);
  if (isOther || isOvertaken(grant, memory.runs)) return start(at, 'grant');
  if (!observe || generationOf(observe) < generationOf(grant)) return start(at, 'observe');
  if (isFailed(observe)) return observeAgain(at, observe);
  if (isAsWanted(at, observe, endMs)) {
    const isOld = look.nowMs - observe.sentMs >= OBSERVE_EVERY_MS;
    return { ...(isOld ? start(at, 'observe') : NOTHING), right: new Set([key]) };
  }
  return asFound(at, grant, observe, strange);
}

function giveAnew(at: At, revoke: Run | undefined, observe: Run | undefined): RunPlan {
  if (!at.mayGive) return NOTHING;
  // Whose is it, if it is there already? Judged before anything is given.
  if (!observe || generationOf(observe) <= generationOf(revoke)) return start(at, 'observe');
  return isFailed(observe) ? observeAgain(at, observe) : start(at, 'grant');
}

type Strange = RunPlan['strange'];

/** Not as it was given: looked at again, since word may travel; then a person is asked. */
function asFound(at: At, grant: Run, observe: Run, strange: Strange): RunPlan {
  const name = slotName(givenSlot(grant));
  const drift = at.look.holding.drift.find((one) => one.slot === name);
  const isSettled = observe.sentMs >= (grant.endedMs ?? 0) + AGAIN_MS;
  // It would last longer than it was approved for: written anew, which only narrows.
  const isNarrowed = isLonger(at, observe) && isSettled;
  if (isNarrowed || drift?.order === 'restore') return start(at, 'grant');
  const everyMs = drift ? LONGEST_WAIT_MS : AGAIN_MS;
  const isDue = at.look.nowMs - observe.sentMs >= everyMs;
  return { ...(isDue ? start(at, 'observe') : NOTHING), strange };
}

/** What a runbook gave, by whichever of its runs. */
const givenSlot = (grant: Run): SlotId => ({ ...(slotId(grant.slot) as RunId), generation: 0 });

/** Active, and by the last reading no longer there: also while the next one is under way. */
function missing(at: At, grant: Run, observe: Run | undefined): Strange {
  const reading = observe?.reading ?? observe?.before;
  const wasActive = at.leases.some(({ report }) => report.state === 'active');
  const isSettled = at.look.nowMs >= (grant.endedMs ?? Infinity) + 2 * AGAIN_MS;
  const isGone = reading !== undefined && !isAsWanted(at, { reading }, wantedEnd(at));
  const isShort = isGone && !isLonger(at, { reading });
  return wasActive && isSettled && isShort ? [{ slot: givenSlot(grant), kind: 'missing' }] : [];
}

/** Told, and no operator has said that it is to be put back; nobody new waits for it either. */
function isTakenByHand(at: At, grant: Run, observe: Run | undefined): observe is Run {
  const name = slotName(givenSlot(grant));
  const drift = at.look.holding.drift.find((one) => one.slot === name && one.kind === 'missing');
  if (!drift || drift.order === 'restore' || observe?.reading?.isPresent !== false) return false;
  const live = at.leases.filter((lease) => isLive(lease, at.look.nowMs));
  return live.every(({ seenMs = Infinity }) => seenMs < drift.foundMs);
}

function isLonger(at: At, { reading }: Pick<Run, 'reading'>): boolean {
  const { runs } = at.target;
  if (!reading?.isPresent || runs.form !== 'pair' || !runs.dated) return false;
  return (reading.untilMs ?? Infinity) > wantedEnd(at);
}

function isAsWanted({ target }: At, { reading }: Pick<Run, 'reading'>, endMs: EpochMs): boolean {
  const { runs } = target;
  if (!reading?.isPresent) return false;
  return runs.form !== 'pair' || !runs.dated || reading.untilMs === endMs;
}

function takePair(at: At): RunPlan {
  const { runs } = at.memory;
  const newest = newestGrant(runs);
  if (!newest || at.memory.removedMs !== undefined) return NOTHING;
  const giving = runs?.find((run) => run.slot.purpose === 'grant' && mayBeStopped(run));
  if (giving) return stop(giving);
  // Not answered, and not there: what takes it away does not wait, and it is looked for on.
  if (newest.state === 'sent') return start(giveUpIn(at, newest), 'revoke');
  const [revoke, observe] = [lastRun(runs, 'revoke'), lastRun(runs, 'observe')];
  // One that looked before anything was taken may hang, and changes nothing: it is not waited for.
  const isTaken = isRevokedBy(revoke, runs);
  const isOlder = (run: Run) =>
    run.slot.purpose === 'observe' && (!isTaken || generationOf(run) < generationOf(revoke));
  const busy = runs?.findLast((run) => isUnderWay(run) && !isOlder(run));
  if (busy) return busy.state === 'sent' ? sendAgain(at, busy) : NOTHING;
  if (!revoke || !isTaken) return start(at, 'revoke');
  if (isFailed(revoke)) return isWaitedFor(at, revoke) ? NOTHING : start(at, 'revoke');
  if (!observe || generationOf(observe) < generationOf(revoke)) return start(at, 'observe');
  if (isFailed(observe)) return observeAgain(at, observe);
  if (observe.reading?.isPresent !== false) {
    return isWaitedFor(at, revoke) ? NOTHING : start(at, 'revoke');
  }
  const { cleanMs } = at.memory;
  const isSecondDue = cleanMs !== undefined && at.look.nowMs - cleanMs >= AGAIN_MS;
  return isSecondDue && observe.sentMs < cleanMs + AGAIN_MS ? start(at, 'observe') : NOTHING;
}

const observeAgain = (at: At, observe: Run): RunPlan =>
  isWaitedFor(at, observe) ? NOTHING : start(at, 'observe');

/** The more often in a row it failed, the longer it waits; and it never gives up. */
const isWaitedFor = ({ look }: At, { sentMs, failures }: Run): boolean =>
  look.nowMs - sentMs < Math.min(LONGEST_WAIT_MS, AGAIN_MS * 2 ** failures);

const mayBeStopped = ({ state, execution }: Run): boolean =>
  state === 'running' || (state === 'sent' && execution !== undefined);

function giveUpIn(at: At, run: Run): At {
  const { memory } = giveUp(at, run);
  return { ...at, memory: memory[at.key] ?? at.memory };
}
