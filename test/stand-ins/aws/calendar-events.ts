/** The part of iCalendar that a change calendar is made of here: events, and those that recur. */

import { AwsFault } from './fault.ts';

export interface CalendarEvent {
  readonly startMs: number;
  readonly endMs: number;
}

export interface ChangeCalendar {
  /** As it is where no event says otherwise. */
  readonly isOpen: boolean;
  /** From the earliest start on; recurring ones as often as they come within the horizon. */
  readonly events: readonly CalendarEvent[];
}

const DAY_MS = 86_400_000;
/** A calendar without an end is read for ten years after its events begin. */
const MOST_TIMES = 3_660;

/** @throws AwsFault */
export function parseCalendar(text: string): ChangeCalendar {
  const lines = text
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter(Boolean);
  const type = lines.find((line) => line.startsWith('X-CALENDAR-TYPE:'))?.split(':')[1];
  if (lines[0] !== 'BEGIN:VCALENDAR' || !/^DEFAULT_(?:OPEN|CLOSED)$/.test(type ?? '')) {
    const words = 'A change calendar is an iCalendar with an X-CALENDAR-TYPE.';
    throw new AwsFault('InvalidDocumentContent', words);
  }
  const events = blocksOf(lines).flatMap(occurrences);
  return { isOpen: type === 'DEFAULT_OPEN', events: events.toSorted(byStart) };
}

const byStart = (a: CalendarEvent, b: CalendarEvent) => a.startMs - b.startMs;

interface Property {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

function blocksOf(lines: readonly string[]): Property[][] {
  const blocks: Property[][] = [];
  let block: Property[] | undefined;
  for (const line of lines) {
    const [, name = '', parameters = '', value = ''] =
      /^([\w-]+)((?:;[^:]*)?):(.*)$/.exec(line) ?? [];
    if (line === 'BEGIN:VEVENT') block = [];
    else if (line === 'END:VEVENT') {
      if (block) blocks.push(block);
      block = undefined;
    } else block?.push({ name, parameters, value });
  }
  return blocks;
}

function occurrences(block: readonly Property[]): CalendarEvent[] {
  const find = (name: string) => block.find((property) => property.name === name);
  const [start, end, rule] = [find('DTSTART'), find('DTEND'), find('RRULE')];
  if (!start || !end) throw unsupported('an event without a start or an end');
  const from = instantOf(start);
  const lengthMs = instantOf(end).epochMilliseconds - from.epochMilliseconds;
  return (rule ? repeated(from, rule.value) : [from]).map(({ epochMilliseconds: startMs }) => ({
    startMs,
    endMs: startMs + lengthMs,
  }));
}

/** `20261122T120000Z`, `TZID=Asia/Tokyo:20261122T210000`, or `VALUE=DATE:20261122`. */
function instantOf({ parameters, value }: Property): Temporal.ZonedDateTime {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(value);
  if (!match) throw unsupported(`the time ${value}`);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const timeZone = /TZID=([^;]+)/.exec(parameters)?.[1] ?? 'UTC';
  try {
    return Temporal.ZonedDateTime.from({ year, month, day, hour, minute, second, timeZone });
  } catch {
    throw unsupported(`the time ${value} in ${timeZone}`);
  }
}

const STEPS: Readonly<Record<string, 'days' | 'weeks'>> = { DAILY: 'days', WEEKLY: 'weeks' };

function repeated(from: Temporal.ZonedDateTime, rule: string): Temporal.ZonedDateTime[] {
  const parts = Object.fromEntries(rule.split(';').map((part) => part.split('=', 2)));
  const { FREQ = '', INTERVAL = '1', COUNT, UNTIL, ...rest } = parts as Record<string, string>;
  const unit = STEPS[FREQ];
  const odd = Object.keys(rest).filter((name) => name !== 'WKST');
  if (unit === undefined || odd.length > 0) throw unsupported(`the rule ${rule}`);
  const untilMs =
    UNTIL === undefined
      ? Infinity
      : instantOf({ name: 'UNTIL', parameters: '', value: UNTIL }).epochMilliseconds +
        (UNTIL.includes('T') ? 0 : DAY_MS - 1);
  const times = Math.min(Number(COUNT ?? MOST_TIMES), MOST_TIMES);
  return Array.from({ length: times }, (_, n) => from.add({ [unit]: n * Number(INTERVAL) })).filter(
    ({ epochMilliseconds }) => epochMilliseconds <= untilMs,
  );
}

const unsupported = (what: string) =>
  new AwsFault('UnsupportedCalendarException', `The calendar has ${what}, which is not supported.`);
