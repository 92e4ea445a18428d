/** The few words that Teams needs besides: forms are opened by a button there. */

import type { Locale } from '../../kernel/person.ts';

export interface DialogWords {
  /** Above the button, when a line was typed that leaves something open. */
  readonly formReady: string;
  readonly openForm: string;
  /** A click was taken, and the card says what came of it. */
  readonly taken: string;
  /** A card that the client wanted to draw anew stays as it was. */
  readonly notRefreshed: string;
  /** A click that takes longer than the chat waits. */
  readonly working: string;
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
    formReady: 'One more step: the form asks for what is still open.',
    openForm: 'Open the form',
    taken: 'Received. The card shows where it stands.',
    notRefreshed: 'This card could not be brought up to date just now. Look again in a moment.',
    working:
      'This takes a moment. The card shows what comes of it; if your click does not count, you ' +
      'are told why in a message.',
    notInstalled:
      'The answer is for you alone, and I cannot write to you yet. Add the app for yourself ' +
      '(Apps, Prod Access, Add), then send the line again.',
    nobody: 'Your account is not one of this organization, so nothing was done.',
    outdated: 'This form belongs to a card that has changed. Please begin again from the card.',
  },
  ja: {
    formReady: 'あと一歩です。残りの項目をフォームで入力してください。',
    openForm: 'フォームを開く',
    taken: '受け付けました。状況はカードでご確認ください。',
    notRefreshed:
      'カードを最新の状態に更新できませんでした。少し待ってからもう一度ご確認ください。',
    working:
      '処理に少し時間がかかっています。結果はカードに表示されます。無効な場合は理由をメッセージで' +
      'お知らせします。',
    notInstalled:
      '回答はご自身だけにお送りするものですが、このアプリからまだ個人チャットに書き込めません。' +
      'アプリをご自身用に追加して（アプリ → Prod Access → 追加）、もう一度送信してください。',
    nobody: 'この組織のアカウントではないため、何も行っていません。',
    outdated: 'このフォームの元のカードは変わりました。カードからやり直してください。',
  },
};
