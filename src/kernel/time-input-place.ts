/** Steps from words to instants. Any of them may find that the words do not decide. */

import { datesOf, instantsOf } from './time-input-calendar.ts';
import type { Readings } from './time-input-clock.ts';
import type { Day } from './time-input-day.ts';
import type { Found } from './time-input-scan.ts';
import { LONGEST_TIME_INPUT_MS, type TimeInputTrouble } from './time-input-value.ts';

export type Step<T> = { readonly ok: true; readonly value: T } | Refusal;

/** `from` and `to` are places in the folded text. */
export interface Refusal {
  readonly ok: false;
  readonly trouble: TimeInputTrouble;
  readonly from: number;
  readonly to: number;
}

type Place = Pick<Found<unknown>, 'from' | 'to'>;

export const settled = <T>(value: T): Step<T> => ({ ok: true, value });
export const refuse = (trouble: TimeInputTrouble, { from, to }: Place): Refusal => {
  return { ok: false, trouble, from, to };
};

/** The instant of a time on a date. */
export function placeTime(
  date: Temporal.PlainDate,
  readings: Readings,
  words: Place,
  zone: string,
): Step<number> {
  const first = instantsOf(date, readings[0], zone);
  if (readings.length === 2) {
    const second = instantsOf(date, readings[1], zone);
    return refuse({ code: 'ambiguous', candidatesMs: [first.ms[0], second.ms[0]] }, words);
  }
  if (first.kind === 'none') return refuse({ code: 'does-not-exist', what: 'time' }, words);
  if (first.kind === 'one') return settled(first.ms[0]);
  return refuse({ code: 'ambiguous', candidatesMs: first.ms }, words);
}

/** The dates to try in turn, for a day that stands beside a time. */
export function placeDay(
  day: Found<Day> | undefined,
  today: Temporal.PlainDate,
  readings: Readings,
  zone: string,
): Step<readonly [Temporal.PlainDate, ...Temporal.PlainDate[]]> {
  if (!day) return settled([today]);
  const dates = datesOf(day.value, today);
  if (dates.kind === 'rivals') return unclear(dates.dates, readings, day, zone);
  const [first, ...others] = dates.dates;
  if (!first) return refuse({ code: 'does-not-exist', what: 'day' }, day);
  return settled([first, ...others]);
}

/** Refuses words which fit either of two dates. */
export function unclear(
  [one, other]: readonly [Temporal.PlainDate, Temporal.PlainDate],
  readings: Readings,
  words: Place,
  zone: string,
): Refusal {
  const [first] = instantsOf(one, readings[0], zone).ms;
  const [second] = instantsOf(other, readings[0], zone).ms;
  return refuse({ code: 'ambiguous', candidatesMs: [first, second] }, words);
}

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export function checkSpan(startMs: number, endMs: number, words: Place): Step<Span> {
  if (endMs === startMs) return refuse({ code: 'zero' }, words);
  if (endMs < startMs) return refuse({ code: 'ends-before-start', startMs, endMs }, words);
  if (endMs - startMs > LONGEST_TIME_INPUT_MS) return refuse(TOO_LONG, words);
  return settled({ startMs, endMs });
}

export function checkAmount(amount: Found<number>): Step<number> {
  if (amount.value <= 0) return refuse({ code: 'zero' }, amount);
  return amount.value > LONGEST_TIME_INPUT_MS ? refuse(TOO_LONG, amount) : settled(amount.value);
}

const TOO_LONG = { code: 'too-long', longestMs: LONGEST_TIME_INPUT_MS } as const;
