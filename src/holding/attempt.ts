/** Writes on record: kept from before they are sent until answered, or until they cannot land. */

import { isPolicy, membershipOf, targetKey } from '../catalog/target.ts';
import { canonical } from '../kernel/digest.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { MINUTE, type EpochMs } from '../kernel/time.ts';
import { isCrowded } from './crowded.ts';
import type { Attempt, Holding } from './holding.ts';
import { isLive, type Lease } from './lease.ts';
import { owe } from './order.ts';
import { accessSlot, type Step } from './slot.ts';

/** On record as about to be sent. */
export interface Opened {
  readonly id: string;
  readonly step: Step;
}

/** All steps of one plan, in the commit that makes it. */
export function openAttempts(holding: Holding, opened: readonly Opened[], nowMs: EpochMs): Holding {
  if (opened.length === 0) return holding;
  const attempts = [...holding.attempts, ...opened.map((one) => ({ ...one, sentMs: nowMs }))];
  return { ...holding, attempts, lastWriteMs: nowMs };
}

/** They were never sent after all, so nothing of them can land. */
export function dropAttempts(holding: Holding, ids: readonly string[]): Holding {
  return { ...holding, attempts: holding.attempts.filter((one) => !ids.includes(one.id)) };
}

export function closeAttempt(
  holding: Holding,
  id: string,
  answer: 'done' | 'refused',
  nowMs: EpochMs,
  execution?: string,
): Holding {
  const started = execution === undefined ? {} : { execution };
  const attempts = holding.attempts.map((one) =>
    one.id === id ? { ...one, answer, answeredMs: nowMs, ...started } : one,
  );
  return { ...holding, attempts };
}

/** What AWS says of a step: done, and the run that was started by it; or no. */
export type Answered = { readonly ok: true; readonly execution?: string } | Refusal;

/** Of one plan together: whether a no is for want of room depends on what became of the rest. */
export function takeAnswers(
  holding: Holding,
  answers: ReadonlyMap<string, Answered>,
  nowMs: EpochMs,
): Holding {
  const closed = [...answers].reduce(
    (known, [id, answer]) =>
      answer.ok
        ? closeAttempt(known, id, 'done', nowMs, answer.execution)
        : closeAttempt(known, id, 'refused', nowMs),
    holding,
  );
  return [...answers].reduce(
    (known, [id, answer]) => (answer.ok ? known : refuseAttempt(known, id, answer, nowMs)),
    closed,
  );
}

/**
 * AWS will not do it: what was to be given by this step is not given. Removals only wait, and so
 * does what may have found no room while fences move.
 */
function refuseAttempt(holding: Holding, id: string, refusal: Refusal, nowMs: EpochMs): Holding {
  const attempt = holding.attempts.find((one) => one.id === id);
  if (!attempt || attempt.step.do === 'remove') return holding;
  const { slot } = attempt.step;
  if (isCrowded(holding, slot, attempt.sentMs)) {
    const attempts = holding.attempts.map((one) =>
      one === attempt ? { ...one, isForRoom: true as const } : one,
    );
    return { ...holding, attempts };
  }
  const isMeant = (lease: Lease): boolean => {
    // What AWS has taken already has room: it is what came after that has none.
    if (slot.kind === 'allow') return isPolicy(lease.target) && !isSent(holding, lease);
    if (slot.kind === 'fence' || slot.kind === 'run')
      return targetKey(lease.target) === slot.target;
    if (slot.kind === 'access') return accessSlot(lease)?.opsItem === slot.opsItem;
    return membershipOf(lease.target) === slot.group;
  };
  return failPending(holding, isMeant, refusal, nowMs);
}

/** AWS has taken what gives it: there is nothing left to be judged before. */
export const isSent = (holding: Holding, lease: Lease): boolean =>
  givenBy(holding, lease).length > 0;

const givenBy = ({ attempts }: Holding, { target, startMs }: Lease): readonly Attempt[] =>
  attempts.filter(({ step, answer, sentMs }) => {
    if (answer !== 'done' || step.do !== 'put' || sentMs < startMs) return false;
    const { slot } = step;
    if (slot.kind === 'member') return membershipOf(target) === slot.group;
    if (slot.kind !== 'allow' || !isPolicy(target)) return false;
    const reach = canonical(target.reach);
    return slot.windows.some((window) => canonical(window.reach) === reach);
  });

/** On the way in. */
export const PATIENCE_MS = 10 * MINUTE;

/** Taken by AWS again and again, and never seen: somebody takes it away each time. */
export function isGivenInVain(holding: Holding, lease: Lease, nowMs: EpochMs): boolean {
  const [first, ...again] = givenBy(holding, lease);
  if (!first || lease.seenMs !== undefined || nowMs - first.sentMs < PATIENCE_MS) return false;
  // A bot that has slept for so long has yet to look.
  return again.some(({ sentMs }) => nowMs - sentMs < MINUTE);
}

/** Tried for a bounded time on the way in. On the way out there is no such time. */
export function giveUpGranting(holding: Holding, refusal: Refusal, nowMs: EpochMs): Holding {
  return failPending(holding, (lease) => nowMs - lease.startMs >= PATIENCE_MS, refusal, nowMs);
}

/** What has not come to be is not begun, or gone on with; by a wrong clock, whenever it begins. */
export const refuseGranting = (holding: Holding, failure: Refusal, nowMs: EpochMs): Holding =>
  failThose(holding, (lease) => !lease.failure && !lease.writtenOff && !lease.isOver, {
    failure,
    nowMs,
  });

const failPending = (
  holding: Holding,
  isMeant: (lease: Lease) => boolean,
  failure: Refusal,
  nowMs: EpochMs,
): Holding =>
  failThose(holding, (lease) => isLive(lease, nowMs) && isMeant(lease), { failure, nowMs });

interface Failing {
  readonly failure: Refusal;
  readonly nowMs: EpochMs;
}

function failThose(
  holding: Holding,
  isMeant: (lease: Lease) => boolean,
  { failure, nowMs }: Failing,
): Holding {
  // Said at once: it takes no proof from AWS, which may well be what is silent.
  return holding.leases.reduce((known, lease) => {
    if (lease.report.state !== 'provisioning' || !isMeant(lease)) return known;
    const report = { state: 'failed', atMs: nowMs, refusal: failure } as const;
    const lost = { ...lease, failure, report, told: `${lease.revision}:failed` };
    const leases = known.leases.map((one) => (one === lease ? lost : one));
    return owe({ ...known, leases }, lost, targetKey(lease.target));
  }, holding);
}

/** An operator's word on a drift: carried out by the next look. */
export function orderDrift(
  holding: Holding,
  id: string,
  order: 'restore' | 'remove' | 'leave',
  nowMs: EpochMs,
): Holding | undefined {
  if (!holding.drift.some((one) => one.id === id)) return undefined;
  const drift = holding.drift.map((one) => (one.id === id ? { ...one, order } : one));
  return { ...holding, drift, dueMs: nowMs };
}
