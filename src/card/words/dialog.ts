/** The few words that Teams needs besides: forms are opened by a button there. */

import type { Locale } from '../../kernel/person.ts';

export interface DialogWords {
  /** Above the button, when a line was typed that leaves something open. */
  readonly formReady: string;
  readonly openForm: string;
  /** A click was taken, and the card says what came of it. */
  readonly taken: string;
  /** To somebody in a channel who has not got the app for themselves. */
  readonly notInstalled: string;
  /** Somebody without an account in the directory: guests of a meeting, anonymous people. */
  readonly nobody: string;
  /** The form belongs to a card that is gone. */
  readonly outdated: string;
}

export const dialogWords = (locale: Locale): DialogWords => WORDS[locale];

const WORDS: Readonly<Record<Locale, DialogWords>> = {
  en: {
    formReady: 'This is what I understood. The form asks for the rest.',
    openForm: 'Open the form',
    taken: 'Taken. The card shows where it stands.',
    notInstalled:
      'The answer is for you alone, and I cannot write to you yet. Add the app for yourself ' +
      '(Apps, Prod Access, Add), then send the line again.',
    nobody: 'Your account is not one of this organisation, so nothing was done.',
    outdated: 'This form belongs to a card that has changed. Please begin again from the card.',
  },
  ja: {
    formReady: '読み取れた内容は次のとおりです。残りはフォームで入力してください。',
    openForm: 'フォームを開く',
    taken: '受け付けました。状況はカードでご確認ください。',
    notInstalled:
      '回答はご本人だけにお送りしますが、まだ個人チャットに書き込めません。アプリをご自身用に追加して' +
      '（アプリ → Prod Access → 追加）、もう一度送信してください。',
    nobody: 'この組織のアカウントではないため、何も行っていません。',
    outdated: 'このフォームの元のカードは変わりました。カードからやり直してください。',
  },
};
