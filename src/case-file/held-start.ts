/** A start that finds its calendar closed still: put off until it opens. */

import { refuse } from '../kernel/refusal.ts';
import { type EpochMs, SECOND } from '../kernel/time.ts';
import type { Approvable } from '../policy/decision.ts';
import { heldBy, heldFacts } from '../policy/freeze.ts';
import type { CaseFile } from './case-file.ts';
import { ACTIVATION_MS, approvedDuration, failGrant } from './grant-case.ts';
import { type Outcome, Stepping } from './outcome.ts';

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
