/** One approver's verdict on a pending request: counted by person, one deny ends it. */

import { type Answer, ok, type Refusal, refuse } from '../kernel/refusal.ts';
import type { Missing } from '../kernel/refusal-review.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import { isSamePerson, type Person } from '../kernel/person.ts';
import type { Approvable } from '../policy/decision.ts';
import { everybodyIn, whoName } from '../policy/eligibility.ts';
import type { Review, Verdict } from '../request/request.ts';
import { type Tally, tally } from '../request/tally.ts';
import type { CaseFile } from './case-file.ts';
import { approvedDuration, openGrant } from './grant-case.ts';
import { lapseAt } from './lapse.ts';
import { nextNudges } from './nudges.ts';
import { type Stepped, Stepping } from './outcome.ts';
import { recordVoid } from './review-void.ts';

export interface Verdicting {
  readonly by: Person;
  readonly verdict: Verdict;
  readonly comment?: string;
  readonly shorterMs?: DurationMs;
  readonly drawing: Review['drawing'];
  readonly digest: string;
  /** Earlier approvals that count no more, by what was read just now. */
  readonly left?: readonly Review[];
}

export function reviewCase(
  file: CaseFile,
  decision: Approvable,
  act: Verdicting,
  nowMs: EpochMs,
): Stepped {
  const blocked = notPending(file, nowMs);
  if (blocked) return blocked;
  const allowed = mayReview(file, decision, file.reviews, act);
  if (!allowed.ok) return allowed;
  return act.verdict === 'deny' ? deny(file, act, nowMs) : approve(file, decision, act, nowMs);
}

/** By somebody who is asked, while policy would let nobody approve it: a no needs none of that. */
export function denyCase(file: CaseFile, act: Verdicting, nowMs: EpochMs): Stepped {
  const blocked = notPending(file, nowMs);
  if (blocked) return blocked;
  return isOwn(file, act.by) ? refuse('own-denial', { id: file.id }) : deny(file, act, nowMs);
}

/** The deadline is part of the transition: refused even when the sweeper is late. */
export function notPending(file: CaseFile, nowMs: EpochMs): Refusal | undefined {
  const { request, id } = file;
  const lapseMs = lapseAt(file);
  if (request.state === 'lapsed' || (request.state === 'pending' && nowMs >= lapseMs)) {
    return refuse('request-lapsed', { id, atMs: request.closedMs ?? lapseMs });
  }
  if (request.state === 'pending') return undefined;
  if (request.elsewhere) return refuse('decided-at-aws', request.elsewhere);
  const verdict = request.state === 'approved' ? 'approve' : 'deny';
  const by = file.reviews.filter((review) => review.verdict === verdict).map(({ by }) => by);
  const atMs = request.closedMs ?? nowMs;
  return refuse('already-decided', { id, outcome: request.state, by: by.map(named), atMs });
}

/** May this person say something on it at all? The same for requests and extensions. */
export function mayReview(
  file: CaseFile,
  decision: Approvable,
  reviews: readonly Review[],
  act: Pick<Verdicting, 'by' | 'verdict'>,
): Answer<Tally> {
  const { request, id } = file;
  const approvals = approvers(reviews);
  const now = tally(decision.stages, approvals, request);
  if (isOwn(file, act.by)) {
    if (act.verdict === 'deny') return refuse('own-denial', { id });
    return refuse('own-request', { missing: missingIn(now), approvers: [] });
  }
  const standing = now.mayApprove(act.by);
  // Whoever is asked at any level may stop it, also where that has its approvals already.
  const isAsked =
    standing !== 'no' || tally(decision.stages, [], request).mayApprove(act.by) !== 'no';
  if (act.verdict === 'deny' && isAsked) return ok(now);
  if (standing === 'no') {
    const missing = missingIn(now);
    return refuse('not-an-approver', { missing, approvers: [], ...(isAsked && { isAsked }) });
  }
  if (standing === 'already') return refuse('already-approved-by-you', { id });
  if (standing === 'later-level') {
    const level = now.requirements.find((one) => one.stage === now.stage)?.level ?? '';
    return refuse('level-not-reached', { level });
  }
  return ok(now);
}

