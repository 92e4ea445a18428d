/** What a holding said of a lease, taken into the case: active, extended, ended, failed. */

import { hasEnd } from '../catalog/automation.ts';
import { isAutomation, isWork, type Target, targetKey } from '../catalog/target.ts';
import type { EndedBy, EndedHow, Grant, GrantLease, LeaseReport } from '../grant/grant.ts';
import type { OwedReport } from '../holding/holding.ts';
import type { EpochMs } from '../kernel/time.ts';
import { type CaseFile, isClearing, orderedExtension } from './case-file.ts';
import { closeExtensions } from './end-case.ts';
import { lateBetween, livingOn, withLate, wordOf } from './ending-word.ts';
import { elsewhereIn, unfitIn } from './ended-early.ts';
import { failGrant, orderLeases } from './grant-case.ts';
import { type Outcome, Stepping } from './outcome.ts';

/** Repeated, late and reordered reports change nothing that was said before. */
export function takeReport(file: CaseFile, word: OwedReport, nowMs: EpochMs): Outcome | undefined {
  const { grant } = file;
  if (!grant) return undefined;
  const leases = grant.leases.map((lease) => heard(lease, word));
  if (leases.every((lease, index) => lease === grant.leases[index])) return undefined;
  const next = { ...file, grant: { ...grant, leases } };
  const { report } = word;
  const late = leases.map((lease, at) => lateBetween(grant.leases[at]?.report, lease.report));
  const sessions = late.reduce((sum, one) => sum + one, 0);
  if (sessions > 0) {
    return new Stepping(next, nowMs).record('late-sessions-ended', { sessions }).done();
  }
  if (report.state === 'failed') return failGrant(next, report.refusal, nowMs);
  if (report.state === 'ended') return ended(next, nowMs);
  if (report.state === 'active') return active(next, nowMs);
  return undefined;
}

function heard(lease: GrantLease, { target, report, revision }: OwedReport): GrantLease {
  if (targetKey(lease.target) !== target || revision > lease.revision) return lease;
  // What failed is still taken back, and no other word about it is of use.
  if (lease.report.state === 'ended') return withLate(lease, report);
  if (lease.report.state === 'failed' && report.state !== 'ended') return lease;
  if (report.state === 'active' && revision < (lease.heard ?? 0)) return lease;
  if (revision === lease.heard && report.state === lease.report.state) return lease;
  return { ...lease, report, heard: revision };
}

function active(file: CaseFile, nowMs: EpochMs): Outcome {
  const { grant } = file;
  const since = grant?.leases.map((lease) => lease.report);
  // One target of several: kept in mind, and nothing to be said yet.
  if (!grant || !since?.every((report) => report.state === 'active')) {
    return new Stepping(file, nowMs).quietly();
  }
  if (grant.state === 'provisioning') return activate(file, grant, nowMs);
  const extension = orderedExtension(file);
  const isNewest = grant.leases.every((lease) => lease.revision === lease.heard);
  if (grant.state !== 'active' || !extension || !isNewest) {
    return new Stepping(file, nowMs).quietly();
  }
  const extensions = file.extensions.map((one) =>
    one === extension ? ({ ...one, state: 'granted' } as const) : one,
  );
  const endMs = extension.untilMs ?? grant.endMs ?? grant.notAfterMs;
  const notAfterMs = Math.max(endMs, grant.notAfterMs);
  const warned = warnedBefore(grant, endMs, nowMs);
  return new Stepping(file, nowMs)
    .set({ extensions, grant: { ...grant, endMs, notAfterMs, warned } })
    .record('extension-granted', { number: extension.number, endMs })
    .tell('extended')
    .done();
}

/** One clock for all leases of a bundle: it starts when the last of them is active. */
function activate(file: CaseFile, grant: Grant, nowMs: EpochMs): Outcome {
  const sinceMs = Math.max(...grant.leases.map((lease) => sinceOf(lease.report, nowMs)));
  const isOpenEnded = file.request.asked.kind === 'duration';
  const endMs = isOpenEnded
    ? Math.min(grant.notAfterMs, sinceMs + grant.durationMs)
    : (grant.endMs ?? grant.notAfterMs);
  const warned = warnedBefore(grant, endMs, nowMs);
  const step = new Stepping(file, nowMs)
    .set({ grant: { ...grant, state: 'active', activeMs: sinceMs, endMs, warned } })
    .record('grant-active', {
      sinceMs,
      endMs,
      ...(file.request.targets.some(isWork) ? { isWork: true as const } : {}),
    });
  if (isOpenEnded) orderLeases(step);
  return step.tell('active').done();
}

/** A warning that would be due at the very start says nothing new. */
const warnedBefore = (grant: Grant, endMs: EpochMs, nowMs: EpochMs) =>
  grant.warnings.filter((beforeMs) => endMs - beforeMs <= nowMs);

