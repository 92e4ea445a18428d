/** What the two times of a range make of each other: the half of the day, the day, midnight. */

import { inheritHalf, type Readings, readingsOf } from './time-input-clock.ts';
import type { Day } from './time-input-day.ts';
import type { LocalBound } from './time-input-phrase.ts';
import { placeDay, placeTime, type Step } from './time-input-place.ts';
import type { Found } from './time-input-scan.ts';

interface Pair {
  readonly startDay: Found<Day> | undefined;
  readonly startReadings: Readings;
  readonly endDay: Found<Day> | undefined;
  readonly endReadings: Readings;
  /** `22:00-02:00 tomorrow`: begins tomorrow, or ends tomorrow? */
  readonly isDayUnclear: boolean;
}

export function pairOf(start: LocalBound, end: LocalBound): Pair {
  const startReadings = readingsOf(start.clock, end.clock);
  const endReadings = endReadingsOf(start, end, startReadings);
  const isDayShared = end.isDayBehind && !start.day;
  const crossesMidnight = endReadings[0] <= startReadings[0];
  return {
    startDay: isDayShared ? end.day : start.day,
    startReadings,
    endDay: isDayShared ? undefined : end.day,
    endReadings,
    isDayUnclear: isDayShared && crossesMidnight,
  };
}

/** The end of a range that begins on `date`. Without a day of its own it may be past midnight. */
export function placeEnd(
  { startReadings, endDay, endReadings }: Pair,
  { date, startMs }: { readonly date: Temporal.PlainDate; readonly startMs: number },
  words: Found<LocalBound>,
  { today, zone }: { readonly today: Temporal.PlainDate; readonly zone: string },
): Step<number> {
  if (!endDay) {
    const endDate = endReadings[0] < startReadings[0] ? date.add({ days: 1 }) : date;
    return placeTime(endDate, endReadings, words, zone);
  }
  const days = placeDay(endDay, isFromStart(endDay.value) ? date : today, endReadings, zone);
  if (!days.ok) return days;
  const [first, ...others] = days.value;
  let end = placeTime(first, endReadings, words, zone);
  for (const other of others) {
    if (end.ok && end.value <= startMs) end = placeTime(other, endReadings, words, zone);
  }
  return end;
}

/** `tomorrow` is counted from today even behind a start; the next Friday is not. */
const isFromStart = (day: Day) =>
  day.kind === 'after-start' ||
  day.kind === 'date' ||
  (day.kind === 'weekday' && (day.which === 'coming' || day.which === 'next'));

function endReadingsOf(start: LocalBound, end: LocalBound, startReadings: Readings): Readings {
  // With a day of its own the end stands alone, and takes nothing over.
  const clock = end.day ? end.clock : inheritHalf(end.clock, start.clock);
  const readings = readingsOf(clock, start.clock);
  const isBackwards = clock !== end.clock && readings[0] <= startReadings[0];
  return isBackwards ? readingsOf(end.clock, start.clock) : readings;
}
