/** Access first, and approval after: the review that is owed, chased until it is done. */

import type { BreakGlassed } from '../policy/decision.ts';
import { HOUR, type EpochMs } from '../kernel/time.ts';
import type { Person } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { askedDuration } from '../request/request.ts';
import { type AfterVerdict, chaseAt, remindedBy, reviewersIn } from '../request/after-review.ts';
import { type CaseFile, phaseOf } from './case-file.ts';
import { endGrant } from './end-case.ts';
import { type Outcome, type Stepped, Stepping } from './outcome.ts';

/** A floor in code, whatever a configuration says. */
const WITHIN_MS = 24 * HOUR;

/** In the commit that opens the grant: everybody hears of it, and somebody owes a review. */
export function openReview(
  step: Stepping,
  decision: BreakGlassed,
  title: string,
  nowMs: EpochMs,
): void {
  const { request, grant } = step.file;
  const { from, withinMs } = decision.review;
  const dueMs = nowMs + Math.min(WITHIN_MS, withinMs);
  const frozen = [...new Set(decision.trace.frozen.map(({ calendar }) => calendar))];
  const cold = frozen.length > 0 ? { frozen } : {};
  step.set({ review: { state: 'due', openedMs: nowMs, dueMs, from, ...cold, reminded: 0 } });
  step.record('break-glass-used', {
    by: request.requester.name,
    title,
    durationMs: grant?.durationMs ?? askedDuration(request.asked, nowMs),
    dueMs,
    from,
    channels: decision.channels,
    frozen,
  });
  for (const channel of decision.channels) step.owe({ kind: 'broadcast', channel });
}

/** Where nothing was given there is nothing to say of it. */
export const isReviewOwed = ({ review, grant }: CaseFile): boolean =>
  review?.state === 'due' && !isNothingGiven(grant);

function isNothingGiven(grant: CaseFile['grant']): boolean {
  if (!grant || grant.activeMs !== undefined) return false;
  if (grant.state !== 'revoked' && grant.state !== 'failed') return false;
  return grant.leases.every(
    ({ revision, report }) =>
      revision === 0 || (report.state === 'ended' && report.how === 'never-given'),
  );
}

/** Nobody judges what has not happened: from when access is active, or was. */
export const isReviewOpen = (file: CaseFile): boolean =>
  isReviewOwed(file) && phaseOf(file) !== 'provisioning';

/** The grant is over, and the review is not. */
export const isReviewLeft = (file: CaseFile): boolean =>
  isReviewOwed(file) && (file.grant?.state === 'revoked' || file.grant?.state === 'failed');

export interface Reviewing {
  readonly by: Person;
  readonly verdict: AfterVerdict;
  readonly comment: string;
  readonly drawing: string;
}

export function notReviewable(file: CaseFile): Refusal | undefined {
  const { review, id } = file;
  if (review?.state === 'done') {
    const { by, verdict, atMs = review.dueMs } = review;
    const isJustified = verdict === 'justified';
    return refuse('already-reviewed', { id, by: by?.name ?? '', isJustified, atMs });
  }
  return isReviewOpen(file) ? undefined : refuse('review-not-open', { id });
}

/** Who may say it is for the engine to know. Not justified ends what is still open. */
export function reviewAfter(file: CaseFile, act: Reviewing, nowMs: EpochMs): Stepped {
  const { review } = file;
  const no = notReviewable(file);
  if (no) return no;
  if (!review) return refuse('review-not-open', { id: file.id });
  const { by, verdict, drawing } = act;
  const comment = act.comment.trim();
  if (comment === '') return refuse('reason-missing', {});
  const isLate = nowMs > review.dueMs;
  const said = new Stepping(file, nowMs, by.key)
    .set({ review: { ...review, state: 'done', verdict, by, comment, atMs: nowMs } })
    .record('break-glass-reviewed', { by: by.name, verdict, comment, drawing, isLate });
  if (verdict === 'justified') return said.done();
  const first = said.tellOperators().done();
  const end = file.grant?.state === 'active' ? endGrant(first.file, 'approver', by, nowMs) : first;
  if (!end.ok || end === first) return first;
  return { ...end, events: [...first.events, ...end.events], loud: [...first.loud, ...end.loud] };
}

/** What the clock brings: the reviewers are reminded, then the operators told, and told again. */
export function chaseReview(file: CaseFile, nowMs: EpochMs): Outcome | undefined {
  const { review } = file;
  if (!review || !isReviewOwed(file) || nowMs < chaseAt(review)) return undefined;
  const { dueMs } = review;
  const facts = { dueMs, from: reviewersIn(review.from) };
  const reminded = remindedBy(review, nowMs);
  if (nowMs < dueMs) {
    return new Stepping(file, nowMs)
      .set({ review: { ...review, reminded } })
      .record('break-glass-review-reminded', facts)
      .quietly();
  }
  return new Stepping(file, nowMs)
    .set({ review: { ...review, reminded, overdueSaidMs: nowMs } })
    .record('break-glass-review-overdue', facts)
    .tellOperators()
    .done();
}

/** When the clock has something to do about it. */
export const reviewWakeAt = (file: CaseFile): EpochMs | undefined =>
  file.review && isReviewOwed(file) ? chaseAt(file.review) : undefined;
