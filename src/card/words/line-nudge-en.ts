/** English: lines of the thread about requests that wait: which rules, reminders, who else. */

import { byStage, whoInline } from '../demand.ts';
import { say } from '../line.ts';
import { ADDED } from '../../policy/stages.ts';
import { demandEn } from './demand-en.ts';
import { freezeEn } from './freeze-en.ts';
import type { LineWords } from './line-words.ts';
import { at, list, people, span } from './phrase-en.ts';

export const lineNudgeEn = {
  'rule-applied': ({ rules, needed, frozen, breakGlass }, atMs) => {
    if (breakGlass) return say`Break-glass is allowed by ${list(rules)}.`;
    const stages = byStage(needed).map((stage) => {
      const isAdded = stage.every(({ level }) => level === ADDED);
      const names = stage.flatMap(({ from }) => from);
      if (isAdded) return `${list(names)} (added by the requester)`;
      return list(
        stage.map(({ count, from, isEverybody }) => {
          if (isEverybody) return list(from);
          return from.length > 0 ? `${count} of ${list(from, 'or')}` : people(count);
        }),
      );
    });
    const apply = rules.length === 1 ? 'Rule' : 'Rules';
    const why = (frozen ?? []).map((one) => say` ${freezeEn.note(one, atMs)}`);
    return say`${apply} ${list(rules)} ${rules.length === 1 ? 'applies' : 'apply'}:
      ${stages.join(', then ')}.${why.flat()}`;
  },
  'approvers-reminded': ({ missing, lapseMs }, atMs) => {
    const demands = missing.map(({ count, from }) =>
      demandEn.demand({ count, from: from.map(whoInline) }),
    );
    return say`Reminder: still to be approved by ${demandEn.sideBySide(demands)}. Lapses
      ${at(lapseMs, atMs)}.`;
  },
  'level-escalated': ({ level, afterMs, to }) => {
    const asked = demandEn.people(to.map(whoInline));
    return say`Not enough approvals in ${span(afterMs)} (${level}): ${asked} may approve now as
      well.`;
  },
} satisfies Partial<LineWords>;
