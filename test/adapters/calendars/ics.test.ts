/** Calendars as people keep them: series, whole days, zones, times called off. */

import { describe, expect, test } from 'vitest';
import { stateAt } from '../../../adapters/calendars/at-moment.ts';
import { readIcs } from '../../../adapters/calendars/ics.ts';
import type { Outside } from '../../../adapters/calendars/ics-trouble.ts';
import { icsOf, typed, YEAR_END } from './sample.ts';

/** Open, or until when it is closed. */
function at(text: string, moment: string, outside: Outside = 'open'): string {
  const state = stateAt(readIcs(text, { zone: 'Asia/Tokyo', outside }))(Date.parse(moment));
  if (state.open) return 'open';
  return state.untilMs === undefined ? 'closed' : new Date(state.untilMs).toISOString();
}

const NIGHT = 'DTSTART;TZID=Europe/Berlin:20261024T020000|DTEND;TZID=Europe/Berlin:20261024T040000';
const DAILY = `${NIGHT}|RRULE:FREQ=DAILY`;
/** What most programs write of whole days, unless whoever keeps them says otherwise. */
const FREE = 'TRANSP:TRANSPARENT';
const MOVED =
  'RECURRENCE-ID;TZID=Europe/Berlin:20261122T020000|' +
  'DTSTART;TZID=Europe/Berlin:20261122T100000|DTEND;TZID=Europe/Berlin:20261122T110000';

describe('an event', () => {
  test.each([
    [
      'whole days, in the zone of the configuration',
      YEAR_END,
      '2026-12-23T15:00Z',
      '2027-01-03T15',
    ],
    ['just before them', YEAR_END, '2026-12-23T14:59:59Z', 'open'],
    ['one day without an end', 'DTSTART;VALUE=DATE:20261224', '2026-12-24T14:59Z', '2026-12-24T15'],
    ['a time without a zone', 'DTSTART:20261224T100000|DURATION:PT2H', '2026-12-24T02:00Z', 'T03'],
    [
      'a time in UTC',
      'DTSTART:20261224T100000Z|DURATION:PT2H',
      '2026-12-24T11:00Z',
      '2026-12-24T12',
    ],
    [
      'its end, which is no part of it',
      'DTSTART:20261224T100000Z|DURATION:PT2H',
      '2026-12-24T12:00Z',
      'open',
    ],
    ['no length at all', 'DTSTART:20261224T100000Z', '2026-12-24T10:00Z', 'open'],
    ['whole days, shown as free', `${YEAR_END}|${FREE}`, '2026-12-25T00:00Z', '2027-01-03T15'],
    ['called off', `${YEAR_END}|STATUS:CANCELLED`, '2026-12-25T00:00Z', 'open'],
  ])('of %s', (_, event, moment, said) => {
    expect(at(icsOf(event), moment)).toContain(said);
  });
});

describe('a series', () => {
  test.each([
    ['across a change of the clocks', DAILY, '2026-11-22T01:30Z', '2026-11-22T03'],
    ['before that change', DAILY, '2026-10-24T00:30Z', '2026-10-24T02'],
    [
      'whose last time is told in UTC',
      `${DAILY};UNTIL=20261120T010000Z`,
      '2026-11-20T01:30Z',
      'T03',
    ],
    ['after it', `${DAILY};UNTIL=20261120T010000Z`, '2026-11-21T01:30Z', 'open'],
    ['whose last day is told', `${DAILY};UNTIL=20261120`, '2026-11-20T01:30Z', '2026-11-20T03'],
    ['of so many times', `${DAILY};COUNT=3`, '2026-10-27T01:30Z', 'open'],
    [
      'but for one',
      `${DAILY}|EXDATE;TZID=Europe/Berlin:20261122T020000`,
      '2026-11-22T01:30Z',
      'open',
    ],
    ['but for one told in UTC', `${DAILY}|EXDATE:20261122T010000Z`, '2026-11-22T01:30Z', 'open'],
    ['and one more', `${NIGHT}|RDATE:20261122T010000Z`, '2026-11-22T01:30Z', '2026-11-22T03'],
    [
      'on the last Friday',
      'DTSTART:20260130T000000Z|DURATION:P1D|RRULE:FREQ=MONTHLY;BYDAY=-1FR',
      '2026-11-27T12:00Z',
      '2026-11-28T00',
    ],
  ])('%s', (_, event, moment, said) => {
    expect(at(icsOf(event), moment)).toContain(said);
  });

  test('with one of its times moved is on then, and not when it was', () => {
    expect(at(icsOf(DAILY, MOVED), '2026-11-22T01:30:00Z')).toBe('open');
    expect(at(icsOf(DAILY, MOVED), '2026-11-22T09:30:00Z')).toContain('2026-11-22T10');
  });

  test('with one of its times called off is not on then', () => {
    const off = MOVED.replaceAll('T100000', 'T020000').replace('T110000', 'T040000');
    const text = icsOf(DAILY, `${off}|STATUS:CANCELLED`);
    expect(at(text, '2026-11-22T01:30:00Z')).toBe('open');
    expect(at(text, '2026-11-23T01:30:00Z')).toContain('2026-11-23T03');
  });
});

