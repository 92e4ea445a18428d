/** English: what is otherwise than an approver was shown. */

import type { Changed, Demanded } from '../../request/ground.ts';
import type { Line } from '../card.ts';
import { bold, joined, say } from '../line.ts';
import { commas, list, span } from './phrase-en.ts';

const asked = ({ count, from }: Demanded): string => `${count} of ${list(from, 'or')}`;

function level({ rule, level, before, after }: Extract<Changed, { of: 'level' }>): Line {
  if (!before) return say`Rule ${rule} now also asks for ${after ? asked(after) : ''} (${level}).`;
  if (!after) return say`Rule ${rule} no longer asks for ${asked(before)} (${level}).`;
  return say`Rule ${rule} now asks for ${asked(after)} (${level}); it was ${asked(before)}.`;
}

function change(one: Changed): Line {
  switch (one.of) {
    case 'level':
      return level(one);
    case 'cap':
      return say`It is given for ${span(one.afterMs)} at most; it was ${span(one.beforeMs)}.`;
    case 'approver':
      return say`${one.name} may no longer approve it.`;
    case 'statement':
      return say`${one.statement} no longer approves it at once.`;
    case 'reach': {
      const more = one.more > 0 ? ` and ${one.more} more` : '';
      return say`The policy behind ${one.behind} now also allows ${commas(one.actions)}${more}.`;
    }
    case 'nodes': {
      const carry = one.nodes.length === 1 ? 'carries' : 'carry';
      return say`${list(one.nodes)} no longer ${carry} the tag ${one.tag}.`;
    }
    case 'holder':
      return say`The user who would hold it is ${one.after}; it was ${one.before}.`;
    case 'target':
      return say`The entry ${one.entitlement} leads elsewhere now.`;
  }
}

export const groundEn = {
  changes: (all: readonly Changed[]): Line => joined(all.map(change), ' '),
  line: (all: readonly Changed[], was: 'pending' | 'approved'): Line =>
    was === 'approved'
      ? say`${joined(all.map(change), ' ')} It was approved before that, so it is decided anew.`
      : say`${joined(all.map(change), ' ')} The card shows it as it is now.`,
  note: (all: readonly Changed[]): Line =>
    say`${bold('Changed since')}  ${joined(all.map(change), ' ')}`,
};
