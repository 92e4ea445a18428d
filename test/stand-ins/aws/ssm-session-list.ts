/** DescribeSessions: who is on which node now, and who was in the last thirty days. */

import { AwsFault } from './fault.ts';
import { require, type SsmCall, type SsmKnobs, seconds, validation } from './ssm-call.ts';
import { documentArn } from './ssm-document.ts';
import { page } from './ssm-pages.ts';
import { endOf, type Place, type SsmSession } from './ssm-types.ts';

const REMEMBERED_MS = 30 * 24 * 60 * 60_000;
const LAST = 1_000_000_000;

interface Filter {
  readonly key: string;
  readonly value: string;
}

/** What was started or ended a moment ago is not listed as such yet. */
export function describeSessions(call: SsmCall): object {
  require(call, '*');
  const { place, input, knobs } = call;
  const nowMs = call.now();
  const seenMs = nowMs - knobs.listedAfterMs;
  const state = input['State'];
  if (state !== 'Active' && state !== 'History') {
    throw validation(`Value '${String(state)}' at 'state' must be one of: History, Active`);
  }
  const filters = (input['Filters'] ?? []) as readonly Filter[];
  for (const { key } of filters) {
    if (!Object.hasOwn(FILTERS, key)) {
      throw new AwsFault('InvalidFilterKey', `The key ${key} is not valid.`);
    }
  }
  const fits = (session: SsmSession) => {
    if (session.startedAtMs > seenMs) return false;
    const endMs = endOf(session);
    if (state === 'Active' ? endMs <= seenMs : endMs > seenMs) return false;
    if (endMs < nowMs - REMEMBERED_MS) return false;
    return filters.every(({ key, value }) => FILTERS[key]?.(session, value, seenMs));
  };
  const byId = knobs.owners === 'userid';
  const told = (one: SsmSession) => (byId ? { ...one, owner: one.ownerId } : one);
  const newest = [...place.sessions.values()].map(told).reverse();
  const keyOf = ({ number }: SsmSession) => String(LAST - number);
  const size = { least: 1, most: 200, usual: 50 };
  const { items, ...next } = page(newest, keyOf, fits, input, size);
  const documentOf = ({ document }: SsmSession) => SAID[knobs.documents](document, place);
  const drawn = (one: SsmSession) => ({ ...draw(one, seenMs), DocumentName: documentOf(one) });
  return { Sessions: items.map(drawn), ...next };
}

const SAID: Readonly<
  Record<SsmKnobs['documents'], (name: string, place: Place) => string | undefined>
> = {
  name: (name) => name,
  arn: (name, place) => documentArn(place, name),
  none: () => undefined,
};

const FILTERS: Readonly<
  Record<string, (session: SsmSession, value: string, seenMs: number) => boolean>
> = {
  Owner: ({ owner }, value) => owner === value,
  Target: ({ node }, value) => node === value,
  SessionId: ({ id }, value) => id === value,
  Status: (session, value, seenMs) => statusOf(session, seenMs) === value,
  AccessType: ({ accessType }, value) => accessType === value,
  InvokedAfter: ({ startedAtMs }, value) => startedAtMs >= Date.parse(value),
  InvokedBefore: ({ startedAtMs }, value) => startedAtMs < Date.parse(value),
};

function statusOf(session: SsmSession, seenMs: number): string {
  if (endOf(session) <= seenMs) return 'Terminated';
  return session.connected ? 'Connected' : 'Disconnected';
}

function draw(session: SsmSession, seenMs: number): object {
  const endMs = endOf(session);
  return {
    SessionId: session.id,
    Target: session.node,
    Status: statusOf(session, seenMs),
    StartDate: seconds(session.startedAtMs),
    ...(endMs <= seenMs ? { EndDate: seconds(endMs) } : {}),
    Owner: session.owner,
    Reason: session.reason,
    MaxSessionDuration: session.maxMinutes === undefined ? undefined : String(session.maxMinutes),
    AccessType: session.accessType,
  };
}
