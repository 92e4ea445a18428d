/** LookupEvents of one account in one Region: paced, a bounded number of pages, newest first. */

import type { Event } from '@aws-sdk/client-cloudtrail';
import { Fault } from '../../src/kernel/fault.ts';
import type { Clock, EpochMs } from '../../src/kernel/time.ts';
import type { TrailPlace } from '../../src/ports/trail.ts';
import type { Clients } from './clients.ts';
import { answered } from './iam-call.ts';

export interface Looking {
  readonly clients: Clients;
  readonly place: TrailPlace;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly signal: AbortSignal;
  /** Waits until this place may be asked again. */
  readonly turn: Turn;
}

export type Turn = (place: TrailPlace, signal: AbortSignal) => Promise<void>;

export interface Looked {
  readonly events: readonly Event[];
  readonly pages: number;
  readonly isCapped: boolean;
}

/** AWS takes two a second for an account and Region, from everybody together: some are left. */
const SPACING_MS = 600;

/** One after the other at each place, whichever grants they are for. */
export function createTurns(clock: Clock): Turn {
  const next = new Map<string, number>();
  return async ({ account, region }, signal) => {
    const key = `${account} ${region}`;
    const nowMs = clock.monotonicMs();
    const atMs = Math.max(nowMs, next.get(key) ?? 0);
    next.set(key, atMs + SPACING_MS);
    if (atMs > nowMs) await clock.sleep(atMs - nowMs, signal);
  };
}

/**
 * What was done under one name: of a user, of a session, or of a role.
 * @throws Fault
 */
export async function eventsOf(looking: Looking, name: string, most: number): Promise<Looked> {
  const { place, signal, turn, fromMs, toMs } = looking;
  const events: Event[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < most; ) {
    await turn(place, signal);
    if (signal.aborted) throw new Fault('aws-unreachable', 'There was no time left for it.');
    const page = await pageOf(looking, name, next);
    pages += 1;
    events.push(...(page.Events ?? []).filter((event) => isWithin(event, fromMs, toMs)));
    next = page.NextToken;
    if (!next) return { events, pages, isCapped: false };
  }
  return { events, pages: most, isCapped: true };
}

async function pageOf(
  { clients, place, fromMs, toMs, signal }: Looking,
  name: string,
  NextToken: string | undefined,
) {
  const { account, region } = place;
  const sdk = await import('@aws-sdk/client-cloudtrail');
  const at = { account, region, service: 'cloudtrail' };
  const client = await clients.other(at, sdk.CloudTrailClient);
  const asked = {
    LookupAttributes: [{ AttributeKey: 'Username' as const, AttributeValue: name }],
    StartTime: new Date(fromMs),
    EndTime: new Date(toMs),
    MaxResults: PAGE,
    ...(NextToken ? { NextToken } : {}),
  };
  return answered('cloudtrail:LookupEvents', () =>
    client.send(new sdk.LookupEventsCommand(asked), { abortSignal: signal }),
  );
}

export const PAGE = 50;

/** Events tell their second; the one of the end belongs to what follows. */
const isWithin = ({ EventTime }: Event, fromMs: EpochMs, toMs: EpochMs): boolean => {
  const atMs = EventTime?.getTime() ?? fromMs;
  return atMs >= fromMs - 1_000 && atMs < toMs;
};
