/** Who is on call now, by a schedule of PagerDuty: its REST API v2, read and nothing else. */

import { Fault } from '../../src/kernel/fault.ts';
import { createRemembered } from '../chats/remembered.ts';
import { type Clock, type DurationMs, isoSeconds, MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { RosterEntry } from '../../src/ports/roster.ts';
import { answered, type OnCall } from './wire.ts';

export interface OnCallsOptions {
  readonly token: string;
  /** PagerDuty's own in the United States unless told otherwise. */
  readonly apiUrl?: string | undefined;
  readonly clock: Clock;
}

export interface OnCalls {
  /** @throws Fault roster-unreachable when PagerDuty does not answer. */
  entries(schedule: string, maxAgeMs: DurationMs): Promise<readonly RosterEntry[]>;
}

const API = 'https://api.pagerduty.com';
/** All five seconds long, however many pages there are. */
const PATIENCE_MS = 5 * SECOND;
const PAGE = 100;
const MOST_PAGES = 10;
const MOST_SCHEDULES = 500;

export function createOnCalls({ token, apiUrl = API, clock }: OnCallsOptions): OnCalls {
  const known = createRemembered<readonly RosterEntry[]>({
    clock,
    most: MOST_SCHEDULES,
    async find(schedule) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const atMs = clock.nowMs();
      const found: OnCall[] = [];
      for (let page = 0; page < MOST_PAGES; page += 1) {
        // As many as came: a page may be shorter than it was asked to be.
        const query = queryOf(schedule, atMs, found.length);
        const body = await answered(`${apiUrl}/oncalls?${query}`, token, signal);
        found.push(...body.oncalls);
        if (!body.more) return entriesOf(found, schedule, atMs);
      }
      throw new Fault('roster-unreachable', 'PagerDuty has more people on call than there can be.');
    },
  });
  return { entries: (schedule, maxAgeMs) => known.get(schedule, maxAgeMs) };
}

function queryOf(schedule: string, atMs: number, offset: number): string {
  return new URLSearchParams([
    ['schedule_ids[]', schedule],
    ['include[]', 'users'],
    ['since', isoSeconds(atMs)],
    ['until', isoSeconds(atMs + MINUTE)],
    ['limit', String(PAGE)],
    ['offset', String(offset)],
  ]).toString();
}

/** Of the minute that was asked for only who is on call in its first moment. */
function entriesOf(all: readonly OnCall[], schedule: string, atMs: number): readonly RosterEntry[] {
  const now = all.filter(({ start, end, schedule: of }) => {
    const isOn = instant(start, -Infinity) <= atMs && atMs < instant(end, Infinity);
    return isOn && of?.id === schedule;
  });
  const users = new Map(now.map(({ user }) => [user.id, user]));
  return [...users.values()].map(({ id, email }) => {
    return { pagerduty: id, ...(email ? { email: email.toLowerCase() } : {}) };
  });
}

/** One who is always on call has neither. What cannot be read counts for nobody. */
const instant = (said: string | null | undefined, always: number): number =>
  said === null || said === undefined ? always : Date.parse(said);
