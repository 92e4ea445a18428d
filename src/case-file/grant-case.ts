/** From approval to the order: the grant opens, starts, or goes back to its approvers. */

import type { Refusal } from '../kernel/refusal.ts';
import { type DurationMs, type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Grant, GrantLease } from '../grant/grant.ts';
import type { LeaseOrder } from '../holding/lease.ts';
import type { Approvable } from '../policy/decision.ts';
import { heldBy, heldFacts } from '../policy/freeze.ts';
import { askedDuration } from '../request/request.ts';
import { type CaseFile, orderedExtension } from './case-file.ts';
import type { Stepping } from './outcome.ts';
import { noteOf } from './aws-note.ts';
import { type Outcome, Stepping as Steps } from './outcome.ts';

/** Activation may take so long; the card says "at most until". */
export const ACTIVATION_MS = 10 * MINUTE;

/** As far as the clocks of replicas may be apart, and as much again. */
const CLOCKS_APART_MS = MINUTE;

/** The shortest of what was asked, what every counted approver agreed to, and the cap. */
export function approvedDuration(file: CaseFile, maxMs: DurationMs, nowMs: EpochMs): DurationMs {
  const agreed = file.reviews
    .filter((review) => review.verdict === 'approve')
    .map((review) => review.durationMs);
  return Math.min(askedDuration(file.request.asked, nowMs), maxMs, ...agreed);
}

export function openGrant(
  step: Stepping,
  decision: Pick<Approvable, 'maxMs' | 'maxTotalMs' | 'warnings' | 'frozen'>,
  nowMs: EpochMs,
): void {
  const { file } = step;
  const { asked, targets, holder } = file.request;
  const wantedMs = asked.kind === 'window' ? Math.max(asked.startMs, nowMs) : nowMs;
  const held = heldBy(decision.frozen, wantedMs);
  const startMs = Math.max(wantedMs, held?.untilMs ?? 0);
  const isLater = startMs > nowMs;
  const durationMs = Math.max(0, approvedDuration(file, decision.maxMs, startMs));
  const isOpenEnded = asked.kind === 'duration';
  const endMs = startMs + durationMs;
  const leases = targets.map(
    (target): GrantLease => ({
      target,
      holding: holder.key,
      revision: file.takenBack ?? 0,
      report: { state: 'provisioning' },
    }),
  );
  const grant: Grant = {
    state: isLater ? 'scheduled' : 'provisioning',
    leases,
    approvedMs: nowMs,
    startMs,
    notAfterMs: isOpenEnded ? endMs + ACTIVATION_MS : endMs,
    durationMs,
    ...(isOpenEnded ? {} : { endMs }),
    maxTotalMs: decision.maxTotalMs,
    warnings: decision.warnings,
    warned: [],
    ...(held ? { heldBy: held.calendar } : {}),
  };
  step.set({ grant, request: { ...file.request, state: 'approved', closedMs: nowMs } });
  if (held) step.record('start-held', heldFacts(held, startMs), 'prod-access');
  if (isLater) step.tell('scheduled');
  else orderLeases(step);
}

/** The scheduled start has come, and policy has agreed again. */
export function startGrant(file: CaseFile, nowMs: EpochMs): Outcome {
  const step = new Steps(file, nowMs);
  if (file.grant?.state !== 'scheduled') return step.done();
  step
    .set({ grant: { ...file.grant, state: 'provisioning' } })
    .record('grant-provisioning', { notAfterMs: file.grant.notAfterMs });
  orderLeases(step);
  return step.done();
}

/** Sends every lease of the grant to its holding, as the grant now has it, one revision on. */
export function orderLeases(step: Stepping): void {
  const { grant, request, id } = step.file;
  if (!grant) return;
  const leases = grant.leases.map((lease) => ({ ...lease, revision: lease.revision + 1 }));
  step.set({ grant: { ...grant, leases } });
  const endMs = orderedEnd(step.file) ?? grant.endMs;
  const everMs = step.file.extensions.map((one) => one.untilMs ?? 0);
  // Whatever was ordered once is remembered until then, so that no late order revives it.
  const notAfterMs = Math.max(grant.notAfterMs, endMs ?? 0, ...everMs);
  leases.forEach((lease, index) => {
    const facts = request.facts[index];
    if (!facts) return;
    const order: LeaseOrder = {
      grant: id,
      revision: lease.revision,
      entitlement: request.entitlement,
      target: lease.target,
      facts,
      // Ordered at its start, and begun for every replica, whosever clock is behind.
      startMs: grant.startMs - CLOCKS_APART_MS,
      notAfterMs,
      ...noteOf(step.file, lease.target),
      ...(endMs === undefined ? {} : { endMs }),
      ...(grant.ending?.by === 'operator' && grant.state === 'revoked' ? { writtenOff: true } : {}),
    };
    step.owe({ kind: 'set-lease', holding: lease.holding, holder: request.holder, order });
  });
}

/** More time is for what goes on; an end that has begun is not moved by it. */
const orderedEnd = (file: CaseFile): EpochMs | undefined =>
  file.grant?.state === 'active' ? orderedExtension(file)?.untilMs : undefined;

/** Could not be given. What was begun is taken back by the holdings. */
export function failGrant(file: CaseFile, refusal: Refusal, nowMs: EpochMs): Outcome {
  const step = new Steps(file, nowMs);
  const { grant } = file;
  if (!grant || grant.state === 'failed' || grant.state === 'revoked') return step.done();
  const wasOrdered = grant.leases.some((lease) => lease.revision > 0);
  const ending = { by: 'failure', atMs: nowMs } as const;
  step.set({ grant: { ...grant, state: 'failed', failure: refusal, ending, endMs: nowMs } });
  if (wasOrdered) orderLeases(step);
  step.set({ owed: wasOrdered ? step.file.owed : withoutOrders(step.file) });
  return step
    .record('grant-failed', { code: refusal.code, detail: detailOf(refusal) })
    .tellOperators()
    .tell('failed')
    .refuseAtAws()
    .done();
}

/** Not ordered before, since it was last taken back. */
export const isFirstOrder = ({ takenBack = 0 }: CaseFile, revision: number): boolean =>
  revision === takenBack + 1;

export const withoutOrders = (file: CaseFile) =>
  file.owed.filter((one) => one.effect.kind !== 'set-lease');
const detailOf = (refusal: Refusal): string => JSON.stringify(refusal.facts).slice(0, 500);
