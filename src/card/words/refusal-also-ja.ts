/** Japanese: refusals of people whom a requester wants to approve as well. */

import { contact } from './phrase-ja.ts';
import { say } from '../line.ts';
import type { refusalAlsoEn } from './refusal-also-en.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalAlsoJa: Pick<RefusalWords, keyof typeof refusalAlsoEn> = {
  'also-unfit': ({ who, why, operators }) => {
    if (why === 'own') {
      return say`ご自身の申請は承認できないため、ご自身を承認者に追加することはできません。`;
    }
    if (why === 'unknown') {
      return say`${who} が誰か確認できないため、承認者に追加できません。名前を確認するか、
        ${contact(operators)} に登録を依頼してください。`;
    }
    if (why === 'needed') {
      return say`${who} の承認はルール上すでに必要で、1人の承認は1回だけ数えられます。追加から外して
        ください。`;
    }
    return say`${who} は${WHY[why]}、承認者に追加できません。別の人を選んでください。`;
  },
  'also-many': ({ count, max }) =>
    say`追加できる承認者は${max}名までです（${count}名が選択されています）。人数を減らしてください。`,
};

const WHY = {
  bot: 'ボットのため',
  guest: 'ゲストのため',
  stranger: '別の組織の方のため',
  left: 'アカウントが無効化されているため',
} as const;
