/** All calendars of the configuration: texts, addresses, and AWS's own. */

import type { CalendarConfig, Config } from '../../src/config/config.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Clock, DurationMs, EpochMs } from '../../src/kernel/time.ts';
import type { CalendarState } from '../../src/policy/freeze.ts';
import type { CalendarDesk } from '../../src/ports/calendar.ts';
import { createFeed } from './feed.ts';
import { createTextReader } from './text-reader.ts';

export type ChangeCalendar = Extract<CalendarConfig, { readonly kind: 'ssm' }>;

export interface CalendarDeskOptions {
  readonly config: Pick<Config, 'calendars' | 'zone'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks AWS. Rejects where it does not answer. */
  readonly changeCalendar: (
    calendar: ChangeCalendar,
    atMs: EpochMs,
    maxAgeMs: DurationMs,
  ) => Promise<CalendarState>;
}

/** Each calendar as a look at it, which rejects where it cannot be read. */
export interface CalendarLooks extends CalendarDesk {
  look(calendar: string): Promise<CalendarState>;
}

type StateOf = (atMs: EpochMs, maxAgeMs: DurationMs) => Promise<CalendarState>;

export function createCalendarDesk(options: CalendarDeskOptions): CalendarLooks {
  const { config, clock, log } = options;
  const known = new Map([...config.calendars].map(([name, one]) => [name, stateOf(one, options)]));

  async function read(name: string, atMs: EpochMs, maxAgeMs: DurationMs): Promise<CalendarState> {
    const of = known.get(name);
    if (!of) throw new Error('there is no such calendar');
    return of(atMs, maxAgeMs);
  }

  return {
    async state(name, atMs, maxAgeMs) {
      try {
        return await read(name, atMs, maxAgeMs);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        log.warn('calendar-silent', { calendar: name, why });
        return { open: false, why: 'silent' };
      }
    },
    look: (name) => read(name, clock.nowMs(), 0),
  };
}

function stateOf(calendar: CalendarConfig, options: CalendarDeskOptions): StateOf {
  const { clock, config } = options;
  if (calendar.kind === 'ssm') {
    return (atMs, maxAgeMs) => options.changeCalendar(calendar, atMs, maxAgeMs);
  }
  const read = createTextReader({ zone: config.zone, outside: calendar.outside }, clock);
  if (calendar.kind === 'ics') return async (atMs) => read(calendar.text)(atMs);
  const feed = createFeed(calendar.url, clock, read);
  return async (atMs, maxAgeMs) => (await feed.latest(maxAgeMs))(atMs);
}
