/** Japanese: what stands on a card: headline, labels, facts, notes and buttons. */

import type { Inline, Line } from '../card.ts';
import { moment, say } from '../line.ts';
import type { cardEn } from './card-en.ts';
import { demandJa } from './demand-ja.ts';
import { list, principal, span } from './phrase-ja.ts';
import { thing } from './thing-ja.ts';

export const cardJa: typeof cardEn = {
  between: ' · ',
  comma: '、',
  headline: (title, time) => `${title} — ${time}`,
  span,
  until: (clock) => `${clock}まで`,
  window: (from, to) => `${from}〜${to}`,
  summary: (who, headline) => `${who} の申請：${headline}`,

  requestedBy: '申請者',
  heldBy: '利用者',
  access: '対象',
  nodes: 'ノード',
  time: '期間',
  approves: '承認者',
  approvedBy: '承認済み',
  automatic: (by) => say`${by}（自動承認）`,
  lapses: '承認期限',
  ticket: 'チケット',
  why: '理由（入力のまま）',
  note: '備考',

  withUser: (who, user) => say`${who}（${principal(user)}）`,
  withCenterUser: (who, user) => say`${who}（Identity Center ユーザー ${user}）`,
  accessRequest: (opsItem, nodes, account) =>
    say`AWS のアクセスリクエスト ${opsItem}：${account} の ${thing(nodes)} でのシェル`,
  node: (name, id) => say`${name}（${id}）`,
  titleIn: (title, account) => `${title}（${account}）`,
  role: (name, account) => say`${account} の ${name} ロール`,
  group: (name, account) => say`${account} の ${name} グループ`,
  centerGroup: (name) => say`Identity Center の ${name} グループ`,
  permissionSet: (name, account) => say`${account} の許可セット ${name}`,
  shellOn: (nodes, account) => say`${account} の ${thing(nodes)} でのシェル`,
  tunnelThrough: (document, nodes, account) =>
    say`${account} の ${thing(nodes)} を経由するトンネル ${document}`,
  actions: (names, account) => say`${account} での ${names.join('、')}`,
  leadingTo: (access, roles) => say`${access}（${comma(roles)}につながる）`,

  fromActivation: (ms, atMostMs, nowMs) =>
    say`有効になってから${span(ms)}、遅くとも${moment(atMostMs, nowMs)}まで`,
  untilAt: (ms, nowMs) => say`${moment(ms, nowMs)}まで`,
  windowAt: (fromMs, toMs, nowMs) => say`${moment(fromMs, nowMs)}〜${moment(toMs, fromMs)}`,
  spanUntil: (ms, endMs, nowMs) => say`${span(ms)}、${moment(endMs, nowMs)}まで`,
  usedFrom: (fromMs, toMs, nowMs) =>
    say`${moment(fromMs, nowMs)}〜${moment(toMs, nowMs)}、${span(toMs - fromMs)}`,

  ...demandJa,
  lapsesAt: (ms, nowMs) => say`${moment(ms, nowMs)}`,

  nth: (count) => say`今週${count}件目の申請`,
  deniedLately: (count) => say`過去24時間に却下${count}回`,
  tail: (ms) => say`ロールのセッションは、終了後も最長${span(ms)}残る可能性あり。`,
  tailUntil: (ms, nowMs) =>
    say`終了前に開始したロールのセッションは、${moment(ms, nowMs)}まで残る可能性あり。`,
  besides: (documents) =>
    documents.includes('*')
      ? say`利用者が別に持つ権限により、どのセッションドキュメントでもノードに接続可能。`
      : say`利用者が別に持つ権限により、${list(documents)} でもノードに接続可能。`,
  shorter: (who, ms) => say`${who} は${span(ms)}のみ承認。`,
  extension: (who, byMs, endMs, nowMs, why) =>
    say`${who} が${moment(endMs, nowMs)}までの延長（${span(byMs)}）を申請${why ? `：「${why}」。` : '。'}`,
  extensionWaits: (have, need) => say`承認待ち（${have}/${need}名）。`,
  extensionOrdered: () => say`延長は承認済み。AWS で確認でき次第、有効。`,
  writeOff: (who, reason) =>
    say`${who} が削除確認の打ち切りを提案：「${reason}」。運用担当もう1名の確認が必要。`,

  buttons: {
    approve: '承認する',
    approveExtension: '延長を承認する',
    approveShorter: '短くして承認…',
    deny: '却下…',
    denyExtension: '延長を却下…',
    why: '依頼が届いた理由',
    endNow: '今すぐ終了',
    cancelStart: '開始を取り消す',
  },
};

const comma = (lines: readonly (Line | Inline)[], between = '、'): Line =>
  lines.reduce<Line>(
    (all, line, at) => (at === 0 ? say`${line}` : say`${all}${between}${line}`),
    [],
  );
