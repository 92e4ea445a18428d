/** Japanese: help, and the lists people ask for. */

import { bold, code, exactly, moment, say } from '../line.ts';
import type { listingEn } from './listing-en.ts';
import { principal } from './phrase-ja.ts';

export const listingJa: typeof listingEn = {
  help: () => [
    say`${code('/prod-access')}：申請フォームを開く`,
    say`${code('/prod-access prod-db 2時間 レプリカの復旧')}：1行で申請`,
    say`${code('also=ben,chie')} を1行の申請に付ける：その全員の承認も必要にする`,
    say`${code('/prod-access break-glass prod-db 30分 サイト停止の復旧')}：緊急時に承認を待たずに開始
      （許可された対象のみ、事後確認あり）`,
    say`${code('/prod-access mine')}：自分の申請と有効なアクセス`,
    say`${code('/prod-access pending')}：自分の承認を待っている申請`,
    say`${code('/prod-access who prod-db')}：現在の利用者`,
    say`${code('/prod-access why prod-db')}：適用されるルールと承認できる人
      （申請は ${code('why PA-7K3M2')}）`,
    say`${code('/prod-access done')}、${code('extend 30m')}、${code('cancel')}：利用の終了、延長の
      申請、取り下げ。複数ある場合は ID（PA-…）を付ける`,
    say`${code('/prod-access revoke PA-7K3M2')}：他の人のアクセスを終了（承認者・運用担当）`,
    say`${code('/prod-access write-off PA-7K3M2 アカウント閉鎖済み')}、${code('adopt')}（運用担当）：
      削除を確認できない場合の削除確認の打ち切り（2名で確認）、復元後の記録の確認と不要なアクセスの
      削除`,
    say`期間の例：2時間 · 90分 · 18時まで · 18:00〜19:00 · 明日9時から1時間`,
  ],
  helpSummary: '/prod-access の使い方',

  mine: 'ご自身の申請と有効なアクセス：',
  mineNone: () =>
    say`有効なアクセスも承認待ちの申請もありません。${code('/prod-access')} で申請できます。`,
  pending: 'ご自身の承認を待っている申請：',
  pendingNone: () => say`ご自身の承認を待っている申請はありません。`,
  who: (title, atMs) => say`${bold(title)}（${exactly(atMs)}現在）：`,
  whoNone: (title, atMs) => say`${exactly(atMs)}現在、「${title}」の利用者はいません。`,
  row: (id, title, status) => say`${bold(id)} ${title} · ${status}`,
  rowOf: (id, who, what, status) => say`${bold(id)} ${who}：${what} · ${status}`,
  rowWhy: (text) => say`「${text}」`,
  holder: (who, user, id, status) => say`${who}（${principal(user)}） · ${status} · ${id}`,
  beingRemoved: (sinceMs, nowMs) => say`${moment(sinceMs, nowMs)}から削除中`,
  beingGiven: () => say`付与中`,
  more: (count) => say`ほか${count}件`,
};
