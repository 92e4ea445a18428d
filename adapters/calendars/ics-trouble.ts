/** What the library would read otherwise than it was meant, and without a word. */

import { cleanLine } from '../../src/card/sanitize.ts';
import { type IcsLine, linesOf } from './ics-lines.ts';

export type Outside = 'open' | 'closed';

/** One thing that is wrong in a calendar. */
export interface Trouble {
  readonly line: number;
  /** `DTSTART` */
  readonly property: string;
  /** What is wrong and what would be right, as one sentence without its full stop. */
  readonly message: string;
}

/** With one of these a calendar cannot be read. */
export function troublesOf(text: string, outside: Outside): readonly Trouble[] {
  return linesOf(text).flatMap((one) => {
    const messages = one.name === TYPE ? typeTrouble(one, outside) : timeTroubles(one);
    return messages.map((message) => troubleOf(one, message));
  });
}

/** Events that are on at no time, though somebody meant them: no harm, and no use. */
export function idleEvents(text: string, outside: Outside): readonly Trouble[] {
  const events = Map.groupBy(linesOf(text), ({ component }) => component);
  const does = outside === 'open' ? 'closes' : 'opens';
  return [...events].flatMap(([{ name }, lines]) => {
    const of = (property: string) => lines.find((one) => one.name === property);
    const start = of('DTSTART');
    const isEvent = name === 'VEVENT' && isMeant((property) => of(property)?.value, outside);
    if (!isEvent || !start) return [];
    const why = idleAs(start, of('DTEND'), of('DURATION'));
    if (!why) return [];
    return [troubleOf(start, `${why.what}, so it ${does} nothing; ${why.right}`)];
  });
}

const troubleOf = ({ line, name }: IcsLine, message: string): Trouble => ({
  line,
  property: name,
  message,
});

/** A whole day without an end lasts that day. */
function idleAs(start: IcsLine, end?: IcsLine, duration?: IcsLine) {
  if (!end && !duration) return start.value.includes('T') ? ENDLESS : undefined;
  const isSame = end?.value === start.value && end.parameters === start.parameters;
  const isNone = duration !== undefined && !/[1-9]/.test(duration.value);
  return isSame || isNone ? OVER : undefined;
}

const ENDLESS = { what: 'this event has no end', right: 'give it DTEND or DURATION' };
const OVER = {
  what: 'this event ends as it begins',
  right: 'DTEND is when it is over, of whole days the day after the last',
};

/**
 * Not what was called off. Most programs show whole days as free, though somebody means them: what
 * is shown so freezes, and opens nothing.
 */
export function isMeant(of: (property: string) => string | undefined, outside: Outside): boolean {
  const word = (property: string) => (of(property) ?? '').toUpperCase();
  if (word('STATUS') === 'CANCELLED') return false;
  return outside === 'open' || word('TRANSP') !== 'TRANSPARENT';
}

/** As Systems Manager writes what holds outside of its events. */
const TYPE = 'X-CALENDAR-TYPE';

function typeTrouble({ value }: IcsLine, outside: Outside): readonly string[] {
  const says = /^DEFAULT_(OPEN|CLOSED)$/i.exec(value)?.[1]?.toLowerCase();
  if (says === undefined || says === outside) return [];
  const means = `means ${says} while no event is on`;
  return [`${value} ${means}; write outside: ${says} for it in the configuration`];
}

function timeTroubles({ component, name, parameters, value }: IcsLine): readonly string[] {
  if (!['VEVENT', 'STANDARD', 'DAYLIGHT'].includes(component.name)) return [];
  const until = name === 'RRULE' ? /(?:^|;)UNTIL=([^;]*)/i.exec(value)?.[1] : undefined;
  if (until !== undefined) return [whyNoTime(until) ?? []].flat();
  if (!TIMES.includes(name)) return [];
  const isDay = /;VALUE=DATE(?:;|$)/i.test(parameters);
  return value.split(',').flatMap((one) => {
    if (one === '') return [];
    const unmarked = /^\d{8}$/.test(one) && !isDay;
    return whyNoTime(one) ?? (unmarked ? `a whole day is written ${name};VALUE=DATE:${one}` : []);
  });
}

const TIMES = ['DTSTART', 'DTEND', 'RECURRENCE-ID', 'RDATE', 'EXDATE'];

/** Libraries take the 31st of November for the 1st of December. */
function whyNoTime(written: string): string | undefined {
  if (written.includes('/')) return 'a period is not read here; write an event of its own for it';
  const [, year = '', month = '', day = '', ...clock] = TIME.exec(written) ?? [];
  if (year === '')
    return `expected a time as 20261228T180000, got "${cleanLine(written, 40)}"${nearest(written)}`;
  const [hour = '0', minute = '0', second = '0'] = clock;
  if (Number(month) < 1 || Number(month) > 12) return `there is no month ${year}-${month}`;
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year: +year, month: +month });
  if (Number(day) < 1 || Number(day) > daysInMonth)
    return `there is no day ${year}-${month}-${day}`;
  // The second of a leap is one.
  if (Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 60) return undefined;
  return `there is no time ${clock.join(':')}`;
}

const TIME = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/;

/** As people and other programs write times. */
function nearest(written: string): string {
  const [, day = '', clock = '', second = '00', utc = ''] = OTHERWISE.exec(written) ?? [];
  if (day === '') return '';
  const time = clock === '' ? '' : `T${clock}${second}${utc}`;
  return `; write ${`${day}${time}`.replaceAll(/[-:]/g, '').toUpperCase()}`;
}

const OTHERWISE = /^(\d{4}-?\d\d-?\d\d)(?:[T ](\d\d:?\d\d)(?::?(\d\d))?(Z?))?$/i;
