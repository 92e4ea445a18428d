/** More time: a new decision by the same rules, never past the rule's maximum total. */

import { isJitna } from '../catalog/target.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Person } from '../kernel/person.ts';
import type { Extension, Grant } from '../grant/grant.ts';
import type { Approvable } from '../policy/decision.ts';
import { REPEATED_WITHIN_MS } from '../request/repeated.ts';
import { tally } from '../request/tally.ts';
import { type CaseFile, openExtension, orderedExtension, phaseOf } from './case-file.ts';
import { orderLeases } from './grant-case.ts';
import { type Stepped, Stepping } from './outcome.ts';
import { approvers, isOwn, mayReview, named, reviewOf, type Verdicting } from './review-case.ts';
import { recordVoid } from './review-void.ts';

export function askExtension(
  file: CaseFile,
  by: Person,
  byMs: DurationMs,
  justification: string | undefined,
  decision: Approvable,
  nowMs: EpochMs,
): Stepped {
  const { grant, id } = file;
  if (!isOwn(file, by)) return refuse('not-yours', { id });
  // AWS's window cannot be moved.
  if (file.request.targets.some(isJitna)) return refuse('ends-at-aws', { id });
  const endMs = grant?.endMs;
  if (grant?.state !== 'active' || endMs === undefined) {
    const isOver = grant?.state === 'revoking' || grant?.state === 'revoked';
    return isOver
      ? refuse('already-ended', { id })
      : refuse('not-active', { id, state: phaseOf(file) });
  }
  if (nowMs >= endMs) return refuse('already-ended', { id });
  // One that is ordered is open as well: what is added is added to an end that is known.
  if (openExtension(file) ?? orderedExtension(file)) return refuse('extension-open', { id });
  if (isAgain(file, byMs, justification, nowMs)) return new Stepping(file, nowMs).quietly();
  const leftMs = leftToExtend(grant, decision);
  if (!(byMs > 0 && byMs <= leftMs)) return refuse('extension-too-long', { id, leftMs });
  const number = file.extensions.length + 1;
  const why = justification ? { justification } : {};
  const extension: Extension = {
    number,
    state: 'pending',
    byMs,
    askedMs: nowMs,
    lapseMs: Math.min(nowMs + decision.lapseMs, endMs),
    reviews: [],
    ...why,
  };
  return new Stepping(file, nowMs, by.key)
    .set({ extensions: [...file.extensions, extension] })
    .record('extension-asked', { by: by.name, number, byMs, ...why })
    .done();
}

/** Decided already, it is not to be decided once more. */
const isAgain = (
  { extensions }: CaseFile,
  byMs: DurationMs,
  justification: string | undefined,
  nowMs: EpochMs,
): boolean =>
  extensions.some(
    (one) =>
      one.byMs === byMs &&
      (one.justification ?? '') === (justification ?? '') &&
      Math.abs(nowMs - one.askedMs) < REPEATED_WITHIN_MS,
  );

/** The stricter of the cap at approval and the cap of today. */
export function leftToExtend(grant: Grant, decision: Approvable): DurationMs {
  const total = Math.min(grant.maxTotalMs, decision.maxTotalMs);
  return Math.max(0, (grant.activeMs ?? grant.startMs) + total - (grant.endMs ?? grant.notAfterMs));
}

/** What came of the wish for more time that this drawing asked about; undefined where of none. */
export function extensionOver(file: CaseFile, drawing: string): Refusal | undefined {
  const { id, extensions } = file;
  const drawn = file.drawings.find((one) => one.id === drawing);
  const about = drawn && extensions.findLast(({ askedMs }) => askedMs <= drawn.drawnMs);
  if (!about || about.state === 'pending') return undefined;
  if (about.state === 'refused') return refuse('already-ended', { id });
  if (about.state === 'lapsed') return refuse('request-lapsed', { id, atMs: about.lapseMs });
  const outcome = about.state === 'denied' ? 'denied' : 'approved';
  const verdict = outcome === 'denied' ? 'deny' : 'approve';
  const reviews = about.reviews.filter((review) => review.verdict === verdict);
  const atMs = reviews.at(-1)?.atMs ?? about.askedMs;
  return refuse('already-decided', { id, outcome, by: reviews.map(({ by }) => named(by)), atMs });
}

