/** Turns a day somebody named into dates, and a time on that date into an instant of a zone. */

import { Temporal } from 'temporal-polyfill';
import type { Day } from './time-input-day.ts';

/** A local time is one instant, or none when clocks go forward, or two when they go back. */
export type Instants =
  | { readonly kind: 'one'; readonly ms: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'two'; readonly ms: readonly [number, number] };

/** `minutes` is the wall clock, not time since midnight; 1440 is the midnight that ends the day. */
export function instantsOf(date: Temporal.PlainDate, minutes: number, zone: string): Instants {
  const time = { hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 };
  const local = date.add({ days: Math.floor(minutes / 1440) }).toPlainDateTime(time);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) {
    return { kind: 'one', ms: earlier.epochMilliseconds };
  }
  if (!earlier.toPlainDateTime().equals(local)) return { kind: 'none' };
  return { kind: 'two', ms: [earlier.epochMilliseconds, later.epochMilliseconds] };
}

export const dateIn = (ms: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();

/** `rivals` are two dates between which the words do not decide. */
export type Dates =
  | { readonly kind: 'in-turn'; readonly dates: readonly Temporal.PlainDate[] }
  | { readonly kind: 'rivals'; readonly dates: readonly [Temporal.PlainDate, Temporal.PlainDate] };

/**
 * The dates a day may mean, seen from `today`, the likelier first: a day that recurs yields a
 * second one for when the first is over. None when the calendar has no such day.
 */
export function datesOf(day: Day, today: Temporal.PlainDate): Dates {
  switch (day.kind) {
    case 'after-today':
      return inTurn(today.add({ days: day.days }));
    case 'after-start':
      return inTurn(today.add({ days: 1 }));
    case 'weekday':
      return weekdayDates(day, today);
    case 'date':
      return inTurn(...calendarDates(day, today));
  }
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
    dates: Temporal.PlainDate.compare(first, second) < 0 ? [first, second] : [second, first],
  };
}

function calendarDates(day: Extract<Day, { kind: 'date' }>, today: Temporal.PlainDate) {
  if (day.year !== undefined) return calendarDate(day, day.year);
  const soon = today.add({ days: 366 });
  return [today.year, today.year + 1]
    .flatMap((year) => calendarDate(day, year))
    .filter((date) => Temporal.PlainDate.compare(date, soon) <= 0);
}

function calendarDate(day: Extract<Day, { kind: 'date' }>, year: number): Temporal.PlainDate[] {
  try {
    const date = Temporal.PlainDate.from({ ...day, year }, { overflow: 'reject' });
    return day.weekday === undefined || day.weekday === date.dayOfWeek ? [date] : [];
  } catch {
    return [];
  }
}
