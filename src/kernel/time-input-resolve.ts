/** Finds the instants a phrase stands for, as seen from one moment in one zone. */

import { dateIn } from './time-input-calendar.ts';
import { type Readings, readingsOf } from './time-input-clock.ts';
import type { Day } from './time-input-day.ts';
import type { Bound, LocalBound, Phrase } from './time-input-phrase.ts';
import * as place from './time-input-place.ts';
import { pairOf, placeEnd } from './time-input-range.ts';
import type { Found } from './time-input-scan.ts';
import type { TimeInputContext, TimeWindow } from './time-input-value.ts';

export function resolvePhrase(
  { value, from, to }: Found<Phrase>,
  context: TimeInputContext,
): place.Step<TimeWindow> {
  const words = { from, to };
  if (value.kind === 'range') return resolveRange(words, value.start, value.end, context);
  if (value.kind === 'until') return resolveUntil(words, value.end, context);
  if (value.kind === 'start-and-amount') {
    return resolveStartAndAmount(words, value.start, value.amount, context);
  }
  const ms = place.checkAmount(value.amount);
  return ms.ok ? place.settled({ kind: 'duration', durationMs: ms.value }) : ms;
}

type Words = Pick<Found<unknown>, 'from' | 'to'>;

function resolveUntil(words: Words, end: Found<Bound>, context: TimeInputContext) {
  const { nowMs, zone } = context;
  if (!isLocal(end)) {
    const endMs = placeExact(end);
    return endMs.ok ? until(words, endMs.value, nowMs) : endMs;
  }
  const today = dateIn(nowMs, zone);
  const { day } = end.value;
  const readings = readingsOf(end.value.clock);
  const days = place.placeDay(day, today, readings, zone);
  if (!days.ok) return days;

  const [first, second] = day ? days.value : [today, today.add({ days: 1 })];
  const sooner = place.placeTime(first, readings, end, zone);
  if (!sooner.ok || sooner.value > nowMs || !second) {
    return sooner.ok ? until(words, sooner.value, nowMs) : sooner;
  }
  const later = place.placeTime(second, readings, end, zone);
  if (!later.ok) return later;
  // At 22:00, `until 2:00` is tonight. At 18:05, `until 18:00` is a slip and not 24 hours.
  const isSlip = !day && later.value - nowMs > HALF_A_DAY_MS;
  return until(words, isSlip ? sooner.value : later.value, nowMs);
}

function until(words: Words, endMs: number, nowMs: number): place.Step<TimeWindow> {
  if (endMs <= nowMs) return place.refuse({ code: 'in-the-past', endMs }, words);
  const span = place.checkSpan(nowMs, endMs, words);
  return span.ok ? place.settled({ kind: 'until', endMs }) : span;
}

function resolveStartAndAmount(
  words: Words,
  start: Found<Bound>,
  amount: Found<number>,
  context: TimeInputContext,
): place.Step<TimeWindow> {
  const ms = place.checkAmount(amount);
  if (!ms.ok) return ms;
  if (isLocal(start)) {
    const readings = readingsOf(start.value.clock);
    const spanFrom = (startMs: number) => place.checkSpan(startMs, startMs + ms.value, words);
    // A start with an amount looks ahead: at 01:00, `22:00 for 4h` is not last night's.
    const yesterdayCounts = false;
    const { day } = start.value;
    return firstAhead({ words, start, day, readings, yesterdayCounts, spanFrom }, context);
  }
  const startMs = placeExact(start);
  if (!startMs.ok) return startMs;
  return ahead(words, { startMs: startMs.value, endMs: startMs.value + ms.value }, context);
}

function resolveRange(
  words: Words,
  start: Found<Bound>,
  end: Found<Bound>,
  context: TimeInputContext,
): place.Step<TimeWindow> {
  if (isLocal(start) && isLocal(end)) return resolveLocalRange(words, start, end, context);
  const startMs = placeExact(start);
  const endMs = placeExact(end);
  if (!startMs.ok) return startMs;
  if (!endMs.ok) return endMs;
  const span = place.checkSpan(startMs.value, endMs.value, words);
  return span.ok ? ahead(words, span.value, context) : span;
}

function resolveLocalRange(
  words: Words,
  start: Found<LocalBound>,
  end: Found<LocalBound>,
  context: TimeInputContext,
): place.Step<TimeWindow> {
  const { nowMs, zone } = context;
  const today = dateIn(nowMs, zone);
  const pair = pairOf(start.value, end.value);
  const { startDay: day, startReadings: readings } = pair;
  if (pair.isDayUnclear) {
    const days = place.placeDay(day, today, readings, zone);
    return days.ok ? place.unclear([today, days.value[0]], readings, end, zone) : days;
  }
  const spanFrom = (startMs: number, date: Temporal.PlainDate) => {
    const endMs = placeEnd(pair, { date, startMs }, end, { today, zone });
    return endMs.ok ? place.checkSpan(startMs, endMs.value, words) : endMs;
  };
  const yesterdayCounts = !day;
  return firstAhead({ words, start, day, readings, yesterdayCounts, spanFrom }, context);
}

interface Start {
  readonly words: Words;
  readonly start: Words;
  readonly day: Found<Day> | undefined;
  readonly readings: Readings;
  readonly yesterdayCounts: boolean;
  readonly spanFrom: (startMs: number, date: Temporal.PlainDate) => place.Step<place.Span>;
}

/** The first of the dates on which the window is not yet over. */
function firstAhead(
  { words, start, day, readings, yesterdayCounts, spanFrom }: Start,
  context: TimeInputContext,
): place.Step<TimeWindow> {
  const { nowMs, zone } = context;
  const today = dateIn(nowMs, zone);
  const spanOn = (date: Temporal.PlainDate) => {
    const startMs = place.placeTime(date, readings, start, zone);
    return startMs.ok ? spanFrom(startMs.value, date) : startMs;
  };
  const days = place.placeDay(day, today, readings, zone);
  if (!days.ok) return days;
  const [first, second] = days.value;
  const sooner = spanOn(first);
  if (!sooner.ok) return sooner;
  const yesterday = yesterdayCounts ? spanOn(today.subtract({ days: 1 })) : undefined;
  if (yesterday?.ok && yesterday.value.endMs > nowMs && sooner.value.startMs > nowMs) {
    // At 01:00, `22:00-02:00` may be the night that is running or the one to come.
    const candidatesMs = [yesterday.value.startMs, sooner.value.startMs] as const;
    return place.refuse({ code: 'ambiguous', candidatesMs }, words);
  }
  if (sooner.value.endMs > nowMs || !second) return ahead(words, sooner.value, context);
  const later = spanOn(second);
  return later.ok ? ahead(words, later.value, context) : later;
}

/** What is over is refused; what is running begins now, for nothing is granted backwards. */
function ahead(
  words: Words,
  { startMs, endMs }: place.Span,
  { nowMs }: TimeInputContext,
): place.Step<TimeWindow> {
  if (endMs <= nowMs) return place.refuse({ code: 'in-the-past', endMs }, words);
  return place.settled({ kind: 'window', startMs: Math.max(startMs, nowMs), endMs });
}

const HALF_A_DAY_MS = 12 * 3_600_000;

const isLocal = (bound: Found<Bound>): bound is Found<LocalBound> => bound.value.kind === 'local';

function placeExact({ value, from, to }: Found<Bound>): place.Step<number> {
  const ms = value.kind === 'exact' ? value.ms : undefined;
  if (ms === undefined) return place.refuse({ code: 'does-not-exist', what: 'day' }, { from, to });
  return place.settled(ms);
}
