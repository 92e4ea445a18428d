/** Parts of AWS that not everybody has: read from disk where they are first needed. */

import { Fault } from '../../src/kernel/fault.ts';
import type { AccessDesk } from '../../src/ports/access-desk.ts';
import type { Trail } from '../../src/ports/trail.ts';
import type { RealmProvider } from './by-realm.ts';
import type { CenterReader } from './center-call.ts';
import type { CenterRoster } from './center-roster.ts';
import type { ChangeCalendarsOptions, StateOfCalendar } from './ssm-calendars.ts';
import type { Clients } from './clients.ts';
import type { TrailOptions } from './trail.ts';

function late<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

export function lateCenter(reader: CenterReader): RealmProvider {
  let known: RealmProvider | undefined;
  const open = late(async () => {
    known = (await import('./center.ts')).createCenterProvider(reader);
    return known;
  });
  return {
    uniqueId: async (principal) => (await open()).uniqueId(principal),
    preflight: async (order) => (await open()).preflight(order),
    facts: async (order) => (await open()).facts(order),
    observe: async (order) => (await open()).observe(order),
    content(holder, slot) {
      // Of what stands there nothing is said before it was looked at.
      if (!known) throw new Fault('invariant-broken', 'Identity Center was not looked at.');
      return known.content(holder, slot);
    },
    apply: async (order) => (await open()).apply(order),
    async *survey(groups, signal) {
      yield* (await open()).survey(groups, signal);
    },
  };
}

export function lateTrail(options: TrailOptions): Trail {
  const open = late(async () => (await import('./trail.ts')).createTrail(options));
  return { read: async (order) => (await open()).read(order) };
}

export function lateDesk(clients: Clients): AccessDesk {
  const open = late(async () => (await import('./ssm-access-desk.ts')).createAccessDesk(clients));
  return {
    list: async (place, sinceMs, signal) => (await open()).list(place, sinceMs, signal),
    read: async (place, opsItem, signal) => (await open()).read(place, opsItem, signal),
    nodes: async (place, tag, signal) => (await open()).nodes(place, tag, signal),
    forcesName: async (account, role, signal) => (await open()).forcesName(account, role, signal),
    reject: async (order) => (await open()).reject(order),
  };
}

export function lateCalendars(options: ChangeCalendarsOptions): StateOfCalendar {
  const open = late(async () =>
    (await import('./ssm-calendars.ts')).createChangeCalendars(options),
  );
  return async (calendar, atMs, maxAgeMs) => (await open())(calendar, atMs, maxAgeMs);
}

export function lateRoster(reader: CenterReader): CenterRoster {
  const open = late(async () => (await import('./center-roster.ts')).createCenterRoster(reader));
  return { entries: async (group, maxAgeMs) => (await open()).entries(group, maxAgeMs) };
}
