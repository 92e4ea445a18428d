/** Reads an iCalendar text, and says when its events are on. */

import * as ical from 'ical.js';
import { DAY, type EpochMs } from '../../src/kernel/time.ts';
import { withoutMark } from './ics-lines.ts';
import { isMeant, type Outside, troublesOf } from './ics-trouble.ts';
import { withPatience } from './patience.ts';
import { instantOf, knowZones } from './zones.ts';

const ICAL = ical.default;
type Time = InstanceType<typeof ICAL.Time>;
type Component = InstanceType<typeof ICAL.Component>;
type Event = InstanceType<typeof ICAL.Event>;

export interface IcsOptions {
  /** In which whole days and times without a zone are meant. */
  readonly zone: string;
  /** What holds while no event is on; the events are the other. */
  readonly outside: Outside;
}

/** From, and until just before. */
export interface Span {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}

export interface IcsCalendar {
  readonly outside: Outside;
  /**
   * Every time its events are on between the two, in order; those that touch are one.
   * @throws Error when they recur too often to be looked through.
   */
  spans(fromMs: EpochMs, toMs: EpochMs): readonly Span[];
}

/** Every day for a hundred years; more than this is no calendar of anybody's. */
const MOST_TIMES = 40_000;
/** For so long nothing else is done. */
const PATIENCE_MS = 3_000;

/** @throws Error with what is wrong in it. */
export function readIcs(text: string, options: IcsOptions): IcsCalendar {
  const known = withPatience(PATIENCE_MS, () => knownOf(withoutMark(text), options));
  return {
    outside: options.outside,
    spans: (fromMs, toMs) => withPatience(PATIENCE_MS, () => spansOf(known, fromMs, toMs)),
  };
}

function knownOf(text: string, { zone, outside }: IcsOptions): Known {
  const calendar = new ICAL.Component(parsed(text));
  if (calendar.name !== 'vcalendar') throw new Error('it is no VCALENDAR');
  const [trouble] = troublesOf(text, outside);
  if (trouble) throw new Error(`${trouble.property}: ${trouble.message}`);
  knowZones(calendar);
  const components = calendar.getAllSubcomponents('vevent');
  for (const one of components) requireTimes(one);
  const isOwn = (one: Component) => !one.hasProperty('recurrence-id');
  const events = components.filter(isOwn).map((one) => eventOf(one, components));
  const counts = (one: Component) =>
    isMeant((name) => String(one.getFirstPropertyValue(name.toLowerCase()) ?? ''), outside);
  const moved = components.filter((one) => !isOwn(one)).filter(counts);
  return { zone, events, counts, moved: moved.map((one) => new ICAL.Event(one)) };
}

interface Known {
  readonly zone: string;
  readonly events: readonly Event[];
  readonly counts: (component: Component) => boolean;
  /** Single times of a series that are at another time, or of another kind. */
  readonly moved: readonly Event[];
}

function parsed(text: string): unknown[] {
  const read: unknown = ICAL.parse(text);
  const isOne = Array.isArray(read) && typeof read[0] === 'string';
  if (!isOne) throw new Error('it is not one calendar');
  return read;
}

function requireTimes(component: Component): void {
  const start: unknown = component.getFirstPropertyValue('dtstart');
  if (!(start instanceof ICAL.Time)) throw new Error('an event has no DTSTART');
  const event = new ICAL.Event(component);
  if (event.endDate.compare(event.startDate) < 0) throw new Error('an event ends before it begins');
}

function eventOf(component: Component, all: readonly Component[]): Event {
  const uid = component.getFirstPropertyValue('uid');
  const exceptions = all.filter(
    (one) => one.hasProperty('recurrence-id') && one.getFirstPropertyValue('uid') === uid,
  );
  inclusive(component);
  return new ICAL.Event(component, { exceptions });
}

/** Many programs end a series of times on a day, and mean all of that day. */
function inclusive(component: Component): void {
  const start = component.getFirstPropertyValue('dtstart') as Time;
  for (const property of component.getAllProperties('rrule')) {
    const { until } = property.getFirstValue() as { until?: Time | null };
    if (!until?.isDate || start.isDate) continue;
    until.isDate = false;
    until.hour = 23;
    until.minute = 59;
    until.second = 59;
    until.zone = start.zone;
  }
}

function spansOf(known: Known, fromMs: EpochMs, toMs: EpochMs): readonly Span[] {
  const { zone, events, moved, counts } = known;
  const spanOf = (start: Time, end: Time): Span => {
    return { startMs: instantOf(start, zone), endMs: instantOf(end, zone) };
  };
  const look = { fromMs, toMs, spanOf, counts, left: MOST_TIMES };
  const all = [
    ...events.flatMap((event) => timesOf(event, look)),
    ...moved.map((event) => spanOf(event.startDate, event.endDate)),
  ];
  return joined(all.filter(({ startMs, endMs }) => endMs > fromMs && startMs <= toMs));
}

interface Look {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly spanOf: (start: Time, end: Time) => Span;
  readonly counts: Known['counts'];
  /** Counted down over all events. */
  left: number;
}

function timesOf(event: Event, look: Look): readonly Span[] {
  const { fromMs, toMs, spanOf, counts } = look;
  const first = spanOf(event.startDate, event.endDate);
  if (!event.isRecurring()) return counts(event.component) ? [first] : [];
  const fromTheEndMs = fromMs - LATER_MS - (first.endMs - first.startMs);
  const found: Span[] = [];
  const times = event.iterator();
  for (let at = nextOf(times); at; at = nextOf(times)) {
    look.left -= 1;
    if (look.left < 0) throw new Error('its events recur too often');
    const { startMs } = spanOf(at, at);
    if (startMs > toMs + LATER_MS) break;
    if (startMs < fromTheEndMs) continue;
    const { item, startDate, endDate } = event.getOccurrenceDetails(at);
    const isMoved = item !== event && !item.modifiesFuture();
    if (!isMoved && counts(item.component)) found.push(spanOf(startDate, endDate));
  }
  return found;
}

/** A series that was moved as a whole from some time on is elsewhere by as much at most. */
const LATER_MS = 31 * DAY;

const nextOf = (times: { next(): unknown }): Time | undefined =>
  (times.next() ?? undefined) as Time | undefined;

/** What is over before it is on is on at no time. */
function joined(spans: readonly Span[]): readonly Span[] {
  const runs: Span[] = [];
  const real = spans.filter(({ startMs, endMs }) => endMs > startMs);
  for (const span of real.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = runs.at(-1);
    if (last && span.startMs <= last.endMs) {
      runs[runs.length - 1] = { ...last, endMs: Math.max(last.endMs, span.endMs) };
    } else runs.push(span);
  }
  return runs;
}
