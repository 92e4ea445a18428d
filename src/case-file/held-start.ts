/** A start that finds its calendar closed: put off until it opens. */

import { type Refusal, refuse } from '../kernel/refusal.ts';
import { type EpochMs, SECOND } from '../kernel/time.ts';
import type { Approvable } from '../policy/decision.ts';
import { heldBy, heldFacts } from '../policy/freeze.ts';
import type { CaseFile } from './case-file.ts';
import { ACTIVATION_MS, approvedDuration, failGrant } from './grant-case.ts';
import { type Outcome, Stepping } from './outcome.ts';
import { withoutUnsent } from './reopen-case.ts';

/** Undefined where nothing holds it. What ends at a fixed instant ends then all the same. */
export function putOff(
  file: CaseFile,
  decision: Pick<Approvable, 'maxMs' | 'frozen'>,
  nowMs: EpochMs,
): Outcome | undefined {
  const { grant } = file;
  const held = heldBy(decision.frozen, nowMs);
  if (!held || grant?.state !== 'scheduled') return undefined;
  // A calendar that says it has opened already is asked again, after a breath.
  const startMs = Math.max(held.untilMs, nowMs + SECOND);
  const durationMs = Math.max(0, approvedDuration(file, decision.maxMs, startMs));
  const isOpenEnded = file.request.asked.kind === 'duration';
  const notAfterMs = isOpenEnded ? startMs + durationMs + ACTIVATION_MS : grant.notAfterMs;
  const { endMs } = grant;
  if (endMs !== undefined && startMs >= endMs) {
    return failGrant(file, refuse('window-almost-over', { endMs }), nowMs);
  }
  const { askedAgainMs: _, ...rest } = grant;
  const step = new Stepping(file, nowMs).set({
    grant: { ...rest, startMs, durationMs, notAfterMs, heldBy: held.calendar },
  });
  // While nobody knows when it opens, it is looked at every few minutes, and said once.
  const isSaid = held.isGuess && grant.heldBy === held.calendar;
  return isSaid ? step.done() : step.record('start-held', heldFacts(held, startMs)).done();
}

/**
 * Approved while it was open, and closed before anything was given: it begins when it opens.
 * @param no where a holding may have heard of it already, and what it gave is taken back.
 * @param isBarred no holding knows of the order, and none will take it however late it comes.
 */
export function holdAgain(
  file: CaseFile,
  decision: Pick<Approvable, 'maxMs' | 'frozen'>,
  no: Refusal,
  isBarred: boolean,
  nowMs: EpochMs,
): Outcome {
  const { grant } = file;
  if (grant?.state !== 'provisioning') return new Stepping(file, nowMs).quietly();
  const withdrawn = isBarred ? withoutUnsent(file) : undefined;
  if (!withdrawn) return failGrant(file, no, nowMs);
  const step = new Stepping({ ...file, ...withdrawn }, nowMs);
  // Held by the same calendar before, it is said anew: it had begun meanwhile.
  const { heldBy: _, ...rest } = grant;
  step.set({ grant: { ...rest, state: 'scheduled' } }).tell('scheduled');
  return putOff(step.file, decision, nowMs) ?? step.done();
}
