/** A freeze of changes in a story: its calendar, and what the rule makes of it. */

import { JUMP } from './seed.ts';
import type { World } from './world.ts';

type Effect = 'refuse' | 'hold' | 'level';

/** 18:00 to 20:00 in Tokyo, while the stories are played. */
export const EVENING = 'DTSTART;TZID=Asia/Tokyo:20261124T180000|DURATION:PT2H';

export const FILE = { ics: '{ ics: freeze.ics }', ssm: '{ ssm: ChangeFreeze }' } as const;

/** The example, with a freeze for the production database. */
export const withFreeze =
  (effect: Effect, calendar: string) =>
  (text: string): string => {
    const level = effect === 'level' ? ', level: { name: change-board, any: 1, from: [dai] }' : '';
    const freeze = `    freeze: { calendars: [change-freeze], do: ${effect}${level} }\n`;
    return text
      .replace('any: 2\n        from: [sre-leads]', 'any: 2\n        from: [ben, chie]')
      .replace('    lapse: 1h\n', `${freeze}    lapse: 1h\n`)
      .concat(`\ncalendars:\n  change-freeze: ${calendar}\n`);
  };

/** @param head what stands before the events. */
export const icsOf = (events: readonly string[], head: readonly string[] = []): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//AWS//Change Calendar 1.0//EN',
    ...head,
    ...events.flatMap((event) => ['BEGIN:VEVENT', 'UID:1', ...event.split('|'), 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

/** The same at AWS, as a Change Calendar that is open but for its events. */
export function putChangeCalendar({ aws }: Pick<World, 'aws'>): void {
  const text = icsOf(
    ['DTSTART:20261124T090000Z|DTEND:20261124T110000Z'],
    ['X-CALENDAR-TYPE:DEFAULT_OPEN'],
  );
  aws.ssm.region(JUMP, 'us-east-1').putCalendar('ChangeFreeze', text);
}