describe('a run of events', () => {
  test('that touch or overlap ends with the last of them', () => {
    const day = (from: string, hours: number) => `DTSTART:${from}00Z|DURATION:PT${hours}H`;
    const text = icsOf(day('20261224T1000', 2), day('20261224T1200', 2), day('20261224T1300', 5));
    expect(at(text, '2026-12-24T10:30:00Z')).toContain('2026-12-24T18');
  });

  test('without an end is closed for longer than anybody looks', () => {
    const text = icsOf('DTSTART;VALUE=DATE:20200101|RRULE:FREQ=DAILY');
    expect(at(text, '2026-12-24T10:30:00Z')).toBe('closed');
  });
});

describe('where changes are for the times of events', () => {
  const WINDOW = icsOf('DTSTART:20261125T180000Z|DURATION:PT2H|RRULE:FREQ=WEEKLY');

  test('it is open while one is on, and closed until the next', () => {
    expect(at(WINDOW, '2026-11-25T19:00:00Z', 'closed')).toBe('open');
    expect(at(WINDOW, '2026-11-25T20:00:00Z', 'closed')).toContain('2026-12-02T18');
    expect(at(icsOf(), '2026-11-25T20:00:00Z', 'closed')).toBe('closed');
  });

  test('one without a length opens nothing, and is no trouble where nobody here keeps it', () => {
    const text = icsOf('DTSTART:20261125T190000Z');
    expect(at(text, '2026-11-25T19:00:00Z', 'closed')).toBe('closed');
  });

  test('one that is shown as free opens nothing', () => {
    expect(at(icsOf(`${YEAR_END}|${FREE}`), '2026-12-25T00:00:00Z', 'closed')).toBe('closed');
  });
});

test('a zone that a file defines itself counts, whatever it is called', () => {
  const zone = [
    'BEGIN:VTIMEZONE|TZID:Own|BEGIN:STANDARD|DTSTART:19700101T000000',
    'TZOFFSETFROM:+0500|TZOFFSETTO:+0500|END:STANDARD|END:VTIMEZONE',
  ];
  const event = 'DTSTART;TZID=Own:20261224T100000|DURATION:PT2H';
  const head = zone.join('|').split('|').join('\r\n');
  const text = icsOf(event).replace('BEGIN:VEVENT', `${head}\r\nBEGIN:VEVENT`);
  expect(at(text, '2026-12-24T05:30:00Z')).toContain('2026-12-24T07');
});

describe('a text that is no calendar', () => {
  test.each([
    ['nothing at all', '', 'not one calendar'],
    ['a page', '<html>', 'invalid line'],
    ['one cut short', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 'did not end'],
    ['an event without a start', icsOf('SUMMARY:x'), 'DTSTART'],
    ['a zone that nobody knows', icsOf('DTSTART;TZID=No/Where:20261224T100000'), 'No/Where'],
    [
      'an end before its start',
      icsOf('DTSTART:20261224T100000Z|DTEND:20261223T100000Z'),
      'ends before',
    ],
    [
      'a day that there is not',
      icsOf('DTSTART:20261131T100000Z'),
      'DTSTART: there is no day 2026-11-31',
    ],
    ['open at its events alone', typed('CLOSED', icsOf(YEAR_END)), 'write outside: closed'],
    ['a rule of no kind', icsOf(`${NIGHT}|RRULE:FREQ=SOMETIMES`), 'SOMETIMES'],
  ])('%s', (_, text, why) => {
    expect(() => readIcs(text, { zone: 'UTC', outside: 'open' })).toThrow(why);
  });

  test.each([
    ['matches no day at all', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'too long'],
    ['recurs every second', 'RRULE:FREQ=SECONDLY', 'too'],
  ])('whose series %s holds nobody up', (_, rule, why) => {
    const text = icsOf(`DTSTART:20200101T000000Z|DURATION:PT1S|${rule}`);
    expect(() => at(text, '2026-12-24T10:30:00Z')).toThrow(why);
  });
});