/** The wish that may be decided now. */
function undecided(file: CaseFile, nowMs: EpochMs): Refusal | Deciding {
  const extension = openExtension(file);
  const { grant, id } = file;
  if (!extension || !grant) return refuse('card-updated', { id });
  if (grant.state !== 'active' || nowMs >= (grant.endMs ?? grant.notAfterMs))
    return refuse('already-ended', { id });
  if (nowMs >= extension.lapseMs) return refuse('request-lapsed', { id, atMs: extension.lapseMs });
  return { ok: true, extension, grant };
}

interface Deciding {
  readonly ok: true;
  readonly extension: Extension;
  readonly grant: Grant;
}

/** By somebody who is asked, while policy would let nobody approve it: a no needs none of that. */
export function denyExtension(file: CaseFile, act: Verdicting, nowMs: EpochMs): Stepped {
  const now = undecided(file, nowMs);
  if (!now.ok) return now;
  if (isOwn(file, act.by)) return refuse('own-denial', { id: file.id });
  return denied(file, now.extension, act, nowMs);
}

/** A no takes nothing back of what was said before it. */
function denied(file: CaseFile, extension: Extension, act: Verdicting, nowMs: EpochMs): Stepped {
  const comment = act.comment?.trim() ?? '';
  if (comment === '') return refuse('reason-missing', {});
  const { number } = extension;
  const reviews = [...extension.reviews, reviewOf(act, extension.byMs, nowMs)];
  return new Stepping(file, nowMs, act.by.key)
    .set({ extensions: replaced(file, { ...extension, reviews, state: 'denied' }) })
    .record('extension-denied', { number, by: act.by.name, comment })
    .tell('extension-closed')
    .done();
}

export function reviewExtension(
  file: CaseFile,
  decision: Approvable,
  act: Verdicting,
  nowMs: EpochMs,
): Stepped {
  const now = undecided(file, nowMs);
  if (!now.ok) return now;
  const { extension, grant } = now;
  const allowed = mayReview(file, decision, extension.reviews, act);
  if (!allowed.ok) return allowed;
  if (act.verdict === 'deny') return denied(file, extension, act, nowMs);
  const byMs = Math.min(extension.byMs, leftToExtend(grant, decision));
  // The rule allows less by now than when it was asked for.
  if (byMs <= 0) return refuse('extension-too-long', { id: file.id, leftMs: 0 });
  const comment = act.comment?.trim() ?? '';
  const { left = [] } = act;
  const kept = extension.reviews.filter((review) => !left.includes(review));
  const reviews = [...kept, reviewOf(act, extension.byMs, nowMs)];
  const step = new Stepping(file, nowMs, act.by.key);
  const after = tally(decision.stages, approvers(reviews), file.request);
  const untilMs = (grant.endMs ?? grant.notAfterMs) + byMs;
  const next = after.satisfied
    ? ({ ...extension, reviews, state: 'approved', untilMs } as const)
    : { ...extension, reviews };
  step.set({ extensions: replaced(file, next) });
  recordVoid(step, left, 'not-an-approver');
  step.record('review-given', {
    by: act.by.name,
    verdict: 'approve',
    ...(comment ? { comment } : {}),
    digest: act.digest,
    drawing: act.drawing,
    have: after.have,
    need: after.need,
    extension: extension.number,
  });
  // Ordered, not yet said: the holding alone knows whether it came in time.
  if (after.satisfied) orderLeases(step);
  return step.done();
}

export const replaced = (file: CaseFile, extension: Extension): readonly Extension[] =>
  file.extensions.map((one) => (one.number === extension.number ? extension : one));
