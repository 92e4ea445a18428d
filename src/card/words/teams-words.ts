/** The few words only Teams needs: it marks no optional field, no mistake, names no channel. */

import type { Locale } from '../../kernel/person.ts';

export interface TeamsWords {
  /** On the button that draws a form anew for what was chosen. */
  readonly showDetails: string;
  readonly optional: (label: string) => string;
  /** A channel of the other chat, which has no name here. */
  readonly channelOfSlack: string;
  /** Above a form that came back. */
  readonly mend: (fields: number) => string;
  /** In place of the id of the channel of the cards, which nobody can read. */
  readonly channel: string;
}

export const TEAMS_WORDS: Readonly<Record<Locale, TeamsWords>> = {
  en: {
    showDetails: 'Show details',
    channelOfSlack: 'their channel in Slack',
    optional: (label) => `${label} (optional)`,
    mend: (fields) =>
      fields === 1
        ? 'Not sent yet: one field needs mending.'
        : `Not sent yet: ${fields} fields need mending.`,
    channel: 'the approver channel',
  },
  ja: {
    showDetails: '詳細を表示',
    channelOfSlack: 'Slack の承認用チャネル',
    optional: (label) => `${label}（任意）`,
    mend: (fields) => `まだ送信されていません。${fields}項目の修正が必要です。`,
    channel: '承認用チャネル',
  },
};
