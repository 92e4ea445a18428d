/** Who is on call now, by a schedule of PagerDuty: its REST API v2, read and nothing else. */

import { createRemembered } from '../chats/remembered.ts';
import { type Clock, type DurationMs, isoSeconds, SECOND } from '../../src/kernel/time.ts';
import type { RosterEntry } from '../../src/ports/roster.ts';
import { type User, usersAt } from './wire.ts';

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
const PATIENCE_MS = 5 * SECOND;
const MOST_SCHEDULES = 500;

export function createOnCalls({ token, apiUrl = API, clock }: OnCallsOptions): OnCalls {
  const known = createRemembered<readonly RosterEntry[]>({
    clock,
    most: MOST_SCHEDULES,
    async find(schedule) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const atMs = clock.nowMs();
      // Of the schedule itself: `/oncalls` knows only those that an escalation policy uses.
      const place = `/schedules/${encodeURIComponent(schedule)}/users`;
      const span = { since: isoSeconds(atMs), until: isoSeconds(atMs + SECOND) };
      const query = new URLSearchParams(span).toString();
      return entriesOf(await usersAt(`${apiUrl}${place}?${query}`, token, signal));
    },
  });
  return { entries: (schedule, maxAgeMs) => known.get(schedule, maxAgeMs) };
}

function entriesOf(all: readonly User[]): readonly RosterEntry[] {
  const users = new Map(all.map((user) => [user.id, user]));
  return [...users.values()].map(({ id, email }) => {
    return { pagerduty: id, ...(email ? { email: email.toLowerCase() } : {}) };
  });
}
