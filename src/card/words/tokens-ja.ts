/** Japanese: what tokens of AWS's own requests may open after the end, and what became of it. */

import { moment, say } from '../line.ts';
import { span } from './phrase-ja.ts';
import type { tokensEn } from './tokens-en.ts';

export const tokensJa: typeof tokensEn = {
  note: (ms) =>
    say`AWS のトークンにより、終了後も最長${span(ms)}はセッションを開始できる可能性あり。検出次第切断。`,
  until: (untilMs, nowMs) =>
    say`終了前に取得したトークンにより、${moment(untilMs, nowMs)}まではセッションを開始できる
      可能性あり。検出次第切断。`,
  yours: () => say`その時にセッションは切断され、終了後にトークンで開始したものも切断されます。`,
  ended: (count) => say`終了前に取得したトークンで終了後に開始されたセッション${count}件を切断。`,
};
