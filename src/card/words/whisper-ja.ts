/** Japanese: what the one who acted is told when it worked. */

import { code, moment, say } from '../line.ts';
import { span } from './phrase-ja.ts';
import type { whisperEn } from './whisper-en.ts';

export const whisperJa: typeof whisperEn = {
  requested: (id, channel) =>
    say`${id} を申請しました。承認依頼は ${channel} に表示されます。結果はダイレクトメッセージで
      お知らせします。取り下げるには ${code(`/prod-access cancel ${id}`)} と入力してください。`,
  channelOfTeams: 'Teams の承認用チャネル',
  withdrawn: (id) => say`${id} を取り下げました。今後は承認されません。`,
  ending: (id) =>
    say`${id} の終了処理を始めました。AWS での削除が確認され次第、スレッドに表示されます。`,
  neverStarts: (id) => say`${id} を取り消しました。開始されません。`,
  extensionAsked: (id, byMs, endMs, nowMs) =>
    say`${id} に${span(byMs)}の延長を申請しました。同じ承認者が判断します。承認されるまで、終了は
      ${moment(endMs, nowMs)}のままです。`,
  writeOffProposed: (id) =>
    say`${id} の削除確認の打ち切りを受け付けました。運用担当もう1名の確認が必要です。それまで再試行が
      続きます。`,
  writtenOff: (id) =>
    say`${id} の削除確認を打ち切りました。AWS での削除は未確認で、アクセスが残っている可能性が
      あります。`,
  adopted: () =>
    say`今後、このボットの印が付いた不要なものは削除されます。ボットが把握していない対象の期限付き Deny と終了予約は、個別に削除するまで残ります。ご自身の判断として記録されました。`,
  driftSettled: {
    restore: (what) => say`${code(what)} を元に戻しています。`,
    remove: (what) => say`${code(what)} を削除しています。`,
    leave: (what) => say`${code(what)} はそのままにします。ご自身の判断として記録されました。`,
  },
  nothingNew: (id) => say`${id} に変更はありません。`,
};
