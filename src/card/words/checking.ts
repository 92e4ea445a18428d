/** The few words a chat needs of its own, while and after the core works on what was sent. */

import type { Locale } from '../../kernel/person.ts';

export interface CheckingWords {
  /** Titles of a modal: 24 characters at most. */
  readonly title: string;
  readonly close: string;
  /** Shown while AWS takes its time. */
  readonly checking: string;
  readonly done: string;
  /** The form could not be opened: the click was too long ago. */
  readonly tooLate: string;
  /** Something broke, and nobody knows how far it got. */
  readonly failed: string;
}

export const checkingWords = (locale: Locale): CheckingWords => WORDS[locale];

const WORDS: Readonly<Record<Locale, CheckingWords>> = {
  en: {
    title: 'Production access',
    close: 'Close',
    checking:
      'Checking with AWS… This takes a few seconds. You can close this: what comes of it is ' +
      'sent to you as a message.',
    done: 'Done.',
    tooLate: 'That took too long, and the form could not be opened. Please try again.',
    failed:
      'Something went wrong here. It may or may not have been received: look with ' +
      '/prod-access mine before you try again.',
  },
  ja: {
    title: '本番アクセス',
    close: '閉じる',
    checking:
      'AWS に確認しています… 数秒かかります。閉じてもかまいません。結果はメッセージでお知らせします。',
    done: '完了しました。',
    tooLate: '時間がかかりすぎたため、フォームを開けませんでした。もう一度お試しください。',
    failed:
      '処理中に問題が発生しました。受け付けられたかどうか確認できていません。' +
      '/prod-access mine で確認のうえ、もう一度お試しください。',
  },
};