export const isOwn = ({ request }: CaseFile, by: Person): boolean =>
  [request.requester, request.beneficiary].some((who) => isSamePerson(who, by));

function missingIn({ requirements }: Tally): readonly Missing[] {
  return requirements.flatMap(({ have, need, from, escalatedTo = [], stage, could }) => {
    const among = [...from, ...escalatedTo];
    const count = need - have;
    const one = { count, from: among.map(whoName), stage, could, ...everybodyIn(count, among) };
    return count > 0 ? [one] : [];
  });
}

export const approvers = (reviews: readonly Review[]): readonly Person[] =>
  reviews.filter((review) => review.verdict === 'approve').map((review) => review.by);

function deny(file: CaseFile, act: Verdicting, nowMs: EpochMs): Stepped {
  const comment = act.comment?.trim() ?? '';
  if (comment === '') return refuse('reason-missing', {});
  const request = { ...file.request, state: 'denied', closedMs: nowMs } as const;
  const review = reviewOf(act, 0, nowMs);
  return new Stepping(file, nowMs, act.by.key)
    .set({ request, reviews: [...file.reviews, review] })
    .record('request-denied', { by: act.by.name, comment })
    .tell('denied')
    .refuseAtAws()
    .done();
}

function approve(file: CaseFile, decision: Approvable, act: Verdicting, nowMs: EpochMs): Stepped {
  const longestMs = approvedDuration(file, decision.maxMs, nowMs);
  // Asked this way round, what is no number is refused as well.
  if (act.shorterMs !== undefined && !(act.shorterMs > 0 && act.shorterMs < longestMs)) {
    return refuse('shorter-is-longer', { askedMs: longestMs });
  }
  const durationMs = act.shorterMs ?? longestMs;
  const { left = [] } = act;
  const kept = file.reviews.filter((review) => !left.includes(review));
  const reviews = [...kept, reviewOf(act, durationMs, nowMs)];
  const after = tally(decision.stages, approvers(reviews), file.request);
  const step = new Stepping(file, nowMs, act.by.key).set({ reviews });
  recordVoid(step, left, 'not-an-approver');
  step.record('review-given', {
    by: act.by.name,
    verdict: 'approve',
    ...(act.comment ? { comment: act.comment } : {}),
    ...(act.shorterMs === undefined ? {} : { shorterMs: act.shorterMs }),
    digest: act.digest,
    drawing: act.drawing,
    have: after.have,
    need: after.need,
  });
  if (!after.satisfied) {
    return step.set({ nudges: nextNudges(step.file, decision, nowMs) }).done();
  }
  const { asked } = file.request;
  step.record(
    'request-approved',
    {
      by: after.counted.map((person) => person.name),
      ...(asked.kind === 'window' && asked.startMs > nowMs ? { startMs: asked.startMs } : {}),
    },
    'prod-access',
  );
  openGrant(step, decision, nowMs);
  return step.done();
}

/** Who approved, and is in none of the lists by now. Nobody is out of one that is not known. */
export function noLongerAsked(
  { request }: CaseFile,
  { stages, silent }: Approvable,
  reviews: readonly Review[],
): readonly Review[] {
  if (silent) return [];
  const { mayApprove } = tally(stages, [], request);
  return reviews.filter(({ by, verdict }) => verdict === 'approve' && mayApprove(by) === 'no');
}

export function reviewOf(act: Verdicting, durationMs: DurationMs, atMs: EpochMs): Review {
  const { by, verdict, comment, drawing, digest } = act;
  return { by, verdict, atMs, durationMs, drawing, digest, ...(comment ? { comment } : {}) };
}

export const named = ({ key, name }: Person) => ({ key, name });
