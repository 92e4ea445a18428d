/** Change Calendars of Systems Manager: open or closed at a moment, as AWS itself says. */

import type { CalendarConfig } from '../../src/config/config.ts';
import { createRemembered } from '../chats/remembered.ts';
import { type Clock, type DurationMs, type EpochMs, isoSeconds } from '../../src/kernel/time.ts';
import type { CalendarState } from '../../src/policy/freeze.ts';
import type { Clients } from './clients.ts';
import { answered } from './iam-call.ts';

export type ChangeCalendar = Extract<CalendarConfig, { readonly kind: 'ssm' }>;

export interface ChangeCalendarsOptions {
  readonly clients: Clients;
  /** Where our own credentials are at home. */
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
}

/** Rejects with a fault where AWS does not answer. */
export type StateOfCalendar = (
  calendar: ChangeCalendar,
  atMs: EpochMs,
  maxAgeMs: DurationMs,
) => Promise<CalendarState>;

const PATIENCE_MS = 5_000;

/**
 * What is known of one moment is as good for another of the same minute.
 */
export function createChangeCalendars(options: ChangeCalendarsOptions): StateOfCalendar {
  const known = createRemembered<CalendarState>({
    clock: options.clock,
    most: MOST_KEPT,
    find: (key) => ask(options, JSON.parse(key) as Asked),
  });
  return async ({ name, region }, atMs, maxAgeMs) => {
    const where = region ?? regionOf(name) ?? options.region;
    const at = Math.floor(atMs / GRAIN_MS) * GRAIN_MS;
    // What must be fresh is asked of its very second.
    const asked: Asked = { name, region: where, atMs: maxAgeMs > 0 ? at : atMs };
    return known.get(JSON.stringify(asked), maxAgeMs);
  };
}

interface Asked {
  readonly name: string;
  readonly region: string;
  readonly atMs: EpochMs;
}

async function ask(
  { clients, account }: ChangeCalendarsOptions,
  { name, region, atMs }: Asked,
): Promise<CalendarState> {
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  const command = new sdk.GetCalendarStateCommand({
    CalendarNames: [name],
    AtTime: isoSeconds(atMs),
  });
  const { State, NextTransitionTime } = await answered('ssm:GetCalendarState', () =>
    client.send(command, { abortSignal: AbortSignal.timeout(PATIENCE_MS) }),
  );
  if (State === 'OPEN') return { open: true };
  const untilMs = Date.parse(NextTransitionTime ?? '');
  return { open: false, why: 'closed', ...(Number.isNaN(untilMs) ? {} : { untilMs }) };
}

const regionOf = (name: string): string | undefined => /^arn:[\w-]+:ssm:([\w-]+):/.exec(name)?.[1];

const GRAIN_MS = 60_000;
const MOST_KEPT = 200;