const sinceOf = (report: LeaseReport, nowMs: EpochMs): EpochMs =>
  report.state === 'active' ? report.sinceMs : nowMs;

function ended(file: CaseFile, nowMs: EpochMs): Outcome {
  const { grant } = file;
  if (!grant || grant.state === 'revoked') return new Stepping(file, nowMs).done();
  if (grant.state === 'failed') return cleared(file, grant, nowMs);
  const isAll = grant.leases.every((lease) => lease.report.state === 'ended');
  if (!isAll)
    return isEnding(grant) ? new Stepping(file, nowMs).done() : endRest(file, grant, nowMs);
  const dueMs = grant.endMs ?? grant.notAfterMs;
  const endMs = Math.min(dueMs, nowMs);
  const word = wordOf(grant.leases);
  const by = grant.ending?.by ?? byItself(word.how, nowMs >= dueMs);
  const usedMs = grant.activeMs === undefined ? 0 : Math.max(0, endMs - grant.activeMs);
  const isBooked = file.request.targets.some(isBookedAway);
  const late = orderedExtension(file);
  const step = new Stepping(file, nowMs).set({
    extensions: closeExtensions(file),
    // An order that is delivered after the holding has forgotten the lease would begin it anew.
    owed: file.owed.filter(({ effect }) => effect.kind !== 'set-lease'),
    grant: { ...grant, state: 'revoked', endMs, revokedMs: nowMs },
  });
  for (const elsewhere of elsewhereIn(grant.leases)) step.record('decided-at-aws', elsewhere);
  const code = unfitIn(grant.leases);
  if (code && !grant.ending) step.record('grant-ending', { by: 'failure', code });
  // AWS may never have heard of it, and its request must not wait on for others to approve.
  if (grant.activeMs === undefined) step.refuseAtAws();
  // The holding had ended it before it heard of more time: said plainly, never silently.
  if (late) step.record('extension-refused', { number: late.number, code: 'already-ended' });
  return step
    .record('grant-revoked', {
      by,
      endMs,
      confirmedMs: nowMs,
      usedMs,
      ...word,
      ...(isBooked ? { isBooked } : {}),
      ...(isUndated(file) ? { undated: true as const } : {}),
      ...livingOn(file.request, grant, word.how, endMs),
    })
    .tell('ended')
    .done();
}

const byItself = (how: EndedHow, isDue: boolean): EndedBy => {
  if (how === 'done' || how === 'broken') return 'runbook';
  return isDue ? 'time' : 'failure';
};

/** Taken away by a schedule, if by nobody else. */
const isBookedAway = (target: Target): boolean =>
  target.kind === 'identity-center' ||
  (isAutomation(target) && target.schedules !== undefined && hasEnd(target));

/** Nothing inside AWS would have ended it: neither a date nor a schedule. */
const isUndated = ({ request }: CaseFile): boolean =>
  request.targets.some((target) => isAutomation(target) && !hasEnd(target));

/** Nothing was given, so nothing is said: unless it took so long that somebody was called. */
function cleared(file: CaseFile, grant: Grant, nowMs: EpochMs): Outcome {
  const step = new Stepping(file, nowMs);
  if (isClearing(file)) return step.quietly();
  // Of what nobody was given no review is owed any more, and its card says so.
  if (grant.overdueSaidMs === undefined) return file.review ? step.done() : step.quietly();
  const { overdueSaidMs: _, ...rest } = grant;
  const endMs = grant.endMs ?? grant.notAfterMs;
  const facts = { by: 'failure', endMs, confirmedMs: nowMs, usedMs: 0 } as const;
  return step
    .set({ grant: rest })
    .record('grant-revoked', { ...facts, ...wordOf(grant.leases) })
    .done();
}

const isEnding = (grant: Grant) => grant.state === 'revoking';

/** One target of a bundle ended by itself: the others end with it. */
function endRest(file: CaseFile, grant: Grant, nowMs: EpochMs): Outcome {
  const late = orderedExtension(file);
  const dueMs = grant.endMs ?? grant.notAfterMs;
  const isDue = nowMs >= dueMs && !late;
  const endMs = isDue ? dueMs : nowMs;
  const ending = { by: isDue ? 'time' : 'failure', atMs: endMs } as const;
  const code = unfitIn(grant.leases);
  const step = new Stepping(file, nowMs)
    .set({
      extensions: closeExtensions(file),
      grant: { ...grant, state: 'revoking', ending, endMs },
    })
    .record('grant-ending', { by: ending.by, ...(code && { code }) });
  if (late) step.record('extension-refused', { number: late.number, code: 'already-ended' });
  orderLeases(step);
  return step.done();
}
