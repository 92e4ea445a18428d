/** English: clicks that did not count. Those that only came too late are silent. */

import type { EventFacts } from '../../audit/event.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import type { Line } from '../card.ts';
import { say } from '../line.ts';
import { counted } from './phrase-en.ts';

export function clickRefusedEn({
  by,
  what,
  code,
  times,
}: EventFacts['click-refused']): Line | undefined {
  if (code === 'own-request') {
    return say`${by}'s own request: their approval does not count${counted(times)}.`;
  }
  if (code === 'own-review') {
    return say`${by} opened this: their own review does not count${counted(times)}.`;
  }
  const why = WHY[code];
  if (!why) return undefined;
  return say`${by} tried to ${TRIED[what] ?? what}${counted(times)}: refused, ${why}.`;
}

const TRIED: Readonly<Record<string, string>> = {
  approve: 'approve this',
  deny: 'deny this',
  cancel: 'withdraw this',
  done: 'give this back',
  end: 'end this',
  extend: 'extend this',
  review: 'review this',
  'write-off': 'write this off',
};

const WHY: Partial<Readonly<Record<RefusalCode, string>>> = {
  'not-an-approver': 'not among the approvers',
  'not-a-reviewer': 'not among the reviewers',
  'not-an-operator': 'not an operator',
  'not-yours': 'somebody else asked for it',
  'person-unknown': 'not known here',
  'person-unmapped': 'not linked to an AWS user',
  'person-ambiguous': 'linked to more than one AWS user',
  'person-not-human': 'not a person',
  'person-guest': 'a guest account',
  'person-stranger': 'from another organization',
  'person-left': 'a deactivated account',
  'card-elsewhere': 'a copy of the card',
  'second-operator-needed': 'it takes a second operator',
};
