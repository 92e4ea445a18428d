/** Turns a day somebody named into dates, and a time on that date into an instant of a zone. */

import type { Day } from './time-input-day.ts';

/** A local time is one instant, or none when clocks go forward, or two when they go back. */
type Instants =
  | { readonly kind: 'one'; readonly ms: readonly [number] }
  /** The instant that stands in for it is only good for telling roughly when it would be. */
  | { readonly kind: 'none'; readonly ms: readonly [number] }
  | { readonly kind: 'two'; readonly ms: readonly [number, number] };

/** `minutes` is the wall clock, not time since midnight; 1440 is the midnight that ends the day. */
export function instantsOf(date: Temporal.PlainDate, minutes: number, zone: string): Instants {
  const time = { hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 };
  const local = date.add({ days: Math.floor(minutes / 1440) }).toPlainDateTime(time);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) {
    return { kind: 'one', ms: [earlier.epochMilliseconds] };
  }
  const exists = earlier.toPlainDateTime().equals(local);
  if (!exists) return { kind: 'none', ms: [later.epochMilliseconds] };
  return { kind: 'two', ms: [earlier.epochMilliseconds, later.epochMilliseconds] };
}

export const dateIn = (ms: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();

/** `rivals` are two dates between which the words do not decide. */
type Dates =
  | { readonly kind: 'in-turn'; readonly dates: readonly Temporal.PlainDate[] }
  | { readonly kind: 'rivals'; readonly dates: readonly [Temporal.PlainDate, Temporal.PlainDate] };

/**
 * The dates a day may mean, seen from `today`, the likelier first: a day that recurs yields a
 * second one for when the first is over. None when the calendar has no such day.
 */
export function datesOf(day: Day, today: Temporal.PlainDate): Dates {
  if (day.kind === 'weekday') return weekdayDates(day, today);
  if (day.kind === 'date') return inTurn(...calendarDates(day, today));
  return inTurn(today.add({ days: day.kind === 'after-today' ? day.days : 1 }));
}

const inTurn = (...dates: Temporal.PlainDate[]): Dates => ({ kind: 'in-turn', dates });

function weekdayDates(day: Extract<Day, { kind: 'weekday' }>, today: Temporal.PlainDate): Dates {
  const ahead = (day.weekday - today.dayOfWeek + 7) % 7;
  const coming = today.add({ days: ahead });
  if (day.which === 'coming') return inTurn(coming, coming.add({ days: 7 }));
  if (day.which === 'next') return inTurn(ahead === 0 ? coming.add({ days: 7 }) : coming);

  // To some a week begins on Monday, to others on Sunday, and 来週日曜 is a week apart for them.
  const weeks = day.which === '来週' ? 7 : 0;
  const monday = today.add({ days: weeks + 1 - today.dayOfWeek });
  const sunday = today.add({ days: weeks - (today.dayOfWeek % 7) });
  const first = monday.add({ days: day.weekday - 1 });
  const second = sunday.add({ days: day.weekday % 7 });
  if (first.equals(second)) return inTurn(first);
  return {
    kind: 'rivals',
    dates: isBefore(first, second) ? [first, second] : [second, first],
  };
}

function calendarDates(day: Extract<Day, { kind: 'date' }>, today: Temporal.PlainDate) {
  const agrees = (date: Temporal.PlainDate) => [undefined, date.dayOfWeek].includes(day.weekday);
  if (day.year !== undefined) return calendarDate(day, day.year).filter(agrees);

  // Without a year it is this year's, or the next one's if that is near: yesterday's date is a
  // slip and not a wish for a year ahead. Nor is a weekday that fits only then.
  const soon = today.add({ days: 183 });
  const thisYear = calendarDate(day, today.year);
  const nextYear = calendarDate(day, today.year + 1).filter((date) => isBefore(date, soon));
  const isToCome = thisYear.some((date) => !isBefore(date, today));
  return [...thisYear, ...(isToCome ? [] : nextYear)].filter(agrees);
}

function calendarDate({ month, day }: Extract<Day, { kind: 'date' }>, year: number) {
  try {
    return [Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })];
  } catch {
    return [];
  }
}

const isBefore = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(one, other) < 0;
