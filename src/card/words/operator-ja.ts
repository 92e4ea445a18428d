/** Japanese: lines in the operators' channel. */

import { bold, code, moment, say } from '../line.ts';
import type { operatorEn } from './operator-en.ts';
import { list, principal } from './phrase-ja.ts';

export const operatorJa: typeof operatorEn = {
  about: (id, what) => say`${bold(id)} ${what}`,
  card: (title, who, user) => say`「${title}」、${who}（${principal(user)}）`,
  overdue: (who, title, sinceMs, nowMs) =>
    say`削除が遅延しています。${who} の「${title}」は${moment(sinceMs, nowMs)}に終了するはずでしたが、
      AWS での削除を確認できていません。`,
  overdueMeans: () =>
    say`AWS が期限を強制できるものは、AWS 上の期限で止まっています。再試行は続き、15分ごとに呼び
      出します。`,
  overdueDo: (id, user) =>
    say`AWS で ${code(user)} を確認してください。アカウントが閉鎖済みの場合は、運用担当2名で
      削除確認を打ち切れます：${code(`/prod-access write-off ${id} <理由>`)}`,
  failed: (who, title) => say`「${title}」を ${who} に付与できませんでした。`,
  writeOffProposed: (by, reason) =>
    say`${by} が削除確認の打ち切りを提案しました。理由：「${reason}」。`,
  writeOffConfirm: (id) =>
    say`もう1名の運用担当が ${code(`/prod-access write-off ${id} <理由>`)} で確認してください。
      確認がなければ再試行が続きます。`,
  writtenOff: (by, reason) =>
    say`${list(by)} が削除確認を打ち切りました。理由：「${reason}」。AWS での削除は未確認です。以後の
      呼び出しはありません。`,
  stuck: (title, level) =>
    say`「${title}」を承認できる人がいません（${level}）。承認者を追加するか、申請者に連絡してください。`,

  unfit: (who, title) =>
    say`${who} が「${title}」を申請しましたが、ランブックに問題があります。承認依頼は送られていません。`,
  nobody: (who, title, level) =>
    say`${who} が「${title}」を申請しましたが、段階 ${level} を承認できる人が足りません。承認者を追加するか、
      グループの人を people.listed に登録してください。`,
  drift: (user, account) => say`${user}（アカウント ${account}）：AWS 側で手動の変更がありました。`,
  driftInCenter: (user) => say`Identity Center の ${user}：手動で変更されました。`,
  driftWhat: {
    missing: (what) => say`有効なアクセスに必要な ${what} が失われています。元に戻していません。`,
    unexpected: (what) => say`${what} が、誰にも付与していないのに存在します。削除していません。`,
    renamed: (what) =>
      say`${what} は続いていますが、グループの名前が変わりました。新しい名前のグループを変更する権限がボットにあれば、
        終了時に削除されます。権限を追加し、カタログを修正してください。`,
    'fence-lost': (what) =>
      say`${what} が削除または変更されていました。規定どおり元に戻しています。`,
    'reach-widened': (what) =>
      say`${what} の権限が承認時より広がっています。Deny の範囲を広げます。`,
    'reach-unfit': (what) =>
      say`${what} に、Deny で終了できない権限、または誰にも付与できない権限が加わりました。期限前に削除しています。`,
    tampered: (what) => say`${what} が書き換えられていました。削除しています。`,
  },
  driftAllows: (action) => say`加わった権限：${action}`,
  slot: {
    allow: () => say`許可ポリシー`,
    member: (group) => say`${code(group)} への所属`,
    tag: (group) => say`${code(group)} のタグ`,
    fence: () => say`期限付きの Deny`,
    schedule: () => say`終了のスケジュール`,
    access: () => say`承認済みのアクセスリクエスト`,
    session: () => say`セッション`,
    run: () => say`ランブックが付与したもの`,
    other: (name) => say`${code(name)}`,
  },
  foreign: (count) =>
    say`このボットの印が付いた、記録にないものが AWS に${count}件あります。何も削除していません。`,
  foreignOne: (user, account, what) => say`${code(user)}（アカウント ${account}）：${what}`,
  more: (count) => say`ほか${count}件`,
  foreignDo: () =>
    say`記録の消失やバックアップからの復元があった場合は、一覧を確認してから、不要なものの削除を
      許可してください。同じアカウントを別のボットも使っている場合は、installation を別の値に
      してください。`,
  requestLeft: (opsItem, who, node) =>
    say`AWS で ${code(who)} が ${node} に対して行ったアクセスリクエスト ${code(opsItem)} は、ここでは
      扱いません。`,
  leftToAws: () => say`そのままにしました。AWS 側の承認者の判断に委ねられます。`,
  rejectedAtAws: () => say`理由を添えて AWS で却下しました。`,
  deniedByAws: () => say`AWS により拒否されました。本人がわかる場合は、本人に連絡済みです。`,
  copy: () =>
    say`この記録は古い写しです。バックアップから復元されたか、最新の記録が失われています。その後に
      付与、延長、終了されたものは含まれていません。`,
  copyMeans: () =>
    say`運用担当が確認するまで、新しいアクセスは付与されません。削除されるのは、誰かが終了させた
      ものだけです。AWS にあるアクセスは、その期限で終了します。`,
  copyDo: () =>
    say`ここに報告される内容を確認してください。確認すると、この記録にないものは削除され、その
      後に延長されたアクセスも終了します。期限まで使わせる場合は、後で確認してください。`,

  buttons: {
    restore: '元に戻す',
    remove: '削除する',
    leave: 'そのままにする',
    adopt: '不要なものを削除する',
  },
};
