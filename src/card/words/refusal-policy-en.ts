/** English: refusals by statements in Cedar and by closed calendars. */

import { moment, say } from '../line.ts';
import { contact, list } from './phrase-en.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalPolicyEn = {
  'forbidden-by-policy': ({ entitlement, by, operators }) =>
    say`${entitlement} is forbidden here by ${list(by)}, and nobody can approve it. If that looks
      wrong, ask ${contact(operators)}.`,
  frozen: ({ entitlement, calendar, why, untilMs, operators }, nowMs) => {
    if (why === 'silent')
      return say`Whether changes are frozen could not be read from the calendar ${calendar}, so
        ${entitlement} is not given now. ${contact(operators)} can look into it.`;
    const until = untilMs === undefined ? say`` : say` until ${moment(untilMs, nowMs)}`;
    return say`Changes are frozen by the calendar ${calendar}${until}, so ${entitlement} is not
      given. Ask for a time after that, or ask ${contact(operators)}.`;
  },
  'rules-unconfirmed': ({ operators }) =>
    say`The rules have changed, and a second operator has not confirmed them yet: until then no
      access is given. What waits goes on waiting. Ask ${contact(operators)}.`,
  'rules-superseded': () =>
    say`These rules wait no longer: they are in force, or others have come since. The newest
      message in this channel counts.`,
  'rules-unused': () =>
    say`No part of the bot runs with these rules any more, so they were not put in force.`,
} satisfies Partial<RefusalWords>;
