/** Reads a day: tomorrow, next Monday, 2026-11-24, 明後日, 来週月曜, 11月24日. */

import { type Found, matchAt, type Source } from './time-input-scan.ts';
import { monthNumber, weekdayNumber } from './time-names.ts';

export type Day =
  | { readonly kind: 'after-today'; readonly days: number }
  /** 翌日: the day after the one on which the window begins. */
  | { readonly kind: 'after-start' }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: WhichWeek }
  | {
      readonly kind: 'date';
      readonly year: number | undefined;
      readonly month: number;
      readonly day: number;
      /** Said besides the date, so it has to agree with it. */
      readonly weekday: number | undefined;
    };

/** `coming` may be today; `next`, in English, is the first one after today. */
type WhichWeek = 'coming' | 'next' | '今週' | '来週';

/** A day in front of a time, with whatever joins the two. */
export function readDayBefore(source: Source, at: number): Found<Day> | undefined {
  // Dates before weekdays: `Tue 24 Nov` begins as `Tue` does.
  return (
    readDay(source, at, [RELATIVE_EN, AFTER_NEXT_EN, DATE_EN, DATE_US, WEEKDAY_EN], JOINT_EN) ??
    readDay(source, at, [DATE_ISO], JOINT_ISO) ??
    readDay(source, at, [RELATIVE_JA, DATE_JA, WEEKDAY_JA, FOLLOWING_JA], JOINT_JA)
  );
}

/** A day behind a time, as in `6pm tomorrow`. Only words that hardly begin a justification. */
export function readDayBehind(source: Source, at: number): Found<Day> | undefined {
  const joint = matchAt(source, at, /\s+(?:on\s+)?/y);
  return joint && readDay(source, joint.to, [RELATIVE_EN, FULL_WEEKDAY_EN], NOTHING);
}

/** A day with nothing joined to it. */
export function readLoneDay(source: Source, at: number): Found<Day> | undefined {
  return readDay(source, at, [RELATIVE_EN, FULL_WEEKDAY_EN, RELATIVE_JA, WEEKDAY_JA], NOTHING);
}

interface DayPattern {
  readonly pattern: RegExp;
  readonly day: (groups: readonly (string | undefined)[]) => Day;
}

function readDay(source: Source, at: number, patterns: readonly DayPattern[], joint: RegExp) {
  for (const { pattern, day } of patterns) {
    const token = matchAt(source, at, pattern);
    const joined = token && matchAt(source, token.to, joint);
    if (joined) return { value: day([...token.groups]), from: at, to: joined.to };
  }
  return undefined;
}

const NOTHING = /(?![a-z\d])/y;
const JOINT_EN = /\s+(?:(?:at|from)\s+)?/y;
const JOINT_ISO = /\s+(?:(?:at|from)\s+)?|\s*の\s*/y;
const JOINT_JA = /\s*(?:の\s*)?/y;

const TODAY = ['today', '今日', '本日'];
const TOMORROW = ['tomorrow', '明日', 'あした', 'あす'];
const WEEKDAY =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?' +
  '|sat(?:urday)?|sun(?:day)?)(?![a-z])';
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?' +
  '|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])';

const relative = (pattern: RegExp): DayPattern => ({
  pattern,
  day: ([, word = '']) => ({ kind: 'after-today', days: daysAhead(word) }),
});
const daysAhead = (word: string) => (TODAY.includes(word) ? 0 : TOMORROW.includes(word) ? 1 : 2);
const RELATIVE_EN = relative(/(today|tomorrow)(?![a-z])/y);
const RELATIVE_JA = relative(/(今日|本日|明日|あした|あす|明後日|あさって)/y);
const AFTER_NEXT_EN: DayPattern = {
  pattern: /(?:the\s+)?day\s+after\s+tomorrow(?![a-z])/y,
  day: () => ({ kind: 'after-today', days: 2 }),
};
const FOLLOWING_JA: DayPattern = { pattern: /翌日?/y, day: () => ({ kind: 'after-start' }) };

const weekdayEn = (name: string): DayPattern => ({
  pattern: new RegExp(String.raw`(?:on\s+)?(next\s+)?${name}`, 'y'),
  day: ([, next, name = '']) => ({
    kind: 'weekday',
    weekday: weekdayNumber(name),
    which: next ? 'next' : 'coming',
  }),
});
const WEEKDAY_EN = weekdayEn(WEEKDAY);
const FULL_WEEKDAY_EN = weekdayEn('((?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![a-z])');
const WEEKDAY_JA: DayPattern = {
  pattern: /(?:(今週|来週)の?)?([月火水木金土日])曜日?/y,
  day: ([, week, name = '']) => ({
    kind: 'weekday',
    weekday: weekdayNumber(name),
    which: week === '今週' || week === '来週' ? week : 'coming',
  }),
};

type DateParts = Record<'year' | 'month' | 'day' | 'weekday', string | undefined>;
const date = ({ year, month = '', day, weekday }: DateParts): Day => ({
  kind: 'date',
  year: year === undefined ? undefined : Number(year),
  month: monthNumber(month) || Number(month),
  day: Number(day),
  weekday: weekday === undefined ? undefined : weekdayNumber(weekday),
});
/** 11/24 without a year is refused: 5/6 is one day in Tokyo and another in London. */
const DATE_ISO: DayPattern = {
  pattern: /(?:on\s+)?(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)/y,
  day: ([, year, , month, day]) => date({ year, month, day, weekday: undefined }),
};
const DATE_EN: DayPattern = {
  pattern: new RegExp(
    String.raw`(?:on\s+)?(?:${WEEKDAY},?\s+)?(\d{1,2})\s+${MONTH}(?:\s+(\d{4})(?!\d))?`,
    'y',
  ),
  day: ([, weekday, day, month, year]) => date({ year, month, day, weekday }),
};
const DATE_US: DayPattern = {
  pattern: new RegExp(
    String.raw`(?:on\s+)?(?:${WEEKDAY},?\s+)?${MONTH}\s+(\d{1,2})(?!\d)(?:,?\s+(\d{4})(?!\d))?`,
    'y',
  ),
  day: ([, weekday, month, day, year]) => date({ year, month, day, weekday }),
};
const DATE_JA: DayPattern = {
  pattern: /(?:(\d{4})年\s*)?(\d{1,2})月\s*(\d{1,2})日\s*(?:\(([月火水木金土日])\))?/y,
  day: ([, year, month, day, weekday]) => date({ year, month, day, weekday }),
};
