/** The same words in zones whose clocks jump, at the end of a year, and on a leap day. */

import { describe, expect, test } from 'vitest';
import { parseTimeInput } from '../../src/kernel/time-input.ts';

const parse = (typed: string, now: string, zone: string) =>
  parseTimeInput(typed, { nowMs: Date.parse(now), zone });

const windowOf = (start: string, end: string) => {
  const value = { kind: 'window', startMs: Date.parse(start), endMs: Date.parse(end) };
  return { ok: true, value };
};

describe('where clocks go forward', () => {
  test.each([
    ['America/New_York', '2026-03-08T00:00-05:00', '2:30-4:00'],
    ['Europe/Berlin', '2026-03-29T00:00+01:00', '2:00-4:00'],
    ['Australia/Lord_Howe', '2026-10-04T00:00+10:30', '2:10 for 1h'],
    ['America/New_York', '2026-03-07T22:00-05:00', 'until 2:59'],
    ['Europe/Berlin', '2026-03-28T12:00+01:00', 'tomorrow 1:00-2:30'],
  ])('a time that is left out does not exist: %s, %s, %s', (zone, now, typed) => {
    const problem = { code: 'does-not-exist', what: 'time' };
    expect(parse(typed, now, zone)).toMatchObject({ ok: false, problem });
  });

  test('a window across the gap is as long as it is, not as the clock says', () => {
    const range = parse('1:30-3:30', '2026-03-08T00:00-05:00', 'America/New_York');
    expect(range).toEqual(windowOf('2026-03-08T01:30-05:00', '2026-03-08T03:30-04:00'));
    const amount = parse('1:30 for 2h', '2026-03-08T00:00-05:00', 'America/New_York');
    expect(amount).toEqual(windowOf('2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'));
  });

  test('the half hour of Lord Howe is known', () => {
    const range = parse('1:45-2:30', '2026-10-04T00:00+10:30', 'Australia/Lord_Howe');
    expect(range).toEqual(windowOf('2026-10-04T01:45+10:30', '2026-10-04T02:30+11:00'));
  });
});

describe('where clocks go back', () => {
  test.each([
    ['America/New_York', '2026-11-01T00:00-04:00', '1:30-4:00', ['01:30-04:00', '01:30-05:00']],
    ['Europe/Berlin', '2026-10-25T00:00+02:00', 'until 2:30', ['02:30+02:00', '02:30+01:00']],
    ['Australia/Lord_Howe', '2026-04-05T00:00+11:00', '1:45-3:00', ['01:45+11:00', '01:45+10:30']],
  ])('a time that comes twice is refused with both: %s, %s, %s', (zone, now, typed, times) => {
    const candidatesMs = times.map((time) => Date.parse(`${now.slice(0, 10)}T${time}`));
    const problem = { code: 'ambiguous', candidatesMs };
    expect(parse(typed, now, zone)).toMatchObject({ ok: false, problem });
  });

  test('unless its offset is given', () => {
    const typed = '2026-11-01T01:30-05:00/2026-11-01T03:00-05:00';
    const range = parse(typed, '2026-11-01T00:00-04:00', 'America/New_York');
    expect(range).toEqual(windowOf('2026-11-01T01:30-05:00', '2026-11-01T03:00-05:00'));
  });

  test('a day is 24 hours all the same', () => {
    const range = parse('12:00 for 1d', '2026-10-31T10:00-04:00', 'America/New_York');
    expect(range).toEqual(windowOf('2026-10-31T12:00-04:00', '2026-11-01T11:00-05:00'));
  });
});

describe('at the edges of the calendar', () => {
  test('a night over the new year ends in the next one', () => {
    const range = parse('22:00-02:00', '2026-12-31T20:00+09:00', 'Asia/Tokyo');
    expect(range).toEqual(windowOf('2026-12-31T22:00+09:00', '2027-01-01T02:00+09:00'));
    const later = parse('1 Jan 9:00-10:00', '2026-12-31T20:00+09:00', 'Asia/Tokyo');
    expect(later).toEqual(windowOf('2027-01-01T09:00+09:00', '2027-01-01T10:00+09:00'));
  });

  test('an end without a year follows its start over the new year', () => {
    const typed = '12月31日22時から1月1日2時';
    const range = parse(typed, '2026-12-30T20:00+09:00', 'Asia/Tokyo');
    expect(range).toEqual(windowOf('2026-12-31T22:00+09:00', '2027-01-01T02:00+09:00'));
  });

  test('tomorrow may be the leap day', () => {
    const range = parse('tomorrow 9:00-10:00', '2028-02-28T20:00Z', 'UTC');
    expect(range).toEqual(windowOf('2028-02-29T09:00Z', '2028-02-29T10:00Z'));
    const dated = parse('2027-02-29 9:00-10:00', '2026-02-28T20:00Z', 'UTC');
    expect(dated).toMatchObject({ problem: { code: 'does-not-exist', what: 'day' } });
  });

  test('today is the day of the reader, not of the server', () => {
    const now = '2026-11-24T20:00Z';
    const tokyo = parse('today 18:00-19:00', now, 'Asia/Tokyo');
    expect(tokyo).toEqual(windowOf('2026-11-25T18:00+09:00', '2026-11-25T19:00+09:00'));
    const newYork = parse('today 18:00-19:00', now, 'America/New_York');
    expect(newYork).toEqual(windowOf('2026-11-24T18:00-05:00', '2026-11-24T19:00-05:00'));
  });

  test('on a Sunday, next week is unclear unless it is a Sunday of next week', () => {
    const sunday = '2026-11-29T12:00+09:00';
    const monday = parse('来週月曜9時から10時', sunday, 'Asia/Tokyo');
    expect(monday).toMatchObject({ problem: { code: 'ambiguous' } });
    const nextSunday = parse('来週日曜9時から10時', sunday, 'Asia/Tokyo');
    expect(nextSunday).toEqual(windowOf('2026-12-06T09:00+09:00', '2026-12-06T10:00+09:00'));
  });
});
