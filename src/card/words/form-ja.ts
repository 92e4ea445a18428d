/** Japanese: forms, their labels, and the hints under their fields. */

import { code, say } from '../line.ts';
import type { formEn } from './form-en.ts';
import { apart, contact, span } from './phrase-ja.ts';

export const formJa: typeof formEn = {
  request: '本番アクセス申請',
  what: '対象',
  choose: '選択または検索',
  howLong: '期間',
  howLongExample: '2時間',
  howLongHint: '2時間 · 90分 · 18時まで · 明日9時から1時間',
  why: '理由',
  whyExample: 'レプリカ停止の復旧 INC-1234',
  whyHint: '承認者には入力したとおりに表示されます。',
  account: 'アカウント',
  accounts: (count: number, names: readonly string[]) =>
    `対象は${count}アカウントのうち1つ：${names.join('、')}`,
  nodes: 'ノード',
  nodesExample: '名前・ID・アドレスで検索',
  nodesHint: (count, tag, most, minutes) => {
    const listed = `（${minutes < 1 ? '現在' : `${minutes}分前`}の一覧）`;
    if (count === 0) return `${tag} のノードはありません${listed}`;
    return `${tag} のノード${count}台のうち、${Math.min(most, count)}台まで選択できます${listed}`;
  },
  nodesUnread: (tag) =>
    `${tag} のノード一覧はまだ取得されていません。ノードの ID を入力してください。`,
  nodeOnline: 'オンライン',
  nodeOffline: '応答なし',
  nodeUnlisted: '一覧にありません。申請時に確認します',
  ticket: (pattern) => `チケット (${pattern})`,
  submit: '申請する',
  cancel: 'キャンセル',
  close: '閉じる',
  cap: (ms) => `最長${span(ms)}`,
  approvals: (demands) => {
    const each = demands.map(({ count, from, escalate, isEverybody }) => {
      const asked = `${from.join('・')} ${isEverybody ? '' : `のうち${count}名`}`;
      if (!escalate) return asked;
      return `${asked.trimEnd()}（${apart(escalate.afterMs)}後からは ${escalate.to.join('・')} も可）`;
    });
    return `${each.join('と ')}が承認`;
  },
  added: (names) => `${names.join('・')} が承認（追加した承認者）`,
  also: '追加の承認者',
  alsoExample: '人を選択',
  alsoHint: (most) => `選んだ方全員の承認が、ほかの承認の後に必要になります（${most}名まで）。`,
  between: '・',
  inSequence: '、続いて ',
  nothing: (operators) =>
    say`申請できるものがまだありません。${contact(operators)} に、申請できるグループへの追加を
      依頼してください。追加後に ${code('/prod-access')} をもう一度入力してください。`,
  notSent: '送信されていません。',

  deny: (id) => `${id} を却下`,
  denyWhy: '却下の理由',
  denyExample: 'リードレプリカを使ってください',
  denyHint: '申請者に表示されます。この申請はここで終わります。',
  denySubmit: '却下する',
  shorter: (id) => `${id} を承認`,
  shorterTime: '承認する期間',
  shorterHint: (ms) => `${span(ms)}より短く。空欄の場合は${span(ms)}。`,
  shorterComment: 'コメント',
  shorterCommentHint: 'スレッドに表示されます。',
  shorterSubmit: '承認する',
  extend: (id) => `${id} を延長`,
  extendTime: '延長する時間',
  extendExample: '30分',
  extendHint: '同じ承認者が改めて判断します。承認されるまで終了時刻は変わりません。',
  extendWhy: '理由',
  extendSubmit: '延長を申請する',
  about: (who, title, why) => say`${who} · ${title} · 「${why}」`,
  end: (id) => `${id} を今すぐ終了`,
  endNote: (who, title) =>
    say`${who} の「${title}」をすぐに終了します。元に戻せません。まだ必要な場合は新しい申請になり
      ます。`,
  cancelStartNote: (who, title) =>
    say`${who} の「${title}」の開始を取り消します。元に戻せません。必要な場合は新しい申請になり
      ます。`,
  endSubmit: '終了する',
  cancelStart: (id) => `${id} の開始を取り消す`,
  cancelStartSubmit: '開始を取り消す',
  goBack: '戻る',
};
