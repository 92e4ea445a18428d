/** English: refusals of people whom a requester wants to approve as well. */

import { contact } from './phrase-en.ts';
import { say } from '../line.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalAlsoEn = {
  'also-unfit': ({ who, why, operators }) => {
    if (why === 'own') {
      return say`You cannot add yourself: nobody approves their own request. Leave yourself out.`;
    }
    if (why === 'unknown') {
      return say`${who} cannot be asked as well: it is not known who that is. Check the name, or ask
        ${contact(operators)} to add them.`;
    }
    if (why === 'needed') {
      return say`${who} cannot be asked as well: their approval is needed anyway, and nobody counts
        twice. Leave them out.`;
    }
    return say`${who} cannot be asked as well: ${WHY[why]}. Choose somebody else.`;
  },
  'also-many': ({ count, max }) =>
    say`These are ${count} people, and ${max} at most can be asked as well. Leave some out.`,
} satisfies Partial<RefusalWords>;

const WHY = {
  bot: 'that is a bot',
  guest: 'guests do not approve',
  stranger: 'they are of another organization',
  left: 'they have left',
} as const;
