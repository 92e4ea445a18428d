/** Japanese: refusals by statements in Cedar and by closed calendars. */

import { moment, say } from '../line.ts';
import { contact, list } from './phrase-ja.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalPolicyJa = {
  'forbidden-by-policy': ({ entitlement, by, operators }) =>
    say`${entitlement} は ${list(by)} により禁止されており、誰も承認できません。誤りと思われる
      場合は ${contact(operators)} に確認してください。`,
  frozen: ({ entitlement, calendar, why, untilMs, operators }, nowMs) => {
    if (why === 'silent')
      return say`カレンダー ${calendar} を読み取れず、変更凍結中かどうか確認できないため、
        ${entitlement} は利用できません。${contact(operators)} にお問い合わせください。`;
    const until = untilMs === undefined ? say`` : say`${moment(untilMs, nowMs)}まで`;
    return say`カレンダー ${calendar} により${until}変更凍結中のため、${entitlement} は利用できません。
      凍結が解除された後の時間帯で申請するか、${contact(operators)} に相談してください。`;
  },
  'rules-unconfirmed': ({ operators }) =>
    say`ルールが変更されましたが、2人目の運用担当がまだ確認していないため、アクセスは付与されません。
      承認待ちの申請はそのまま残ります。${contact(operators)} にお問い合わせください。`,
  'rules-superseded': () =>
    say`このルールは確認待ちではありません。すでに有効になったか、その後に別の変更がありました。この
      チャネルの最新のメッセージをご覧ください。`,
  'rules-unused': () => say`このルールで動いているボットがないため、有効にしませんでした。`,
} satisfies Partial<RefusalWords>;
