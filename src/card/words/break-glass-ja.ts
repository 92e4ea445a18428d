/** Japanese: access that comes first, and the review that comes after. */

import { everybodyIn } from '../../policy/eligibility.ts';
import type { Who } from '../../policy/rule.ts';
import type { Line } from '../card.ts';
import { bold, code, dated, eachOf, say } from '../line.ts';
import type { breakGlassEn } from './break-glass-en.ts';
import { apart, list, span } from './phrase-ja.ts';

export const breakGlassJa: typeof breakGlassEn = {
  title: '緊急アクセス',
  intro: () =>
    say`緊急時専用です。確定すると、承認を待たずにすぐ利用できます。利用は関係者全員に通知され、妥当
      だったかどうかを後で別の人が確認します。`,
  nothing: () =>
    say`緊急アクセスを利用できる対象がありません。通常どおり申請するには ${code('/prod-access')} と入力
      してください。`,
  next: '次へ',
  reviewedBy: ({ from, isEverybody, withinMs }) => {
    const who = `${from.join('・')}${isEverybody ? '' : ' のいずれか1名'}`;
    return `${apart(withinMs)}以内に ${who}${isEverybody ? ' ' : ''}が事後確認`;
  },

  confirmTitle: '緊急アクセスの確定',
  confirm: '今すぐ開始する',
  opens: (title, access) => say`${bold('今すぐ開始')}  ${title}：${access}`,
  lasts: (ms) => say`${bold('期間')}  有効になってから最長${span(ms)}`,
  lastsUntil: (endMs) => say`${bold('期間')}  ${dated(endMs)}まで`,
  hears: (places) => say`${bold('通知先')}  ${places} の全員`,
  channelOfTeams: 'Teams の緊急連絡用チャネル',
  review: (from, dueMs) =>
    say`${bold('事後確認')}  ${oneOf(from)} が、${dated(dueMs)}までに妥当かどうかを判断`,
  asTyped: (why) => say`${bold('理由（入力のまま）')}  ${why}`,
  frozen: (calendars) =>
    say`${list(calendars)} により変更凍結中です。開始はできますが、その旨も通知されます。`,
  openedFrozen: (calendars) => say`${list(calendars)} による変更凍結中に開始。`,
  changed: () => say`${bold('まだ開始していません。')}ルールが変更されました。現在の内容は次のとおり
      です。`,
  opened: (id, dueMs) =>
    say`${id} のアクセスを開始しています。使い方はダイレクトメッセージでお知らせします。事後確認の期限は
      ${dated(dueMs)}です。`,

  headline: (headline) => `緊急アクセス · ${headline}`,
  summary: (who, headline) => `${who} が開始：${headline}`,
  approvedByNobody: () => say`なし（承認前に開始）`,
  reviewLabel: '事後確認',
  reviewDue: (from, dueMs) => say`${oneOf(from)}、${dated(dueMs)}まで`,
  reviewNone: () => say`不要（付与なし）`,
  reviewed: (who, isJustified, comment) =>
    say`${who}：${isJustified ? '妥当' : '妥当ではない'}「${comment}」`,
  giving: () => say`承認前に付与中…`,
  statusDue: () => say`事後確認待ち`,
  statusOverdue: () => say`事後確認の期限超過`,
  statusDone: (isJustified) => say`${isJustified ? '妥当と判断' : '妥当ではないと判断'}`,

  broadcast: (who, title, ms) =>
    say`${bold('緊急アクセス')}：${who} が「${title}」へのアクセスを承認前に開始しました
      （${span(ms)}の予定）。`,
  broadcastWhy: (why) => say`理由：「${why}」`,
  broadcastReview: (id, from, dueMs) =>
    say`${bold(id)} · ${oneOf(from)} が、${dated(dueMs)}までに妥当かどうかを判断します。`,
  broadcastUnheard: (channel) =>
    say`本来の通知先 ${channel} に投稿できなかったため、こちらでお知らせします。`,

  buttons: { justified: '妥当…', unjustified: '妥当ではない…' },
  formJustified: (id) => `${id} は妥当`,
  formUnjustified: (id) => `${id} は妥当ではない`,
  formComment: '判断の理由',
  formHint: 'スレッドに表示され、監査用に記録されます。後から変更できません。',
  formEnds: () => say`アクセスがまだ有効な場合は、すぐに終了します。`,
  formSubmit: '記録する',
  recorded: (id) => say`${id} の事後確認を記録しました。`,
};

/** `sre-leads・ben のうち1名`; one person alone is nobody to choose from. */
export function oneOf(from: readonly Who[]): Line {
  const all = eachOf(from, '・');
  return everybodyIn(1, from).isEverybody ? all : say`${all} のうち1名`;
}
