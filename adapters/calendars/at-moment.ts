/** A calendar of events at one moment: open or closed, and until when. */

import { DAY, type EpochMs } from '../../src/kernel/time.ts';
import type { CalendarState } from '../../src/policy/freeze.ts';
import type { IcsCalendar, Span } from './ics.ts';

/** Nobody asks for access further ahead; an end that is later is not known. */
const AHEAD_MS = 400 * DAY;
/** So that questions of the same month are answered from one look through the calendar. */
const SPARE_MS = 31 * DAY;

export function stateAt(calendar: IcsCalendar) {
  const { outside } = calendar;
  let known: { fromMs: EpochMs; toMs: EpochMs; spans: readonly Span[] } | undefined;

  function spansAround(atMs: EpochMs): readonly Span[] {
    if (known && known.fromMs <= atMs && atMs + AHEAD_MS <= known.toMs) return known.spans;
    const toMs = atMs + AHEAD_MS + SPARE_MS;
    known = { fromMs: atMs, toMs, spans: calendar.spans(atMs, toMs) };
    return known.spans;
  }

  return (atMs: EpochMs): CalendarState => {
    const horizonMs = atMs + AHEAD_MS;
    const spans = spansAround(atMs);
    const on = spans.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
    const isOpen = outside === 'open' ? !on : on !== undefined;
    if (isOpen) return { open: true };
    const next = spans.find(({ startMs }) => startMs > atMs);
    const untilMs = outside === 'open' ? on?.endMs : next?.startMs;
    const isKnown = untilMs !== undefined && untilMs <= horizonMs;
    return { open: false, why: 'closed', ...(isKnown ? { untilMs } : {}) };
  };
}
