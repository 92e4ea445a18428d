/** All calendars of the configuration: texts, addresses, and AWS's own. */

import type { CalendarConfig, Config } from '../../src/config/config.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Clock, DurationMs, EpochMs } from '../../src/kernel/time.ts';
import type { CalendarState } from '../../src/policy/freeze.ts';
import type { CalendarDesk } from '../../src/ports/calendar.ts';
import { stateAt } from './at-moment.ts';
import { createFeed } from './feed.ts';
import { type IcsOptions, readIcs } from './ics.ts';

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
  const reader = textReader({ zone: config.zone, outside: calendar.outside });
  if (calendar.kind === 'ics') return async (atMs) => reader(calendar.text)(atMs);
  const feed = createFeed(calendar.url, clock);
  return async (atMs, maxAgeMs) => reader(await feed.text(maxAgeMs))(atMs);
}

/** A text is read once, however often it is asked about; one that cannot be read, too. */
function textReader(options: IcsOptions) {
  let last: { readonly text: string; readonly at: (atMs: EpochMs) => CalendarState } | undefined;
  return (text: string) => {
    if (last?.text !== text) last = { text, at: readOnce(text, options) };
    return last.at;
  };
}

function readOnce(text: string, options: IcsOptions) {
  let failed: unknown;
  let at: ((atMs: EpochMs) => CalendarState) | undefined;
  return (atMs: EpochMs): CalendarState => {
    if (failed !== undefined) throw failed;
    try {
      at ??= stateAt(readIcs(text, options));
      return at(atMs);
    } catch (error) {
      failed = error;
      throw error;
    }
  };
}
