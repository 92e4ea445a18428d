/** English: what closed calendars and silent groups make of a request. */

import type { EventFacts } from '../../audit/event.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Frozen } from '../../policy/freeze.ts';
import type { SilentGroup } from '../case-view.ts';
import type { Line } from '../card.ts';
import { moment, say } from '../line.ts';

export const freezeEn = {
  note: ({ calendar, why, untilMs, effect }: Frozen, nowMs: EpochMs): Line => {
    if (why === 'silent')
      return say`The calendar ${calendar} cannot be read, so changes count as frozen:
        ${THEN[effect]}.`;
    const until = untilMs === undefined ? say`` : say` until ${moment(untilMs, nowMs)}`;
    return say`Changes are frozen by ${calendar}${until}: ${THEN[effect]}.`;
  },
  held: ({ calendar, startMs, why }: EventFacts['start-held'], atMs: EpochMs): Line =>
    why === 'silent'
      ? say`The calendar ${calendar} cannot be read, so changes count as frozen. Access begins as
          soon as it can be read and is open.`
      : say`Changes are frozen by ${calendar}: access begins ${moment(startMs, atMs)}, if the
          freeze is over by then.`,
  silent: (keeper: SilentGroup['keeper'], group: string): Line =>
    keeper === 'pagerduty'
      ? say`PagerDuty did not answer: nobody on call is counted (${group}).`
      : say`${KEEPERS[keeper]} did not answer: nobody in ${group} is counted.`,
};

const THEN = {
  refuse: 'nothing is given',
  hold: 'access begins when that is over',
  level: 'one more level has to approve',
} as const;

const KEEPERS = {
  slack: 'Slack',
  teams: 'Teams',
  'identity-center': 'Identity Center',
} as const;
