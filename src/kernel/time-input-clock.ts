/** Reads a time of day: 18:00, 6pm, 18時半, 午後6時. */

import { type Found, matchAt, type Source } from './time-input-scan.ts';

export interface Clock {
  /** As written: 6 in both `6:00` and `6pm`. 24 is the end of a day, never the start of one. */
  readonly hour: number;
  readonly minute: number;
  readonly half: 'am' | 'pm' | undefined;
  readonly japanese: boolean;
}

export function readClock(source: Source, at: number): Found<Clock> | undefined {
  return readTwelveHourClock(source, at) ?? readPlainClock(source, at);
}

/** Minutes on the wall clock since the day began; two when the words do not decide. */
export type Readings = readonly [number] | readonly [number, number];

/**
 * What a clock may mean. Two things when it is read in two ways: `9:00` beside `10pm` may be
 * morning or evening, and 午後12時 is noon to some and midnight to others.
 */
export function readingsOf({ hour, minute, half, japanese }: Clock, beside?: Clock): Readings {
  const isOnHalfDial = hour >= 1 && hour <= 12;
  if (half === undefined) {
    if (!beside?.half || !isOnHalfDial) return [hour * 60 + minute];
    return [(hour % 12) * 60 + minute, ((hour % 12) + 12) * 60 + minute];
  }
  const noon = half === 'pm' ? 12 : 0;
  if (hour === 12 && japanese) return [noon * 60 + minute, (noon + 12) * 60 + minute];
  return [((hour % 12) + noon) * 60 + minute];
}

/** 「午後6時から7時」 is 7 in the evening: in Japanese the second time takes over the half of day. */
export function inheritHalf(end: Clock, start: Clock): Clock {
  const takesOver = start.japanese && end.half === undefined && end.hour >= 1 && end.hour <= 12;
  return takesOver ? { ...end, half: start.half, japanese: true } : end;
}

function readTwelveHourClock(source: Source, at: number): Found<Clock> | undefined {
  const token = matchAt(source, at, TWELVE_HOUR);
  if (!token) return undefined;
  const [, hour, minute = '0', half] = token.groups;
  const value: Clock = {
    hour: Number(hour),
    minute: Number(minute),
    half: half === 'a' ? 'am' : 'pm',
    japanese: false,
  };
  return { value, from: at, to: token.to };
}

function readPlainClock(source: Source, at: number): Found<Clock> | undefined {
  const token = matchAt(source, at, JAPANESE) ?? matchAt(source, at, TWENTY_FOUR_HOUR);
  if (!token) return undefined;
  const [, half, hour, minute, and30] = token.groups;
  const value: Clock = {
    hour: Number(hour),
    minute: and30 ? 30 : Number(minute ?? 0),
    half: HALVES[half ?? ''],
    japanese: half !== undefined || token.groups[0].includes('時'),
  };
  const isTooLate = value.hour === 24 ? value.minute > 0 : value.half && value.hour > 12;
  return isTooLate ? undefined : { value, from: at, to: token.to };
}

const TWELVE_HOUR = /(1[0-2]|0?[1-9])(?::([0-5]\d))?\s*([ap])(?:m|\.m\.?)(?![a-z])/y;
const HALVES: Readonly<Record<string, 'am' | 'pm'>> = { 午前: 'am', 午後: 'pm' };
const HOUR = '(1[0-9]|2[0-4]|0?[0-9])';
const HALF = String.raw`(?:(午前|午後)\s*)?`;
const TWENTY_FOUR_HOUR = new RegExp(String.raw`${HALF}${HOUR}:([0-5]\d)(?!\d|:\d)`, 'y');
// No space before the minutes: in 「18時から19時 30分の停止」 they belong to the justification. And
// 時間 is an amount, not a time.
const JAPANESE = new RegExp(String.raw`${HALF}${HOUR}\s*時(?!間)(?:([0-5]?\d)分(?!間)|(半))?`, 'y');
