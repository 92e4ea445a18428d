/** What `explain` says of its question, in both languages: as understood, or why it was not. */

import type { Locale } from '../kernel/person.ts';

interface Asked {
  readonly person: string;
  readonly entitlement: string;
  readonly breakGlass: boolean;
  /** For how long. */
  readonly span: string;
  /** From when, were it not held. */
  readonly at: string;
  /** A calendar that lets it begin only when it opens, and when that is, where it is known. */
  readonly held?: { readonly calendar: string; readonly until?: string };
}

interface ExplainCommandWords {
  /** Where the question itself is missing. */
  readonly usage: string;
  heading(asked: Asked): string;
  personUnknown(person: string, listed: readonly string[]): string;
  entitlementUnknown(entitlement: string, known: readonly string[]): string;
  /** Where there is nothing to choose. */
  noAccounts(entitlement: string): string;
  /** Groups that others keep: what depends on them is not known here. */
  unknownGroups(groups: string, entitlement: string): string;
  /** Calendars that others keep. */
  unknownCalendars(calendars: string, entitlement: string): string;
  /** Tags and attributes of a person that statements speak of, taken for none. */
  unknownAtAws(person: string, entitlement: string): string;
  /** Tags of nodes that statements speak of. */
  unknownNodes(): string;
  /** Where there is, and none was chosen. */
  accountMissing(entitlement: string, accounts: readonly string[]): string;
}

const EXAMPLE =
  'npx prod-access explain --person aiko --entitlement prod-db --for 2h ' +
  '--at "2026-12-24 03:00 Asia/Tokyo"';

export const EXPLAIN_WORDS: Readonly<Record<Locale, ExplainCommandWords>> = {
  en: {
    usage: `Say who and what: ${EXAMPLE}`,
    heading({ person, entitlement, breakGlass, span, at, held }) {
      const wants = breakGlass ? 'breaks the glass at' : 'asks for';
      const until = held?.until === undefined ? '' : `, ${held.until}`;
      const wait = held ? `, held until ${held.calendar} opens${until}` : '';
      return `${person} ${wants} ${entitlement} for ${span}, to begin ${at}${wait}:`;
    },
    personUnknown: (person, listed) =>
      `${person} is not in the people file. ` +
      (listed.length > 0
        ? `It lists: ${listed.join(', ')}.`
        : 'It lists nobody, and whom tags or addresses name only the running bot knows: ' +
          '/prod-access why, in the chat.'),
    entitlementUnknown: (entitlement, known) =>
      `There is no entitlement ${entitlement}. There are: ${known.join(', ')}.`,
    noAccounts: (entitlement) => `${entitlement} leaves no account to choose. Leave out --account.`,
    unknownGroups: (groups, entitlement) =>
      `Who is in ${groups} stands in no file, and nobody else is asked here: it is not known. ` +
      `The running bot asks: /prod-access why ${entitlement}, in the chat.`,
    unknownCalendars: (calendars, entitlement) =>
      `Whether ${calendars} is closed stands in no file, and nobody else is asked here. ` +
      `The running bot asks: /prod-access why ${entitlement}, in the chat.`,
    unknownAtAws: (person, entitlement) =>
      `Statements speak of what AWS knows of ${person} (tags, attributes, groups), which stands ` +
      'in no file. Nobody else is asked here: it was taken for nothing. ' +
      `The running bot asks: /prod-access why ${entitlement}, in the chat.`,
    unknownNodes: () =>
      'Statements speak of tags of nodes, which stand in no file. Nobody else is asked here: the ' +
      'running bot reads them when somebody asks for the nodes, and may decide otherwise.',
    accountMissing: (entitlement, accounts) =>
      `${entitlement} is given in one of several accounts. Say which, with --account: ` +
      `${accounts.join(', ')}.`,
  },
  ja: {
    usage: `誰が何を申請するのかを指定してください：${EXAMPLE}`,
    heading({ person, entitlement, breakGlass, span, at, held }) {
      const until = held?.until === undefined ? '' : ` ${held.until} `;
      const wait = held ? `、${held.calendar} の凍結が解除される${until}まで保留` : '';
      const what = breakGlass
        ? `の緊急アクセスを${span}利用した場合`
        : `を${span}の期間で申請した場合`;
      return `${person} が ${entitlement} ${what}（開始 ${at}${wait}）：`;
    },
    personUnknown: (person, listed) =>
      `${person} は people に登録されていません。` +
      (listed.length > 0
        ? `登録されているのは ${listed.join('、')} です。`
        : 'people に登録された人はいません。タグやメールアドレスで紐付けた人は、稼働中のボットだけが' +
          '把握しています。チャットの /prod-access why で確認してください。'),
    entitlementUnknown: (entitlement, known) =>
      `${entitlement} という対象はありません。指定できるのは ${known.join('、')} です。`,
    noAccounts: (entitlement) =>
      `${entitlement} にはアカウントの選択肢がありません。--account を外してください。`,
    unknownGroups: (groups, entitlement) =>
      `${groups} のメンバーはファイルに記載がなく、ここではファイル以外に問い合わせないため、` +
      `判断できません。稼働中のボットの判断は、チャットの /prod-access why ${entitlement} で` +
      '確認できます。',
    unknownCalendars: (calendars, entitlement) =>
      `${calendars} が凍結中かどうかはファイルに記載がなく、ここではファイル以外に問い合わせません。` +
      `稼働中のボットの判断は、チャットの /prod-access why ${entitlement} で確認できます。`,
    unknownAtAws: (person, entitlement) =>
      `Cedar のポリシーは AWS が持つ ${person} の情報（タグ、属性、グループ）を参照しますが、ファイルに` +
      '記載がなく、ここではファイル以外に問い合わせないため、何もないものとして判断しました。' +
      `稼働中のボットの判断は、チャットの /prod-access why ${entitlement} で確認できます。`,
    unknownNodes: () =>
      'Cedar のポリシーはノードのタグを参照しますが、ファイルに記載がなく、ここではファイル以外に' +
      '問い合わせません。稼働中のボットは申請時にタグを読み取るため、判断が変わることがあります。',
    accountMissing: (entitlement, accounts) =>
      `${entitlement} は複数のアカウントから1つを選ぶ対象です。--account で指定してください：` +
      accounts.join('、'),
  },
};
