/** Japanese: direct messages to the one who asked, and what they can do. */

import { code, moment, say } from '../line.ts';
import type { noticeEn } from './notice-en.ts';
import { apart, list, principal } from './phrase-ja.ts';
import { thing } from './thing-ja.ts';

export const noticeJa: typeof noticeEn = {
  approved: (title, by) =>
    say`「${title}」は ${list(by)} に承認されました。付与中です。使えるようになったらお知らせします。`,
  scheduled: (title, by, startMs, nowMs) =>
    say`「${title}」は ${list(by)} に承認されました。${moment(startMs, nowMs)}に開始します。使える
      ようになったらお知らせします。`,
  cancelHint: (id) =>
    say`不要になった場合は、開始前に ${code(`/prod-access cancel ${id}`)} で取り消せます。`,

  active: (title, endMs, nowMs) => say`「${title}」を${moment(endMs, nowMs)}まで使えます。`,
  switchRole: (url) => say`ロールの切り替え：${url}`,
  shell: (command) => say`シェル：${code(command)}`,
  mfa: () =>
    say`MFA が必要です。シェルのコマンドに --serial-number と --token-code を追加してください。`,
  ownGroup: (user, group, account) =>
    say`IAM ユーザー ${user} は ${account} の ${group} グループに入りました。そのまま使えます。`,
  ownActions: (user, actions, account) =>
    say`${principal(user)} は ${account} で ${list(actions)} を使えます。`,

  fromRole: (role) => say`ID プロバイダーからロール ${role} でサインインした状態で：`,
  portal: (url, account, set) =>
    say`アクセスポータル：${url} でアカウント ${account} の ${set} を選んでください。`,
  noPortal: (account, set) =>
    say`アクセスポータルでアカウント ${account} の ${set} を選んでください。`,
  signIn: (command) => say`シェル：${code(command)}（アカウントと許可セットは同じものを選択）`,

  anyNode: (nodes) => say`NODE には次のいずれかのノードの ID を入れてください：${thing(nodes)}`,
  session: (command) => say`シェル：${code(command)}`,
  tunnel: (command, opens) =>
    say`トンネル：${code(command)} を実行し、手元のマシンで ${opens} を開いてください。`,
  keys: (command) =>
    say`1時間有効なキー：${code(command)}（得られた3つの値を環境変数に設定してください）`,
  keysMfa: () =>
    say`MFA が必要です。キーを得るコマンドに --serial-number と --token-code を追加してください。`,
  token: (command) =>
    say`15分間有効なトークン：${code(command)}（得られた3つの値を環境変数に設定してください）`,
  requestDenied: (opsItem, node) =>
    say`${node} へのアクセスリクエスト ${opsItem} は AWS により拒否されました。`,
  console: (url) => say`コンソール：${url}`,

  warning: (title, beforeMs, endMs, nowMs) =>
    say`「${title}」は${moment(endMs, nowMs)}に終了します（あと${apart(beforeMs)}）。`,
  warningTail: (untilMs, nowMs) =>
    say`終了時に開いているロールのセッションは、${moment(untilMs, nowMs)}まで残ることがあります。`,
  warningSessions: () => say`セッションもその時に切断されます。`,
  extended: (title, endMs, nowMs) =>
    say`「${title}」は${moment(endMs, nowMs)}まで延長されました。開いているものはそのまま使えます。`,
  extensionDenied: (by, comment, endMs, nowMs) =>
    say`${by} が延長を却下しました。理由：「${comment}」。予定どおり${moment(endMs, nowMs)}に終了します。`,
  extensionLapsed: (endMs, nowMs) =>
    say`延長は時間内に承認されませんでした。予定どおり${moment(endMs, nowMs)}に終了します。`,

  ended: (title, endMs, nowMs) =>
    say`「${title}」は${moment(endMs, nowMs)}に終了し、アクセスは削除されました。`,
  endedEarly: (title, who, endMs, nowMs) =>
    say`${who} が${moment(endMs, nowMs)}に「${title}」を終了し、アクセスは削除されました。`,
  kept: (title, id, untilMs, nowMs) =>
    untilMs === undefined
      ? say`「${title}」のこの申請分は終了しました。${id} のため、アクセスは続きます。`
      : say`「${title}」のこの申請分は終了しました。${id} のため、アクセスは${moment(untilMs, nowMs)}
          まで続きます。`,
  neverStarted: (title) => say`「${title}」は付与される前に終了しました。`,
  gone: (title) =>
    say`「${title}」は終了しました。AWS のユーザーまたはロールがすでに存在しません。`,
  writtenOff: (title) =>
    say`「${title}」の削除確認は運用担当2名により打ち切られました。AWS での削除は確認できていません。`,
  sessionsEnded: (count) => say`開いていたセッション${count}件も切断されました。`,
  anotherGrant: '別の申請',
  endedTail: (untilMs, nowMs) =>
    say`終了前に開いたロールのセッションは、${moment(untilMs, nowMs)}まで残ることがあります。`,
  askAgain: () => say`まだ必要な場合は、${code('/prod-access')} で改めて申請してください。`,

  denied: (title, by, comment) =>
    say`「${title}」は ${by} に却下されました。理由：「${comment}」。`,
  deniedHint: (by) =>
    say`再申請の前に ${by} にご相談ください。しばらくの間、同じ申請はできません。`,
  lapsed: (title) => say`「${title}」は時間内に承認されず、申請は失効しました。`,
  windowOver: (title) =>
    say`「${title}」は承認されないまま、希望の時間帯の残りがわずかになったため、申請は失効しました。`,
  lapsedHint: () => say`まだ必要な場合は再申請し、承認者に声をかけてください。`,
  failed: (title) => say`「${title}」を付与できませんでした。アクセスはありません。`,
  failedWhy: (why) => say`${why}`,
  held: (title, startMs, nowMs) =>
    say`${moment(startMs, nowMs)}開始予定の「${title}」は、このままでは開始できません。`,
  heldHint: () =>
    say`開始時刻にもう一度確認します。何が変わったかは「理由」で確認できます。承認者か運用担当に
      ご相談ください。`,
  stuck: (title) => say`「${title}」を承認できる人がいなくなりました。`,
  reopened: (title) =>
    say`「${title}」は承認されましたが、その後に変更がありました。アクセスはまだありません。`,
  reopenedHint: () =>
    say`同じカードで改めて判断されます。このまま待つことも、申請を取り下げることもできます。`,
  stuckHint: () =>
    say`運用担当に連絡済みです。このまま待つことも、申請を取り下げることもできます。`,

  buttons: {
    done: '使い終わった',
    extend: '延長…',
    cancel: '取り下げる',
    why: '理由',
  },
};
