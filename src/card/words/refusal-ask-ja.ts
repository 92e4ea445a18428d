/** Japanese: refusals of an ask. */

import { code, dated, moment, say } from '../line.ts';
import { apart, contact, list, span } from './phrase-ja.ts';
import type { refusalAskEn } from './refusal-ask-en.ts';
import type { RefusalWords } from './refusal-words.ts';
import { stopJa } from './stop-ja.ts';
import { timeTroubleJa } from './time-trouble-ja.ts';

export const refusalAskJa: Pick<RefusalWords, keyof typeof refusalAskEn> = {
  'entitlement-unknown': ({ typed, known }) =>
    known.length > 0
      ? say`「${typed}」という対象はありません。指定できるのは ${list(known.slice(0, 12))} です。
          ${code('/prod-access')} だけを入力すると一覧から選べます。`
      : say`「${typed}」という対象はありません。${code('/prod-access')} だけを入力すると一覧から
          選べます。`,
  'did-you-mean': ({ line }) => say`${code(`/prod-access ${line}`)} のことですか。`,
  'which-entitlement': ({ example }) =>
    say`対象を指定してください（例：${code(`/prod-access who ${example}`)}）。`,
  'not-eligible': ({ entitlement, who }) =>
    who.length > 0
      ? say`${entitlement} を申請できるのは ${list(who)} です。該当する方に依頼するか、追加して
          もらってください。`
      : say`${entitlement} の閲覧・申請はできません。申請できる人は運用担当が決めています。`,
  'nothing-eligible': ({ operators }) =>
    say`申請できるものがまだありません。${contact(operators)} に、申請できるグループへの追加を
      依頼してください。`,
  'no-rule': ({ entitlement, operators }) =>
    say`${entitlement} を誰が承認するかのルールがないため、申請できません。ルールが不足している
      ことを ${contact(operators)} に伝えてください。`,
  'nobody-could-approve': ({ entitlement, level }) =>
    say`${entitlement} を承認できる人が足りません（段階 ${level}、ご自身を除く）。承認者の追加を
      運用担当に依頼してください。`,
  'too-long': ({ askedMs, maxMs, rule, entitlement, more }) => {
    if (more === 'usual-way')
      return say`緊急アクセスは最長${span(maxMs)}です。${span(maxMs)}で申請するか、それ以上必要な場合は
        通常どおり ${code(`/prod-access ${entitlement}`)} で申請してください。`;
    const most = say`${span(askedMs)}は長すぎます。${rule} では最長${span(maxMs)}です。`;
    return more === 'extend'
      ? say`${most}短い期間で申請し、必要であれば後から延長してください。`
      : say`${most}${apart(maxMs)}以内で申請してください。`;
  },
  'too-far-ahead': ({ maxMs }) =>
    say`開始が先すぎます。申請できるのは開始の${apart(maxMs)}前からです。日が近づいてから申請してください。`,
  'window-nearly-over': ({ endMs }, nowMs) =>
    say`この時間帯は${moment(endMs, nowMs)}に終わるため、承認を受けて使う時間が残っていません。もっと遅い時間帯か、
      「30分」のような長さで申請してください。`,
  'justification-short': ({ min }) =>
    say`理由をもう少し詳しくお書きください（${min}文字以上）。承認者にはこのまま表示されます。`,
  'justification-long': ({ max }) =>
    say`理由が長すぎます（${max}文字まで）。残りはチケットにお書きください。`,
  'account-unfit': ({ typed, accounts, isLate }) => {
    if (accounts.length === 0) return say`${typed} では提供されなくなりました。`;
    if (isLate) {
      return say`申請後にアカウントの選択が必要になりました（${list(accounts)}）。この申請では指定されていないため、
        再申請が必要です。`;
    }
    const [first = ''] = accounts;
    return typed === ''
      ? say`アカウントを選択してください（${list(accounts)}）。1行で申請する場合は account=${first} の
          形で指定します。`
      : say`「${typed}」は対象のアカウントではありません。指定できるのは ${list(accounts)} です。`;
  },
  'nodes-count': ({ picked, max }) =>
    picked === 0
      ? say`ノードを1台以上、${max}台まで選択してください。1行で申請する場合は
          nodes=i-0123456789abcdef0 の形で指定します。`
      : say`${picked}台選択されていますが、AWS の上限により1件で開けるのは${max}台までです。台数を
          減らしてください。`,
  'node-malformed': ({ typed }) =>
    say`「${typed}」はノードの ID ではありません。i-0123456789abcdef0 の形で、複数の場合はカンマで
      区切ってください。`,
  'answer-missing': ({ question }) => say`「${question}」への回答が必要です。`,
  'answer-unfit': ({ question, typed, wanted }) =>
    say`「${typed}」は「${question}」に使えません。使えるのは ${wanted} です。`,
  'ticket-malformed': ({ typed, example }) =>
    typed === ''
      ? say`チケット番号が必要です（例：${example}）。`
      : say`「${typed}」はチケット番号として認識できません（例：${example}）。`,
  'time-not-understood': (facts) => timeTroubleJa(facts),
  'too-many-open': ({ max, open }) =>
    say`承認待ちの申請が上限の${max}件あります（${list(open)}）。結果を待つか、
      ${code(`/prod-access cancel ${open[0] ?? ''}`)} で取り下げてください。`,
  'same-request-open': ({ id, isWithdrawn = false }) =>
    isWithdrawn
      ? say`同じ内容の申請 ${id} は先ほど取り下げられました。新しい申請は作成されていません。
          必要な場合は1分ほどしてから申請してください。`
      : say`同じ内容の申請 ${id} がすでにあります。新しい申請は作成されていません。`,
  'denied-recently': ({ id, untilMs }) =>
    say`同じ申請が先ほど却下されています（${id}）。${dated(untilMs)}までは再申請できません。
      却下した方に、どうすればよいかご相談ください。`,
  'granting-stopped': (stop) =>
    say`現在、新しいアクセスは付与されません${stopJa(stop)}。有効なアクセスは予定どおり終了します。
      運用担当にお問い合わせください。`,
  'configuration-behind': () =>
    say`ボットの一部がまだ古い設定のため、付与されませんでした。1分ほど待ってからもう一度お試し
      ください。`,
  'policy-failed': ({ what }) =>
    say`ルールを評価できませんでした（${what}）。評価できない間は許可されません。設定の修正を
      運用担当に依頼してください。`,
};
