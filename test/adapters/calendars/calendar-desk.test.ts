/** All calendars together: each answers for itself, and one that cannot be read is closed. */

import { expect, test } from 'vitest';
import { createCalendarDesk } from '../../../adapters/calendars/calendar-desk.ts';
import { createTurnedClock } from '../../../adapters/node/turned-clock.ts';
import type { CalendarConfig } from '../../../src/config/config.ts';
import type { Log } from '../../../src/kernel/log.ts';
import { DAY } from '../../../src/kernel/time.ts';
import { icsOf, YEAR_END } from './sample.ts';

const CHRISTMAS = Date.UTC(2026, 11, 25);

function desk(calendars: Readonly<Record<string, CalendarConfig>>, isSilent = false) {
  const said: string[] = [];
  const note = (event: string, facts: object = {}) =>
    void said.push(JSON.stringify([event, facts]));
  const log: Log = { info: note, warn: note, error: note };
  const clock = createTurnedClock({ startMs: CHRISTMAS });
  const config = { calendars: new Map(Object.entries(calendars)), zone: 'Asia/Tokyo' };
  const changeCalendar = async ({ name }: { readonly name: string }) => {
    if (isSilent) throw new Error('AWS does not answer');
    return name === 'Freeze'
      ? ({ open: false, why: 'closed' } as const)
      : ({ open: true } as const);
  };
  return { said, desk: createCalendarDesk({ config, clock, log, changeCalendar }) };
}

const ics = (text: string): CalendarConfig => ({
  kind: 'ics',
  file: 'a.ics',
  text,
  outside: 'open',
});
const ssm = (name: string): CalendarConfig => ({ kind: 'ssm', name, region: undefined });

test('texts are read here, and AWS is asked of its own', async () => {
  const { desk: all, said } = desk({
    own: ics(icsOf(YEAR_END)),
    aws: ssm('Freeze'),
    free: ssm('Ok'),
  });
  const untilMs = Date.UTC(2027, 0, 3, 15);
  expect(await all.state('own', CHRISTMAS, 0)).toEqual({ open: false, why: 'closed', untilMs });
  expect(await all.state('aws', CHRISTMAS, 0)).toEqual({ open: false, why: 'closed' });
  expect(await all.state('free', CHRISTMAS, 0)).toEqual({ open: true });
  expect(said).toEqual([]);
});

test('one that cannot be read is closed, and the log says why', async () => {
  const { desk: all, said } = desk({ own: ics('<html>'), aws: ssm('Freeze') }, true);
  const silent = { open: false, why: 'silent' };
  expect(await all.state('own', CHRISTMAS, 0)).toEqual(silent);
  expect(await all.state('aws', CHRISTMAS, 0)).toEqual(silent);
  expect(await all.state('nothing', CHRISTMAS, 0)).toEqual(silent);
  expect(said).toHaveLength(3);
  expect(said.join()).toContain('AWS does not answer');
  await expect(all.look('aws')).rejects.toThrow('AWS does not answer');
});

/** No clock reaches its last times, so a look that far ahead fails. */
const MILLENNIAL = icsOf(`${YEAR_END}|RRULE:FREQ=YEARLY;INTERVAL=1000`);
const LAST_MOMENT = 8.64e15;

test('an ask that looks too far ahead closes the calendar for nobody else', async () => {
  const { desk: all, said } = desk({ own: ics(MILLENNIAL) });
  const spring = CHRISTMAS + 100 * DAY;
  expect(await all.state('own', spring, 0)).toEqual({ open: true });
  expect(await all.state('own', LAST_MOMENT, 0)).toEqual({ open: false, why: 'silent' });
  expect(await all.state('own', spring, 0)).toEqual({ open: true });
  expect(said).toHaveLength(1);
});
