/** Japanese: refusals where access comes first, and approval after. */

import type { Line } from '../card.ts';
import { code, dated, moment, say } from '../line.ts';
import { list } from './phrase-ja.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalBreakGlassJa = {
  'no-break-glass': ({ entitlement, rules }) =>
    say`${entitlement} は緊急アクセスの対象外です（${list(rules)}）。通常どおり
      申請するには ${code(`/prod-access ${entitlement}`)} と入力してください。`,
  'nobody-could-review': ({ entitlement }) =>
    say`${entitlement} の緊急アクセスを後で確認できる人がいないため、開始しません。確認できる人は運用
      担当が決めています。`,
  'break-glass-now': () =>
    say`緊急アクセスはすぐに開始します。${code('30分')} のような期間か、終了時刻を入力してください。`,
  'break-glass-live': ({ id }) =>
    say`緊急アクセス ${id} がまだ終了していません。終了するには ${code(`/prod-access done ${id}`)} と
      入力してください。`,
  'break-glass-unreviewed': ({ id, from }) =>
    say`この対象の緊急アクセスをもう一度開始できるのは、${id} が妥当と判断された後です
      （判断できるのは ${list(from)}）。急ぐ場合は、別の人に開始を依頼してください。`,
  'break-glass-unjustified': ({ id, untilMs }) =>
    say`${id} は妥当ではないと判断されたため、この対象の緊急アクセスは${dated(untilMs)}まで開始できま
      せん。通常どおり申請するか、別の人に開始を依頼してください。`,
  'break-glass-stale': () =>
    say`このフォームは古くなりました。新たに開始したものはありません。${code('/prod-access mine')} で
      確認し、まだ必要な場合は、もう一度 ${code('/prod-access break-glass')} と入力してください。`,
  'own-review': ({ id, from, isEverybody }) =>
    say`${id} はご自身が開始したため、事後確認は別の人（${anyOf(from, isEverybody)}）が行います。`,
  'not-a-reviewer': ({ id, from, isEverybody }) =>
    say`${id} の事後確認の担当ではありません。確認できるのは ${anyOf(from, isEverybody)} です。`,
  'already-reviewed': ({ id, by, isJustified, atMs }, nowMs) =>
    say`${id} は${moment(atMs, nowMs)}に ${by} が確認済みです（${isJustified ? '妥当' : '妥当ではない'}）。`,
  'review-not-open': ({ id }) =>
    say`${id} には事後確認の対象がありません。アクセスが開始されずに終わったか、まだ開始されていません。`,
} satisfies Partial<RefusalWords>;

/** `sre-leads・ben のいずれか`; one person alone is nobody to choose from. */
const anyOf = (from: readonly string[], isEverybody = false): Line =>
  isEverybody ? say`${from.join('・')}` : say`${from.join('・')} のいずれか`;
