/** CloudTrail of the stand-in: hears every call that is answered, and has it looked up later. */

import type { RequireAllowed } from './allowed.ts';
import type { Answer, Asked, Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import { createJsonDialect } from './json-dialect.ts';
import { createTokenBuckets } from './token-bucket.ts';
import { askedFor, type TrailDeed } from './trail-deed.ts';
import { type Heard, isoTime, type TrailEvent, trailEvent, uuidOf } from './trail-event.ts';
import { type TrailKnobs, usualTrailKnobs } from './trail-knobs.ts';
import { lookupEvents } from './trail-lookup.ts';
import type { World } from './world.ts';

export interface TrailHand {
  readonly knobs: TrailKnobs;
  /** Everything heard so far, delivered or not, the oldest first. */
  events(account?: string): readonly TrailEvent[];
  /** Somebody calls a service that nobody speaks here; answers whether they may. */
  did(deed: TrailDeed): boolean;
}

export interface Trail {
  readonly hand: TrailHand;
  readonly dialect: Dialect;
  /** A dialect that is listened to. */
  readonly heard: (dialect: Dialect) => Dialect;
}

export interface TrailOptions {
  readonly world: World;
  readonly now: () => number;
  readonly requireAllowed: RequireAllowed;
}

/** What is done to objects and records is data, and no management event. */
const UNHEARD = ['s3'];
const KEPT_MS = 90 * 24 * 3_600_000;
/** Days of a demo fit in; a benchmark does not fill the memory. */
const MOST_KEPT = 20_000;

export function createTrail({ world, now, requireAllowed }: TrailOptions): Trail {
  const knobs = usualTrailKnobs();
  let events: TrailEvent[] = [];
  let number = 0;

  function hear(asked: Asked, outcome: Pick<Heard, 'fault' | 'response'>): void {
    if (UNHEARD.includes(asked.call.service)) return;
    number += 1;
    const event = trailEvent(world, { asked, number, atMs: now(), ...outcome });
    const copy = outcome.fault ? undefined : copyForOwner(event, asked);
    events.push(...(copy ? [shared(event, copy.id), copy] : [event]));
    if (events.length > MOST_KEPT * 1.1) events = events.slice(-MOST_KEPT);
  }

  function carryOut(deed: TrailDeed): boolean {
    const key = world.keys.get(deed.accessKeyId);
    if (!key) throw new Error(`There is no key ${deed.accessKeyId}.`);
    const { action, resource = '*' } = deed;
    const fault = faultOf(() => requireAllowed(key, { action, resource, owner: key.account }));
    hear(askedFor(deed, key), fault ? { fault } : {});
    return fault === undefined;
  }

  const buckets = createTokenBuckets(now);
  const delivered = (account: string, region: string) =>
    events.filter(
      (event) =>
        event.account === account &&
        event.region === region &&
        event.atMs <= now() - knobs.deliveredAfterMs &&
        event.atMs > now() - KEPT_MS,
    );
  return {
    hand: {
      knobs,
      events: (account) => events.filter((event) => event.account === (account ?? event.account)),
      did: (deed) => carryOut(deed),
    },
    heard: (dialect) => listened(dialect, hear),
    dialect: lookingUp({ requireAllowed, knobs, buckets, delivered }),
  };
}

function faultOf(call: () => void): AwsFault | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof AwsFault) return error;
    throw error;
  }
}

interface LookingUp extends Pick<TrailOptions, 'requireAllowed'> {
  readonly knobs: TrailKnobs;
  readonly buckets: ReturnType<typeof createTokenBuckets>;
  readonly delivered: (account: string, region: string) => readonly TrailEvent[];
}

const lookingUp = ({ requireAllowed, knobs, buckets, delivered }: LookingUp): Dialect =>
  createJsonDialect({
    operations: {
      LookupEvents: ({ asked, input, region }) => {
        const { account } = asked.key;
        const action = 'cloudtrail:LookupEvents';
        requireAllowed(asked.key, { action, resource: '*', owner: account });
        return lookupEvents(delivered(account, region), input, knobs);
      },
    },
    before: ({ asked, region }) => {
      const { ratesApply, lookupsASecond } = knobs;
      const name = `${asked.key.account}/${region}`;
      if (ratesApply) buckets.spend(name, { aSecond: lookupsASecond });
    },
    names: { ServiceFailure: 'InternalServerException' },
  });

function listened(
  dialect: Dialect,
  hear: (asked: Asked, outcome: Pick<Heard, 'fault' | 'response'>) => void,
): Dialect {
  return {
    read: (request) => dialect.read(request),
    refuse: (...fault) => dialect.refuse(...fault),
    run(asked) {
      let answer: Answer;
      try {
        answer = dialect.run(asked);
      } catch (error) {
        if (error instanceof AwsFault) hear(asked, { fault: error });
        throw error;
      }
      const response = asked.call.action === 'AssumeRole' ? openedBy(answer) : undefined;
      hear(asked, response ? { response } : {});
      return answer;
    },
  };
}

/** The key that an AssumeRole handed out, by which all that was done with it is found. */
function openedBy({ body }: Answer): object {
  const of = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
  return {
    credentials: { accessKeyId: of('AccessKeyId'), expiration: of('Expiration') },
    assumedRoleUser: { assumedRoleId: of('AssumedRoleId'), arn: of('Arn') },
  };
}

/** Taking on a role of another account is told there too, as done by that other account. */
function copyForOwner(event: TrailEvent, { call, params, key }: Asked): TrailEvent | undefined {
  const owner = (params['RoleArn'] ?? '').split(':')[4] ?? '';
  if (call.action !== 'AssumeRole' || owner === '' || owner === event.account) return undefined;
  const id = uuidOf(`copy ${event.number}`);
  const { user: _, role: __, session: ___, ...rest } = event;
  const accountId = event.account;
  const record = {
    ...event.record,
    eventID: id,
    eventTime: isoTime(event.atMs),
    userIdentity: { type: 'AWSAccount', principalId: principalOf(key), accountId },
    recipientAccountId: owner,
  };
  return shared({ ...rest, id, account: owner, record }, id);
}

const principalOf = ({ holder }: Asked['key']) =>
  holder.kind === 'user' ? holder.id : `${holder.session.roleId}:${holder.session.sessionName}`;

const shared = (event: TrailEvent, sharedEventID: string): TrailEvent => ({
  ...event,
  record: { ...event.record, sharedEventID },
});
