/** What people type for a time, line by line, seen from one afternoon in Tokyo. */

import { describe, expect, test } from 'vitest';
import { parseTimeInput } from '../../src/kernel/time-input.ts';

const AFTERNOON = { nowMs: Date.parse('2026-11-24T14:05:00+09:00'), zone: 'Asia/Tokyo' };
const tokyo = (text: string) => Date.parse(`2026-${text}:00+09:00`);

describe('an amount of time is a duration', () => {
  test.each(
    rows<number>([
      [120, '2h', '2 h', ' 2H ', '2hrs', '2 hours', '120m', 'for 2h', 'PT2H', 'pt120m', '２ｈ'],
      [120, '2時間', '２時間', '2 時間', '120分', '120 分間'],
      [150, '2h30m', '2h 30m', '2 hours 30 minutes', '2h and 30min', '2.5h', 'PT2H30M'],
      [150, '2時間半', '2時間30分', '2時間と30分', '２時間３０分'],
      [90, '90m', '90 min', '90 minutes', '90分', '1.5h', 'PT1.5H'],
      [60, '1 hour', '1時間'],
      [30, '30分間', '0.5h', '0h30m'],
      [0.75, '45s', '45 seconds', '45秒', 'PT45S'],
      [1440, '1d', '1 day', '1日', '1日間', 'P1D'],
      [1560, '1d2h', '1日2時間', 'P1DT2H'],
      [2880, '2 days', '2日'],
      [10_080, '1w', '1 week', '1週間', 'P1W'],
      [366 * 1440, '366d'],
    ]),
  )('%s', (typed, minutes) => {
    const value = { kind: 'duration', durationMs: minutes * 60_000 };
    expect(parseTimeInput(typed, AFTERNOON)).toEqual({ ok: true, value });
  });
});

describe('an end alone begins when access becomes active', () => {
  test.each(
    rows<string>([
      ['11-24T18:00', 'until 18:00', 'UNTIL 6PM', 'till 6 p.m.', 'until 2026-11-24 18:00'],
      ['11-24T18:00', '18時まで', '午後6時まで', '18:00まで', '今日18時まで', '今日の18:00まで'],
      ['11-24T18:00', 'until 2026-11-24T18:00+09:00', 'until 2026-11-24T09:00Z'],
      ['11-24T18:30', '18時半まで', '午後6時半まで', 'until 6:30pm', '18時30分まで'],
      ['11-25T09:00', 'till tomorrow 9:00', 'until 9am tomorrow', '明日9時まで', 'until wed 9:00'],
      ['11-25T02:00', 'until 2:00', '2時まで'],
      ['11-25T00:00', 'until 24:00', '24時まで', 'until 12am', '午前0時まで'],
      ['11-27T18:00', 'until friday 18:00', 'until 18:00 on Friday', '金曜18時まで'],
    ]),
  )('%s', (typed, end) => {
    const value = { kind: 'until', endMs: tokyo(end) };
    expect(parseTimeInput(typed, AFTERNOON)).toEqual({ ok: true, value });
  });
});

const WINDOWS: Table<string> = [
  ['11-24T18:00 11-24T19:00', '18:00-19:00', '18:00–19:00', '18:00~19:00', '18:00〜19:00'],
  ['11-24T18:00 11-24T19:00', '18:00 ～ 19:00', '18:00ー19:00', '18:00−19:00', '18:00 to 19:00'],
  ['11-24T18:00 11-24T19:00', 'from 6pm to 7pm', '6pm-7pm', 'today 18:00-19:00', '18:00 for 1h'],
  ['11-24T18:00 11-24T19:00', '2026-11-24 18:00-19:00', '2026/11/24 18:00 for 1h'],
  ['11-24T18:00 11-24T19:00', '2026-11-24T18:00+09:00/2026-11-24T19:00+09:00'],
  ['11-24T18:00 11-24T19:00', '2026-11-24T09:00Z/2026-11-24T10:00Z', '2026-11-24T09:00Z/PT1H'],
  ['11-24T18:00 11-24T19:00', '24 Nov 18:00-19:00', 'Tue 24 Nov 18:00–19:00', 'Nov 24 6pm-7pm'],
  ['11-24T18:00 11-24T19:00', '18時〜19時', '18時から19時', '18時から19時まで', '今日18時から19時'],
  ['11-24T18:00 11-24T19:00', '午後6時から7時', '午後6:00〜7:00', '11月24日18時から19時'],
  [
    '11-24T18:00 11-24T19:00',
    '１８：００〜１９：００',
    '１８時～１９時',
    '11月24日(火) 18:00〜19:00',
  ],
  ['11-24T18:30 11-24T19:30', '18時半から19時半', '午後6時半から7時半', '18:30〜19時30分'],
  ['11-25T18:00 11-25T19:00', '明日18時から19時', '明日の18時から19時', '18:00-19:00 tomorrow'],
  ['11-25T09:00 11-25T10:00', 'tomorrow 9:00 for 1h', 'tomorrow 9:00-10:00', '明日9時から1時間'],
  ['11-25T09:00 11-25T10:00', 'tomorrow at 9:00 for 1h', 'wed 9am-10am', '水曜 9時から10時'],
  ['11-26T09:00 11-26T10:00', '明後日9時から1時間', 'the day after tomorrow 9:00-10:00'],
  ['11-30T09:00 11-30T10:00', 'mon 9:00-10:00', 'next monday 9:00 for 1h'],
  ['11-30T09:00 11-30T10:00', '来週月曜 9時から10時', '来週の月曜日の9時〜10時'],
  ['12-01T09:00 12-01T10:00', 'tue 9:00-10:00', 'next tuesday 9:00-10:00'],
  ['11-24T22:00 11-25T02:00', '22:00-02:00', '22:00-2am', 'today 22:00 to tomorrow 2:00'],
  ['11-24T22:00 11-25T02:00', '22時から2時', '22時から翌2時', '22時〜翌日の2時', '22:00 for 4h'],
  ['11-27T22:00 11-30T02:00', 'fri 22:00 - mon 2:00', '金曜22時から月曜2時'],
];

describe('a start and an end are a window', () => {
  test.each(rows(WINDOWS))('%s', (typed, meaning) => {
    const [startMs, endMs] = meaning.split(' ').map(tokyo);
    const value = { kind: 'window', startMs, endMs };
    expect(parseTimeInput(typed, AFTERNOON)).toEqual({ ok: true, value });
  });

  test('that is already running begins now, never in the past', () => {
    for (const typed of ['13:00-15:00', '13時から2時間', 'today 13:00-15:00', 'tue 13:00-15:00']) {
      const value = { kind: 'window', startMs: AFTERNOON.nowMs, endMs: tokyo('11-24T15:00') };
      expect(parseTimeInput(typed, AFTERNOON)).toEqual({ ok: true, value });
    }
  });

  test('is next year when its day of this year is long over', () => {
    const value = parseTimeInput('1月5日9時から10時', AFTERNOON);
    expect(value).toMatchObject({ value: { startMs: Date.parse('2027-01-05T09:00+09:00') } });
  });
});

/** Each meaning with its spellings, one row a spelling. */
type Table<T> = ReadonlyArray<readonly [meaning: T, ...typed: string[]]>;
function rows<T>(table: Table<T>): [string, T][] {
  return table.flatMap(([meaning, ...typed]) => typed.map((line): [string, T] => [line, meaning]));
}
