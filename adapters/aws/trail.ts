/** CloudTrail behind the core's port: what the holder of access did, place by place. */

import type { Event } from '@aws-sdk/client-cloudtrail';
import { nodesAccount } from '../../src/catalog/access-role.ts';
import type { TrailTrouble } from '../../src/audit/activity.ts';
import type { SsmTarget } from '../../src/catalog/target.ts';
import { logUrl, type SessionLog } from '../../src/catalog/session-log.ts';
import { isIdentityStore } from '../../src/kernel/person.ts';
import { roleSessionOf } from '../../src/kernel/role-session.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { PlaceRead, Trail, TrailOrder, TrailPlace, TrailRead } from '../../src/ports/trail.ts';
import type { Clients } from './clients.ts';
import { faultOf, isDenial } from './faults.ts';
import { someAtOnce } from './some-at-once.ts';
import { documentAt } from './ssm-read.ts';
import {
  createTurns,
  eventsOf,
  type Looked,
  type Looking,
  PAGE,
  type Turn,
} from './trail-lookup.ts';
import { deedOf, sessionOpened, type Whose } from './trail-record.ts';

export interface TrailOptions {
  readonly clients: Clients;
  /** Our own; looked at besides those of the access. */
  readonly region: string;
  readonly clock: Clock;
}

/** Where IAM keeps its own. */
const IAM_REGION = 'us-east-1';
/** So many pages of a place, whoever did much. */
const MOST_PAGES = 20;
const AT_ONCE = 4;
/** The account's own: of sessions that were opened with no other. */
const PREFERENCES = 'SSM-SessionManagerRunShell';

export function createTrail({ clients, region, clock }: TrailOptions): Trail {
  const turn = createTurns(clock);
  return {
    async read(order): Promise<TrailRead> {
      const { holder, roles, regions, shells, signal } = order;
      const own = isIdentityStore(holder.account) ? [] : [holder.account];
      const accounts = new Set([...own, ...roles.map(({ account }) => account)]);
      const everywhere = new Set([...regions, region, IAM_REGION]);
      const wanted = [...accounts].flatMap((account) =>
        Array.from(everywhere, (where): TrailPlace => ({ account, region: where })),
      );
      const seen = await someAtOnce(wanted, AT_ONCE, (place) =>
        readPlace(clients, order, place, turn),
      );
      const opened = seen.flatMap(({ documents }) => documents);
      const places = seen.map(({ read }) => read);
      // Where something could not be read, a shell may have been opened.
      const maybe = places.some((place) => 'trouble' in place) ? shells.map(documentOf) : [];
      const logs = await logsOf(clients, [...opened, ...maybe], signal);
      return { places, logs };
    },
  };
}

async function readPlace(
  clients: Clients,
  order: TrailOrder,
  place: TrailPlace,
  turn: Turn,
): Promise<PlaceSeen> {
  const { fromMs, toMs, signal } = order;
  const roles = order.roles.filter(({ account }) => account === place.account);
  const looking = { clients, place, fromMs, toMs, signal, turn };
  const whose = { ...order, roles };
  try {
    const { account, user } = order.holder;
    const session = roleSessionOf(user);
    const own = session && account === place.account ? [session.role] : [];
    const names = roles.flatMap(({ name }) => (name.includes('*') ? [] : [name]));
    const looked = await lookAt(looking, session?.name ?? user, [...own, ...names], (events) =>
      theirs(events, whose).some(({ bySession }) => bySession),
    );
    const found = theirs(looked.events, whose);
    const documents = found.flatMap(({ event, deed }) => {
      const opened = deed.outcome === 'done' ? sessionOpened(event) : undefined;
      return opened ? [{ ...place, document: opened.document ?? PREFERENCES }] : [];
    });
    const deeds = found.map(({ deed }) => deed);
    const newest = looked.isCapped ? { newest: looked.pages * PAGE } : {};
    return { read: { ...place, deeds, ...newest }, documents };
  } catch (error) {
    return { read: { ...place, trouble: troubleOf(error) }, documents: [] };
  }
}

interface PlaceSeen {
  readonly read: PlaceRead;
  /** Of the sessions that were opened. */
  readonly documents: readonly DocumentPlace[];
}

/**
 * The name of an event is "a user name or role name" (API reference): the examples show that of
 * the session, and where no session of theirs is found under it, that of the role is tried.
 */
async function lookAt(
  looking: Looking,
  user: string,
  roles: readonly string[],
  hasSession: (events: readonly Event[]) => boolean,
): Promise<Looked> {
  let all = await eventsOf(looking, user, MOST_PAGES);
  if (hasSession(all.events)) return all;
  for (const role of roles) {
    const left = MOST_PAGES - all.pages;
    if (left <= 0) return { ...all, isCapped: true };
    const more = await eventsOf(looking, role, left);
    all = {
      events: [...all.events, ...more.events],
      pages: all.pages + more.pages,
      isCapped: all.isCapped || more.isCapped,
    };
  }
  return all;
}

/** Under two names the same event may be found twice. */
function theirs(events: readonly Event[], whose: Whose) {
  const each = [...new Map(events.map((event) => [event.EventId, event])).values()];
  return each.flatMap((event) => {
    const known = deedOf(event, whose);
    return known ? [{ event, ...known }] : [];
  });
}

function troubleOf(error: unknown): TrailTrouble {
  const fault = faultOf(error, 'cloudtrail:LookupEvents');
  if (fault.code === 'aws-throttled') return 'busy';
  return isDenial(fault) ? 'denied' : 'silent';
}

interface DocumentPlace extends TrailPlace {
  readonly document: string;
}

const documentOf = ({ region, document, ...led }: SsmTarget): DocumentPlace => {
  return { account: nodesAccount(led), region, document };
};

/** A word about each would fill the line. */
const MOST_DOCUMENTS = 4;

/** As far as the documents can be read: a link is a help, and no promise. */
async function logsOf(
  clients: Clients,
  documents: readonly DocumentPlace[],
  signal: AbortSignal,
): Promise<readonly SessionLog[]> {
  const keyOf = (one: DocumentPlace) => `${one.account} ${one.region} ${one.document}`;
  const each = [...new Map(documents.map((one) => [keyOf(one), one])).values()];
  const logs = new Map<string, SessionLog>();
  for (const { account, region, document } of each.slice(0, MOST_DOCUMENTS)) {
    const place = { clients, account, region, signal };
    const read = await documentAt(place, document).catch(() => undefined);
    for (const log of read?.logs ?? []) logs.set(logUrl(log), log);
  }
  return [...logs.values()];
}
