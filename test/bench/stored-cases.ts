/** A database after years of use: lives lived by the real steps, stored by the real store. */

import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import { dueLanes } from '../../src/case-file/tick-case.ts';
import { personKey, requestId } from '../../src/kernel/brand.ts';
import type { Person } from '../../src/kernel/person.ts';
import { DAY, HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { RecordKey, Store } from '../../src/ports/store.ts';
import type { Request } from '../../src/request/request.ts';
import { Life } from '../case-file/life.ts';
import { decision, stage } from '../case-file/sample.ts';
import { PEOPLE, TEAM } from '../story/seed.ts';

/** Most are over; so many of the newest are not, and end in the hours to come. */
const STILL_PENDING = 150;
const STILL_ACTIVE = 150;

export async function storeCases(path: string, count: number, nowMs: number): Promise<void> {
  const store = openSqliteStore(path);
  try {
    for (let number = 0; number < count; number += 1) {
      await keep(store, livedUntil(nowMs, number, count));
    }
  } finally {
    store.close();
  }
}

function livedUntil(nowMs: number, number: number, count: number): Life {
  const left = count - number;
  if (left <= STILL_PENDING) return asked(number, nowMs - 5 * MINUTE);
  if (left <= STILL_PENDING + STILL_ACTIVE) return given(number, nowMs - 6 * MINUTE);
  const createdMs = nowMs - DAY - (left * 2 * 365 * DAY) / count;
  const end = ENDS[number % ENDS.length] ?? expired;
  return end(number, createdMs);
}

type Lived = (number: number, createdMs: number) => Life;

const asked: Lived = (number, createdMs) => {
  const rules = decision([stage(1, BEN, CHIE)], { lapseMs: HOUR });
  return new Life(request(number, createdMs), rules).at(createdMs);
};

const given: Lived = (number, createdMs) => {
  const life = asked(number, createdMs).minutes(4);
  life.approve(BEN);
  life.minutes(1).hearActive();
  return life;
};

const expired: Lived = (number, createdMs) => {
  const life = given(number, createdMs).minutes(50).tick().minutes(11).tick();
  life.minutes(1).hearEnded();
  return life;
};

const denied: Lived = (number, createdMs) => {
  const life = asked(number, createdMs).minutes(3);
  life.deny(CHIE);
  return life;
};

const lapsed: Lived = (number, createdMs) => asked(number, createdMs).minutes(61).tick();

const ENDS: readonly Lived[] = [expired, expired, denied, expired, lapsed, expired, expired];

/** As it is when all that was owed has been done: events in the log, nothing to say. */
async function keep(store: Store, { file, events, nowMs, phase }: Life): Promise<void> {
  const key: RecordKey = `case/${file.id}`;
  const done = { ...file, owed: [], card: { channel: 'C0APPROVE1', message: '1764000000.000100' } };
  const { head: chain, sealed } = seal(key, emptyChain(key), events);
  const { requester, entitlement, createdMs } = file.request;
  const due = dueLanes(done, nowMs);
  const index = { state: phase, person: requester.key, entitlement, createdMs, due };
  await store.append(sealed);
  await store.commit({ key, version: 1, body: done, chain, sealed: [], index });
}

function request(number: number, createdMs: number): Partial<Request> {
  const requester = EVERYBODY[number % EVERYBODY.length] ?? BEN;
  return {
    id: requestId(`PA-${number.toString().padStart(5, '0')}`),
    requester,
    beneficiary: requester,
    entitlement: ENTITLEMENTS[number % ENTITLEMENTS.length] ?? '',
    justification: `Restart the stuck replica of shard ${number}, see the runbook`,
    createdMs,
    lapseMs: createdMs + HOUR,
  };
}

const member = (name: keyof typeof PEOPLE): Person => {
  const key = personKey('slack', TEAM, PEOPLE[name]);
  return { key, keys: [key], name };
};
const BEN = member('ben');
const CHIE = member('chie');
const EVERYBODY = [member('aiko'), member('dai')];
const ENTITLEMENTS = ['prod-db', 'prod-logs', 'prod-ops'];
