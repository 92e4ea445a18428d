/** Japanese: what is otherwise than an approver was shown. */

import type { Changed, Demanded } from '../../request/ground.ts';
import type { Line } from '../card.ts';
import { bold, joined, say } from '../line.ts';
import type { groundEn } from './ground-en.ts';
import { list, span } from './phrase-ja.ts';

const asked = ({ count, from }: Demanded): string => `${from.join('・')} のうち${count}名`;

/** Without its end: `。` in the thread and on the card, `されました。` in a message. */
function level({ rule, level, before, after }: Extract<Changed, { of: 'level' }>): Line {
  const where = `ルール ${rule} の段階 ${level}`;
  if (!before) return say`${where}（${after ? asked(after) : ''}）が追加`;
  if (!after) return say`${where}（${asked(before)}）が削除`;
  return say`${where}（${asked(before)} → ${asked(after)}）が変更`;
}

function change(one: Changed): Line {
  switch (one.of) {
    case 'level':
      return level(one);
    case 'cap':
      return say`最長時間が${span(one.beforeMs)}から${span(one.afterMs)}に変更`;
    case 'approver':
      return say`${one.name} は承認者から除外`;
    case 'statement':
      return say`${one.statement} による自動承認の対象から除外`;
    case 'reach': {
      const more = one.more > 0 ? ` ほか${one.more}件` : '';
      return say`${one.behind} のポリシーで ${list(one.actions)}${more} が新たに許可`;
    }
    case 'nodes':
      return say`${list(one.nodes)} のタグ ${one.tag} が削除`;
    case 'holder':
      return say`利用するユーザーが ${one.before} から ${one.after} に変更`;
    case 'target':
      return say`申請対象 ${one.entitlement} のアクセス先が変更`;
  }
}

const terse = (all: readonly Changed[]): Line =>
  joined(
    all.map((one) => say`${change(one)}。`),
    '',
  );

export const groundJa: typeof groundEn = {
  changes: (all) =>
    joined(
      all.map((one) => say`${change(one)}されました。`),
      '',
    ),
  line: (all, was) =>
    was === 'approved'
      ? say`${terse(all)}承認後の変更のため、改めて承認が必要。`
      : say`${terse(all)}カードを更新済み。`,
  note: (all) => say`${bold('その後の変更')}  ${terse(all)}`,
};
