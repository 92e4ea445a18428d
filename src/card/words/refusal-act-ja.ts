/** Japanese: refusals of a verdict, and of an act on what is already given. */

import { code, moment, say } from '../line.ts';
import { list, namesOf, span, whoCan } from './phrase-ja.ts';
import type { refusalActEn } from './refusal-act-en.ts';
import { reasonJa } from './reason-ja.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalActJa: Pick<RefusalWords, keyof typeof refusalActEn> = {
  'own-request': ({ missing, approvers }) =>
    say`ご自身の申請は承認できません。${whoCan(missing, approvers)}`,
  'own-denial': ({ id }) =>
    say`ご自身の申請です。却下ではなく、${code(`/prod-access cancel ${id}`)} で取り下げてください。`,
  'not-an-approver': ({ missing, approvers, isAsked }) =>
    isAsked
      ? say`ご自身の段階の承認はすでに揃っているため、この操作は反映されていません。却下はできます。${whoCan(
          missing,
          approvers,
        )}`
      : say`この申請の承認者ではありません。${whoCan(missing, approvers)}`,
  'level-not-reached': ({ level }) =>
    say`まだ承認の順番ではないため、この操作は反映されていません。先に ${level} の承認が必要です。その後に
      もう一度承認してください。`,
  'already-approved-by-you': ({ id }) =>
    say`${id} はご自身がすでに承認しています。1人の承認は1回だけ数えられるため、ほかの方の承認が
      必要です。`,
  'already-decided': ({ outcome, by, atMs }, nowMs) => {
    const what = OUTCOMES[outcome] ?? outcome;
    return by.length > 0
      ? say`この申請は${moment(atMs, nowMs)}に ${list(namesOf(by))} により${what}済みです。`
      : say`この申請は${moment(atMs, nowMs)}に${what}済みです。`;
  },
  'request-lapsed': ({ atMs }, nowMs) =>
    say`この申請は${moment(atMs, nowMs)}に失効したため、もう判断できません。申請者は再申請できます。`,
  'window-almost-over': ({ endMs }, nowMs) =>
    say`希望の時間帯（${moment(endMs, nowMs)}まで）がほとんど残っていません。申請者は再申請できます。`,
  'card-updated': () =>
    say`表示後にカードが更新されたため、この操作は反映されていません。もう一度内容を確認してから
      判断してください。`,
  'card-elsewhere': ({ id }) =>
    say`これはカードの写しのため、この操作は反映されていません。元のチャネルの ${id} のカードを
      ご利用ください。`,
  'rule-changed': ({ needed }) =>
    say`カードの表示中にルールが変わり、${needed}名の承認が必要になりました。カードは更新済みです。`,
  'not-given-now': ({ id, why }) =>
    say`${reasonJa(why)}、${id} は現時点では付与できません。この操作は反映されていません。申請者は申請を
      取り下げることができます。詳しくは運用担当にご確認ください。`,
  'reason-missing': () => say`理由を短くお書きください。スレッドに表示され、記録に残ります。`,
  'shorter-is-longer': ({ askedMs }) =>
    say`短くなっていません。このまま承認すると${span(askedMs)}です。それより短くしてください。`,
  'not-active': ({ id, state }) =>
    say`${id} は有効ではありません（${stateJa(state)}）。終了・延長の対象がありません。`,
  'already-ended': ({ id }) =>
    say`${id} はすでに終了しています。まだ必要な場合は、もう一度申請してください。`,
  'extension-open': ({ id }) =>
    say`${id} の延長はすでに承認待ちです。新しい延長は申請されていません。`,
  'extension-too-long': ({ id, leftMs }) =>
    leftMs > 0
      ? say`${id} を延長できるのは最長${span(leftMs)}です。短くするか、後で改めて申請してください。`
      : say`${id} はルールの最長時間に達しています。終了後に改めて申請してください。`,
  'nothing-to-extend': () =>
    say`対象になるものがありません。ご自身のものは ${code('/prod-access mine')} で確認できます。`,
  'several-open': ({ ids }) =>
    say`対象が複数あります（${list(ids)}）。コマンドに ID を付けてください。`,
  'second-operator-needed': ({ id, first }) =>
    say`${id} の削除確認の打ち切りには運用担当2名が必要です。1人目は ${first} です。別の人が確認して
      ください。`,
  'not-overdue': ({ id }) =>
    say`${id} の削除は遅延していないため、削除確認を打ち切れません。打ち切れるのは、期限内に削除を
      確認できなかったアクセスだけです。`,
  'id-missing': ({ verb }) =>
    verb === 'revoke'
      ? say`ID を付けてください（例：${code('/prod-access revoke PA-7K3M2')}）。
          利用者は ${code('/prod-access who prod-db')} で確認できます。`
      : say`ID と理由を付けてください（例：${code('/prod-access write-off PA-7K3M2 アカウント閉鎖済み')}）。`,
};

const OUTCOMES: Readonly<Record<string, string>> = {
  approved: '承認',
  denied: '却下',
  cancelled: '取り下げ',
  lapsed: '失効',
};

const STATES: Readonly<Record<string, string>> = {
  pending: '承認待ち',
  denied: '却下',
  cancelled: '取り下げ',
  lapsed: '失効',
  scheduled: '開始前',
  provisioning: '付与中',
  revoking: '終了処理中',
  revoked: '終了',
  failed: '付与できず',
  approved: '承認済み・付与前',
};

const stateJa = (state: string): string => STATES[state] ?? state;
