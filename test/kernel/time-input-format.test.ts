/** How times are said to people: in their language, in their zone, never rounded in our favour. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatClock,
  formatClockInZone,
  formatDate,
  formatDayAndClock,
  formatDuration,
  formatInstant,
  formatInstantInZone,
} from '../../src/kernel/time-format.ts';
import { parseTimeInput } from '../../src/kernel/time-input.ts';
import { echoTimeInput } from '../../src/kernel/time-input-echo.ts';

const at = (text: string) => Date.parse(text);
const NOW = at('2026-11-24T14:05:00+09:00');
const EN = { nowMs: NOW, zone: 'Asia/Tokyo', locale: 'en' } as const;
const JA = { ...EN, locale: 'ja' } as const;
const MINUTE = 60_000;

describe('a duration', () => {
  test.each([
    [120, '2 h', '2時間'],
    [150, '2 h 30 min', '2時間30分'],
    [90, '1 h 30 min', '1時間30分'],
    [12, '12 min', '12分'],
    [0.75, '45 s', '45秒'],
    [1440, '1 day', '1日'],
    [2 * 1440, '2 days', '2日間'],
    [90 * 1440, '90 days', '90日間'],
    [2 * 1440 + 61, '2 days 1 h 1 min', '2日1時間1分'],
    [0, '0 min', '0分'],
    [-5, '0 min', '0分'],
  ])('of %d minutes is said without parts that are nothing', (minutes, en, ja) => {
    expect(formatDuration(minutes * MINUTE, 'en')).toBe(en);
    expect(formatDuration(minutes * MINUTE, 'ja')).toBe(ja);
  });

  test('is never said to be longer than it is', () => {
    expect(formatDuration(2 * 60 * MINUTE - 1, 'en')).toBe('1 h 59 min 59 s');
  });

  test('as it is said can be typed again', () => {
    const seconds = fc.integer({ min: 1, max: 366 * 86_400 });
    fc.assert(
      fc.property(seconds, fc.constantFrom('en' as const, 'ja' as const), (count, locale) => {
        const value = { kind: 'duration', durationMs: count * 1000 };
        const typed = formatDuration(count * 1000, locale);
        expect(parseTimeInput(typed, EN)).toEqual({ ok: true, value });
      }),
    );
  });

  test('of whole days can be typed again as well, and is never a date', () => {
    const days = Array.from({ length: 60 }, (_, index) => index + 1);
    for (const count of days) {
      const value = { kind: 'duration', durationMs: count * 1440 * MINUTE };
      for (const locale of ['en', 'ja'] as const) {
        const typed = formatDuration(value.durationMs, locale);
        expect(parseTimeInput(typed, JA)).toEqual({ ok: true, value });
      }
    }
  });
});

describe('an instant', () => {
  const evening = at('2026-11-24T18:05:59.999+09:00');
  const tuesday = at('2026-12-01T18:00:00+09:00');
  const nextYear = at('2027-01-05T09:00:00+09:00');

  test('is a clock time on the day of the reader', () => {
    expect(formatInstant(evening, EN)).toBe('18:05');
    expect(formatInstantInZone(evening, JA)).toBe('18:05 (JST)');
    expect(formatClock(evening, 'UTC')).toBe('09:05');
    expect(formatClock(evening, 'Asia/Tokyo', 'second')).toBe('18:05:59');
  });

  test('has its date on any other day', () => {
    expect(formatInstant(tuesday, EN)).toBe('Tue 1 Dec 18:00');
    expect(formatInstant(tuesday, JA)).toBe('12月1日(火) 18:00');
    expect(formatInstantInZone(tuesday, EN)).toBe('Tue 1 Dec 18:00 (JST)');
    expect(formatInstant(nextYear, EN)).toBe('Tue 5 Jan 2027 09:00');
    expect(formatInstant(nextYear, JA)).toBe('2027年1月5日(火) 09:00');
    expect(formatDate(tuesday, EN)).toBe('1 Dec');
  });

  test('is today or tomorrow for the reader, not for the server', () => {
    expect(formatDayAndClock(evening, EN)).toBe('today 18:05');
    expect(formatDayAndClock(evening, JA)).toBe('今日 18:05');
    expect(formatDayAndClock(at('2026-11-25T00:00+09:00'), EN)).toBe('tomorrow 00:00');
    expect(formatDayAndClock(at('2026-11-25T09:00+09:00'), JA)).toBe('明日 09:00');
    expect(formatDayAndClock(tuesday, EN)).toBe('Tue 1 Dec 18:00');
    const newYork = { ...EN, zone: 'America/New_York' };
    expect(formatDayAndClock(at('2026-11-24T23:00-05:00'), newYork)).toBe('today 23:00');
    expect(formatDayAndClock(at('2026-11-23T23:00-05:00'), newYork)).toBe('Mon 23 Nov 23:00');
  });

  test.each([
    ['2026-07-01T12:00Z', 'Europe/Berlin', '14:00 (CEST)'],
    ['2026-12-01T12:00Z', 'Europe/Berlin', '13:00 (CET)'],
    ['2026-07-01T12:00Z', 'America/New_York', '08:00 (EDT)'],
    ['2026-12-01T12:00Z', 'Australia/Lord_Howe', '23:00 (UTC+11)'],
    ['2026-07-01T12:00Z', 'Australia/Lord_Howe', '22:30 (UTC+10:30)'],
    ['2026-07-01T12:00Z', 'America/Sao_Paulo', '09:00 (UTC−3)'],
    ['2026-07-01T12:00Z', 'UTC', '12:00 (UTC)'],
  ])('names its zone as people do, by summer and winter: %s %s', (instant, zone, said) => {
    expect(formatClockInZone(at(instant), zone)).toBe(said);
  });
});

describe('the echo of what was typed', () => {
  const echo = (typed: string, reader: typeof EN | typeof JA) => {
    const result = parseTimeInput(typed, reader);
    return result.ok ? echoTimeInput(result.value, reader) : result.problem.code;
  };

  test.each([
    ['2h', '2 h from activation', '有効になってから2時間'],
    [
      '18:00-19:00',
      '24 Nov 18:00–19:00 (Asia/Tokyo) = 09:00–10:00 UTC',
      '11月24日 18:00〜19:00 (Asia/Tokyo) = 09:00〜10:00 UTC',
    ],
    [
      '22:00-02:00',
      '24 Nov 22:00 – 25 Nov 02:00 (Asia/Tokyo) = 24 Nov 13:00–17:00 UTC',
      '11月24日 22:00 〜 11月25日 02:00 (Asia/Tokyo) = 11月24日 13:00〜17:00 UTC',
    ],
    [
      'until tomorrow 8:00',
      'until 25 Nov 08:00 (Asia/Tokyo) = 24 Nov 23:00 UTC',
      '11月25日 08:00まで (Asia/Tokyo) = 11月24日 23:00 UTC',
    ],
    [
      '2027-01-05 8:30 for 1h',
      '5 Jan 2027 08:30–09:30 (Asia/Tokyo) = 4 Jan 2027 23:30 – 5 Jan 2027 00:30 UTC',
      '2027年1月5日 08:30〜09:30 (Asia/Tokyo) = 2027年1月4日 23:30 〜 2027年1月5日 00:30 UTC',
    ],
  ])('%s', (typed, en, ja) => {
    expect(echo(typed, EN)).toBe(en);
    expect(echo(typed, JA)).toBe(ja);
  });

  test('says UTC once to a reader in UTC', () => {
    const reader = { ...EN, zone: 'UTC' };
    const value = { kind: 'until', endMs: at('2026-11-24T18:00Z') } as const;
    expect(echoTimeInput(value, reader)).toBe('until 24 Nov 18:00 (UTC)');
  });
});
