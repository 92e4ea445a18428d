/** Japanese: lines of the thread about requests that wait: which rules, reminders, who else. */

import { byStage, whoInline } from '../demand.ts';
import { joined, moment, say } from '../line.ts';
import { ADDED } from '../../policy/stages.ts';
import { demandJa } from './demand-ja.ts';
import { freezeJa } from './freeze-ja.ts';
import type { LineWords } from './line-words.ts';
import { apart, list } from './phrase-ja.ts';

export const lineNudgeJa = {
  'rule-applied': ({ rules, needed, frozen, breakGlass }, atMs) => {
    if (breakGlass) return say`適用ルールは ${list(rules)}。緊急アクセスの対象。`;
    const stages = byStage(needed).map((stage) => {
      const isAdded = stage.every(({ level }) => level === ADDED);
      const names = stage.flatMap(({ from }) => from);
      if (isAdded) return say` ${names.join('・')}（申請者が追加）`;
      const each = stage.map(({ count, from, isEverybody }) => {
        if (isEverybody) return say` ${from.join('・')}`;
        return from.length > 0 ? say` ${from.join('・')} のうち${count}名` : say`${count}名`;
      });
      const [last = []] = each.slice(-1);
      return each.length < 2 ? last : say`${joined(each.slice(0, -1), '、')}、および${last}`;
    });
    const why = (frozen ?? []).flatMap((one) => freezeJa.note(one, atMs));
    return say`適用ルールは ${list(rules)}。承認は${joined(stages, '、続いて')}。${why}`;
  },
  'approvers-reminded': ({ missing, lapseMs }, atMs) => {
    const demands = missing.map(({ count, from }) =>
      demandJa.demand({ count, from: from.map(whoInline) }),
    );
    return say`リマインド：残りの承認は ${demandJa.sideBySide(demands)}。承認期限は
      ${moment(lapseMs, atMs)}。`;
  },
  'level-escalated': ({ level, afterMs, to }) => {
    const asked = demandJa.people(to.map(whoInline));
    return say`${apart(afterMs)}以内に承認が揃わず（${level}）、${asked} にも承認を依頼。`;
  },
} satisfies Partial<LineWords>;
