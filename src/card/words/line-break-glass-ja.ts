/** Japanese: lines of the thread about access that came first, and its review. */

import { dated, eachOf, say } from '../line.ts';
import { oneOf } from './break-glass-ja.ts';
import type { LineWords } from './line-words.ts';
import { list, span } from './phrase-ja.ts';
import { reviewersIn } from '../../request/after-review.ts';

export const lineBreakGlassJa = {
  'break-glass-used': ({ by, durationMs, dueMs, from, frozen }) => {
    const cold = frozen.length > 0 ? `${list(frozen)} による変更凍結中の開始。` : '';
    return say`緊急アクセス：${by} が承認前に${span(durationMs)}の予定で開始。
      ${oneOf(reviewersIn(from))} が${dated(dueMs)}までに事後確認。${cold}`;
  },
  'break-glass-unheard': () =>
    say`緊急連絡用のチャネルに投稿できなかったため、運用担当に通知済み。`,
  'break-glass-review-reminded': ({ from, dueMs }) =>
    say`${eachOf(from, '、')}：この緊急アクセスが妥当だったかどうか、カードのボタンで確認を。期限は
      ${dated(dueMs)}。`,
  'break-glass-review-overdue': ({ from, dueMs }) =>
    say`緊急アクセスの事後確認が期限（${dated(dueMs)}）を過ぎても未実施。運用担当に連絡済み。
      ${eachOf(from, '・')} は引き続き確認可能。`,
  'break-glass-reviewed': ({ by, verdict, comment, isLate }) => {
    const what = verdict === 'justified' ? '妥当' : '妥当ではない';
    return say`${by} が緊急アクセスを事後確認${isLate ? '（期限後）' : ''}：${what}。「${comment}」`;
  },
} satisfies Partial<LineWords>;
