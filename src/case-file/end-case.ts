/** Every way out but time: withdrawn, given back, revoked, written off. */

import { refuse } from '../kernel/refusal.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';
import { isSamePerson, type Person } from '../kernel/person.ts';
import type { EndedBy } from '../grant/grant.ts';
import type { CaseFile } from './case-file.ts';
import { isClearing, orderedExtension, phaseOf } from './case-file.ts';
import { orderLeases } from './grant-case.ts';
import { type Stepped, Stepping } from './outcome.ts';
import { notPending } from './review-case.ts';

/** The requester takes the ask back, while nobody has decided it. */
export function cancelCase(file: CaseFile, by: Person, nowMs: EpochMs): Stepped {
  if (!isSamePerson(by, file.request.requester)) return refuse('not-yours', { id: file.id });
  if (file.grant?.state === 'scheduled') return endGrant(file, 'requester', by, nowMs);
  const blocked = notPending(file, nowMs);
  if (blocked) return blocked;
  return new Stepping(file, nowMs, by.key)
    .set({ request: { ...file.request, state: 'cancelled', closedMs: nowMs } })
    .record('request-cancelled', { by: by.name })
    .refuseAtAws()
    .done();
}

/** Ends the grant now. Saying it twice changes nothing the second time. */
export function endGrant(
  file: CaseFile,
  by: EndedBy,
  who: Person | undefined,
  nowMs: EpochMs,
): Stepped {
  const { grant, id } = file;
  if (!grant) return refuse('not-active', { id, state: phaseOf(file) });
  const isOver = grant.state === 'revoking' || grant.state === 'revoked';
  if (isOver || grant.state === 'failed') return refuse('already-ended', { id });
  const wasOrdered = grant.leases.some((lease) => lease.revision > 0);
  const ending = { by, atMs: nowMs, ...(who ? { who } : {}) };
  const step = new Stepping(file, nowMs, who?.key ?? 'prod-access').set({
    extensions: closeExtensions(file),
    grant: {
      ...grant,
      state: wasOrdered ? 'revoking' : 'revoked',
      ending,
      endMs: Math.min(nowMs, lastEnd(file) ?? nowMs),
      ...(wasOrdered ? {} : { revokedMs: nowMs }),
    },
  });
  step.record('grant-ending', { by, ...(who ? { who: who.name } : {}) });
  // Another approver of AWS's own request would give what is over here.
  if (grant.activeMs === undefined) step.refuseAtAws();
  if (wasOrdered) orderLeases(step);
  else step.tell('ended');
  return step.done();
}

/**
 * More time that was ordered may have been given already, though nobody has said so yet; and what
 * was never active ends at the latest when the card said, whoever comes before the clock is heard.
 */
const lastEnd = (file: CaseFile): EpochMs | undefined =>
  orderedExtension(file)?.untilMs ?? file.grant?.endMs ?? file.grant?.notAfterMs;

export const closeExtensions = (file: CaseFile) =>
  file.extensions.map((one) =>
    one.state === 'pending' || one.state === 'approved'
      ? ({ ...one, state: 'refused' } as const)
      : one,
  );

export const OVERDUE_MS = 2 * MINUTE;

/** Two operators together, with a reason: AWS's proof is no longer waited for. */
export function writeOff(file: CaseFile, by: Person, reason: string, nowMs: EpochMs): Stepped {
  const { grant, id } = file;
  const isEnding = grant?.state === 'revoking' || isClearing(file);
  const isOverdue = isEnding && nowMs >= (grant?.endMs ?? grant?.notAfterMs ?? nowMs) + OVERDUE_MS;
  if (!grant || !isOverdue) return refuse('not-overdue', { id });
  if (reason.trim() === '') return refuse('reason-missing', {});
  const step = new Stepping(file, nowMs, by.key);
  const first = grant.writeOff;
  if (!first) {
    return step
      .set({ grant: { ...grant, writeOff: { by, atMs: nowMs, reason } } })
      .record('write-off-proposed', { by: by.name, reason })
      .tellOperators()
      .done();
  }
  if (isSamePerson(first.by, by)) {
    return refuse('second-operator-needed', { id, first: first.by.name });
  }
  const ending = { by: 'operator', who: by, atMs: nowMs } as const;
  step.set({ grant: { ...grant, state: 'revoked', ending, revokedMs: nowMs } });
  orderLeases(step);
  return step
    .record('written-off', { by: [first.by.name, by.name], reason: first.reason })
    .tellOperators()
    .tell('ended')
    .done();
}
