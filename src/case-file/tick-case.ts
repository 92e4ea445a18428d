/** What time alone does to a case, and when it wants to be looked at next. */

import { least } from '../kernel/least.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Grant } from '../grant/grant.ts';
import { firstDue } from '../work/batch.ts';
import { type Lane, laneOf } from '../work/effect.ts';
import { type CaseFile, isClearing, openExtension, orderedExtension } from './case-file.ts';
import { OVERDUE_MS } from './end-case.ts';
import { replaced } from './extend-case.ts';
import { lapseAt, waitsFrom } from './lapse.ts';
import { escalate, nudgeAt, remind } from './nudges.ts';
import { type Outcome, Stepping } from './outcome.ts';
import { chaseReview, reviewWakeAt } from './review-after.ts';

export { lapseAt } from './lapse.ts';

const PAGE_AGAIN_MS = 15 * MINUTE;
export const DECIDE_AHEAD_MS = 15 * MINUTE;

/** Carries out what is due by the clock; undefined when nothing is. */
export function tickCase(file: CaseFile, nowMs: EpochMs): Outcome | undefined {
  return (
    lapse(file, nowMs) ??
    lapseExtension(file, nowMs) ??
    escalate(file, nowMs) ??
    remind(file, nowMs) ??
    expire(file, nowMs) ??
    warn(file, nowMs) ??
    overdue(file, nowMs) ??
    chaseReview(file, nowMs)
  );
}

function lapse(file: CaseFile, nowMs: EpochMs): Outcome | undefined {
  const { request } = file;
  if (request.state !== 'pending' || nowMs < lapseAt(file)) return undefined;
  const minutes = Math.round((request.lapseMs - waitsFrom(file)) / MINUTE);
  const why = nowMs < request.lapseMs ? 'window' : 'unanswered';
  return new Stepping(file, nowMs)
    .set({ request: { ...request, state: 'lapsed', closedMs: nowMs } })
    .record('request-lapsed', { minutes, why })
    .tell('lapsed')
    .refuseAtAws()
    .done();
}

function lapseExtension(file: CaseFile, nowMs: EpochMs): Outcome | undefined {
  const extension = openExtension(file);
  if (!extension || nowMs < extension.lapseMs) return undefined;
  return new Stepping(file, nowMs)
    .set({ extensions: replaced(file, { ...extension, state: 'lapsed' }) })
    .record('extension-lapsed', { number: extension.number })
    .tell('extension-closed')
    .done();
}

/** The holding ends the lease by its own clock; here it is only said that it does. */
function expire(file: CaseFile, nowMs: EpochMs): Outcome | undefined {
  const { grant } = file;
  if (!grant || (grant.state !== 'active' && grant.state !== 'provisioning')) return undefined;
  // More time was ordered: the holding says whether in time, and until then nothing is said.
  if (orderedExtension(file)) return undefined;
  const endMs = grant.endMs ?? grant.notAfterMs;
  if (nowMs < endMs) return undefined;
  return new Stepping(file, nowMs)
    .set({ grant: { ...grant, state: 'revoking', endMs, ending: { by: 'time', atMs: endMs } } })
    .record('grant-ending', { by: 'time' })
    .done();
}

function warn(file: CaseFile, nowMs: EpochMs): Outcome | undefined {
  const { grant } = file;
  const endMs = grant?.endMs;
  if (grant?.state !== 'active' || endMs === undefined) return undefined;
  const due = grant.warnings.filter((ms) => !grant.warned.includes(ms) && nowMs >= endMs - ms);
  const beforeMs = least(due);
  if (beforeMs === undefined) return undefined;
  return new Stepping(file, nowMs)
    .set({ grant: { ...grant, warned: [...grant.warned, ...due] } })
    .record('grant-warned', { beforeMs, endMs })
    .tell('warning', undefined, beforeMs)
    .done();
}

/** Overdue is visible at once: thread, operators, page; and again until it is over. */
function overdue(file: CaseFile, nowMs: EpochMs): Outcome | undefined {
  const { grant } = file;
  if (!grant || !mayBeOverdue(file)) return undefined;
  const sinceMs = grant.endMs ?? grant.notAfterMs;
  if (nowMs < overdueAt(grant, sinceMs)) return undefined;
  return new Stepping(file, nowMs)
    .set({ grant: { ...grant, overdueSaidMs: nowMs } })
    .record('revocation-overdue', { sinceMs })
    .tellOperators()
    .owe({ kind: 'page', sinceMs: nowMs })
    .done();
}

const mayBeOverdue = (file: CaseFile): boolean =>
  file.grant?.state === 'revoking' ||
  isClearing(file) ||
  (file.grant?.state === 'active' && orderedExtension(file) !== undefined);

/** What was said of an earlier end, before more time was given, does not count for this one. */
const overdueAt = ({ overdueSaidMs = -Infinity }: Grant, sinceMs: EpochMs): EpochMs =>
  Math.max(sinceMs + OVERDUE_MS, overdueSaidMs + PAGE_AGAIN_MS);

/**
 * When `tickCase` or a scheduled start may have something to do. A start that has come stays due
 * whatever else is committed: put off by each commit, clicks of anybody would keep it from coming.
 */
export function wakeAt(file: CaseFile, nowMs: EpochMs): EpochMs | undefined {
  const { request, grant } = file;
  const times: (EpochMs | undefined)[] = [openExtension(file)?.lapseMs, reviewWakeAt(file)];
  if (request.state === 'pending') times.push(lapseAt(file), nudgeAt(file));
  if (grant?.state === 'scheduled') {
    const isAhead = grant.askedAgainMs === undefined && nowMs < grant.startMs;
    times.push(isAhead ? grant.startMs - DECIDE_AHEAD_MS : grant.startMs);
  }
  const endMs = grant && (grant.endMs ?? grant.notAfterMs);
  if (grant && endMs !== undefined) {
    const isOpen = grant.state === 'active' || grant.state === 'provisioning';
    if (isOpen && !orderedExtension(file)) times.push(endMs);
    if (grant.state === 'active') {
      const open = grant.warnings.filter((ms) => !grant.warned.includes(ms));
      times.push(...open.map((ms) => endMs - ms));
    }
    if (mayBeOverdue(file)) times.push(overdueAt(grant, endMs));
  }
  return least(times);
}

/** When each lane has work. */
export function dueLanes(file: CaseFile, nowMs: EpochMs): Partial<Record<Lane, EpochMs>> {
  const first = (lane: Lane): EpochMs | undefined =>
    firstDue(file.owed.filter((one) => laneOf(one.effect) === lane));
  const lanes: readonly [Lane, EpochMs | undefined][] = [
    ['timer', wakeAt(file, nowMs)],
    ['holding', first('holding')],
    ['chat', first('chat')],
    ['page', first('page')],
    ['trail', first('trail')],
    ['webhook', first('webhook')],
  ];
  return Object.fromEntries(lanes.filter(([, at]) => at !== undefined));
}
