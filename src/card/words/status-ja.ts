/** Japanese: where a case stands, in the same place of its card from first to last. */

import { MINUTE } from '../../kernel/time.ts';
import { moment, say } from '../line.ts';
import { apart, list } from './phrase-ja.ts';
import type { statusEn } from './status-en.ts';

export const statusJa: typeof statusEn = {
  waiting: (have, need, by) =>
    say`承認待ち ${have}/${need}名${by.length > 0 ? say`（${list(by)} は承認済み）` : ''}`,
  giving: (by) => say`${list(by)} が承認 · 付与中…`,
  scheduled: (by, startMs, nowMs) => say`${list(by)} が承認 · ${moment(startMs, nowMs)}開始`,
  active: (endMs, nowMs) => say`有効、${moment(endMs, nowMs)}まで`,
  ending: (endMs, nowMs) => say`${moment(endMs, nowMs)}終了 · 削除中…`,
  overdue: (endMs, nowMs) => say`${moment(endMs, nowMs)}終了 · 削除が遅延、運用担当に連絡済み`,
  ended: (endMs, nowMs, what) => say`${moment(endMs, nowMs)}終了 · ${what}`,
  removed: () => say`アクセス削除済み`,
  kept: (id, untilMs, nowMs) =>
    untilMs === undefined
      ? say`${id} のためアクセス継続`
      : say`${id} のためアクセス継続、${moment(untilMs, nowMs)}まで`,
  neverGiven: () => say`付与なし`,
  gone: () => say`AWS のユーザーまたはロールが存在せず`,
  writtenOff: () => say`削除確認を打ち切り、削除は未確認`,
  anotherGrant: '別の申請',
  denied: (by, comment) => say`${by} が却下：${comment}`,
  cancelled: () => say`取り下げ`,
  lapsed: (minutes) => say`失効：${apart(minutes * MINUTE)}以内に必要な承認が揃わず`,
  unanswered: (minutes) => say`失効：${apart(minutes * MINUTE)}以内に応答なし`,
  windowOver: () => say`失効：希望の時間帯の残りがわずか`,
  failed: (why) => say`付与できず：${why}`,
};
