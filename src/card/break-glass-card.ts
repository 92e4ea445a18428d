/** What tells a card of access that came first from all others: headline, tone, review, buttons. */

import { phaseOf } from '../case-file/case-file.ts';
import { isReviewOpen, isReviewOwed } from '../case-file/review-after.ts';
import type { AfterReview } from '../request/after-review.ts';
import { reviewersIn } from '../request/after-review.ts';
import type { Button, Fact, Line, Tone } from './card.ts';
import type { CaseView } from './case-view.ts';
import { mention, say } from './line.ts';
import { wordsFor } from './words/words.ts';

interface Standing {
  readonly line: Line;
  readonly tone: Tone;
}

/** Red until somebody has said that it was right. */
export function withReview(view: CaseView, standing: Standing): Standing {
  const { file, reader, nowMs } = view;
  const { breakGlass, card } = wordsFor(reader.locale);
  const { review } = file;
  if (!review) return standing;
  const line = phaseOf(file) === 'provisioning' ? breakGlass.giving() : standing.line;
  const and = (word: Line): Line => say`${line}${card.between}${word}`;
  if (review.state === 'done') {
    const isJustified = review.verdict === 'justified';
    return {
      line: and(breakGlass.statusDone(isJustified)),
      tone: isJustified ? standing.tone : 'bad',
    };
  }
  if (!isReviewOwed(file)) return standing;
  const isLate = nowMs >= review.dueMs;
  return { line: and(isLate ? breakGlass.statusOverdue() : breakGlass.statusDue()), tone: 'bad' };
}

/** Who approved it, which is nobody, and who says afterwards if it was right. */
export function reviewFacts(view: CaseView, review: AfterReview): readonly Fact[] {
  const { card, breakGlass } = wordsFor(view.reader.locale);
  return [
    { name: card.approvedBy, value: breakGlass.approvedByNobody() },
    { name: breakGlass.reviewLabel, value: reviewLine(view, review) },
  ];
}

function reviewLine({ file, reader }: CaseView, review: AfterReview): Line {
  const { breakGlass } = wordsFor(reader.locale);
  const { by, verdict, comment = '', dueMs, from } = review;
  if (by) return breakGlass.reviewed(mention(by), verdict === 'justified', comment);
  if (!isReviewOwed(file)) return breakGlass.reviewNone();
  return breakGlass.reviewDue(reviewersIn(from), dueMs);
}

export function frozenNotes({ file, reader }: CaseView): readonly Line[] {
  const { frozen = [] } = file.review ?? {};
  return frozen.length > 0 ? [wordsFor(reader.locale).breakGlass.openedFrozen(frozen)] : [];
}

export function reviewButtons({ file, reader, drawing }: CaseView): readonly Button[] {
  if (!isReviewOpen(file)) return [];
  const { justified, unjustified } = wordsFor(reader.locale).breakGlass.buttons;
  return [
    { action: 'review-justified', label: justified, value: drawing, style: 'primary' },
    { action: 'review-unjustified', label: unjustified, value: drawing, style: 'danger' },
  ];
}
