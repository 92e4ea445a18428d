/** English: lines of the thread about access that came first, and its review. */

import { dated, eachOf, say } from '../line.ts';
import { oneOf } from './break-glass-en.ts';
import type { LineWords } from './line-words.ts';
import { list, span } from './phrase-en.ts';
import { reviewersIn } from '../../request/after-review.ts';

export const lineBreakGlassEn = {
  'break-glass-used': ({ by, durationMs, dueMs, from, frozen }) => {
    const cold =
      frozen.length > 0 ? ` Changes are frozen by ${list(frozen)}; that did not stop it.` : '';
    return say`Break-glass: ${by} opens this for ${span(durationMs)}, before anybody approved.
      ${oneOf(reviewersIn(from), 'One')} reviews it by ${dated(dueMs)}.${cold}`;
  },
  'break-glass-unheard': () =>
    say`The channel for emergencies did not take the news, so the operators were told instead.`,
  'break-glass-review-reminded': ({ from, dueMs }) =>
    say`${eachOf(from, ', ')}: was this break-glass justified? The review is due by ${dated(dueMs)};
      its buttons are on the card.`,
  'break-glass-review-overdue': ({ from, dueMs }) =>
    say`Nobody has reviewed this break-glass; it was due by ${dated(dueMs)}. The operators have been
      told. ${eachOf(from, ' or ')} can still do it.`,
  'break-glass-reviewed': ({ by, verdict, comment, isLate }) => {
    const what = verdict === 'justified' ? 'justified' : 'not justified';
    return say`${by} reviewed this break-glass${isLate ? ', late' : ''}: ${what}. “${comment}”`;
  },
} satisfies Partial<LineWords>;
