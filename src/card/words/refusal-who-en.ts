/** English: refusals about who somebody is. */

import { code, say } from '../line.ts';
import { contact } from './phrase-en.ts';
import type { RefusalWords } from './refusal-words.ts';

/** In the place of a group: then it is the account itself that nobody could look up. */
export const CHATS: ReadonlySet<string> = new Set(['slack', 'teams']);

export const refusalWhoEn = {
  'person-unknown': ({ operators }) =>
    say`Your chat account is not known here, so nothing was done. Ask ${contact(operators)} to add
      you (people.listed), then try again.`,
  'person-unmapped': ({ operators }) =>
    say`Your chat account is not linked to an AWS user, so nothing was requested. Ask
      ${contact(operators)} to add you (people.listed), then try again.`,
  'person-ambiguous': ({ operators }) =>
    say`Your chat account leads to more than one AWS user, so nothing was done. Ask
      ${contact(operators)} to leave exactly one (people.listed or the user tags in AWS).`,
  'person-not-human': () =>
    say`Bots and workflows can neither ask nor approve. A person has to do this.`,
  'person-guest': () =>
    say`Guest accounts can neither ask nor approve. Ask a full member of this organization.`,
  'person-stranger': () =>
    say`Your account belongs to another organization, so this did not count. Someone from this
      one has to do it.`,
  'person-left': () =>
    say`This account is deactivated, so this did not count. Use your current account.`,
  'directory-silent': ({ what }) => {
    if (CHATS.has(what)) {
      return say`The chat did not answer about your account, and unknown means no. Nothing was
        changed; try again in a minute.`;
    }
    return what === 'AWS'
      ? say`AWS did not say which user is yours, and unknown means no. Nothing was changed; try
          again in a minute. If it stays so, tell the operators: the log of the bot says why.`
      : say`The directory did not answer about ${what}, and unknown means no. Nothing was changed;
          try again in a minute.`;
  },
  'not-an-operator': ({ operators }) =>
    say`Only operators can do this, and you are not one. Ask ${contact(operators)}.`,
  'not-yours': ({ id }) =>
    say`${id} is not yours. Only the person who asked can do this; whoever may approve it can use
      End now on the card.`,
  'request-unknown': ({ typed }) =>
    typed === ''
      ? say`You have no request yet. ${code('/prod-access')} opens the form.`
      : say`There is no request “${typed}”. ${code('/prod-access mine')} lists yours.`,
} satisfies Partial<RefusalWords>;
