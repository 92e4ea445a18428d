/** Holdings, a journal and what is known of the installation, as they stand in a store. */

import { emptyChain, seal } from '../../src/audit/chain.ts';
import { event } from '../../src/audit/event.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { Head, RecordKey } from '../../src/ports/store.ts';
import { Cloud } from '../holding/cloud.ts';
import { factsOf, groupTarget, NOON, order } from '../holding/sample.ts';
import type { Entry } from './cases.ts';
import type { Question } from './decide.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const GROUP = { target: groupTarget, facts: factsOf('role/R') };
const END = NOON + HOUR;

export const otherEntries = (): Readonly<Record<string, Entry>> => ({
  'holding-live': holding(both().minutes(5)),
  'holding-unanswered': holding(unanswered()),
  'holding-drift': holding(pulled()),
  'holding-fence-standing': holding(both().until(END + 5 * MINUTE)),
  'holding-failed': holding(failed()),
  'holding-idle': holding(both().until(NOON + 5 * HOUR)),
  'journal-day': journal(),
  'meta-configuration': meta('configuration', { digest: 'a'.repeat(64), number: 3 }),
  'meta-adoption': meta('adoption', { confirmedBy: 'slack:T1:oki' }),
  'meta-reported': meta('reported', { names: ['444455556666/aiko.sato/allow'] }),
});

/** A group to 13:00 and a policy to 14:00, which lead to the same role. */
const both = (): Cloud =>
  new Cloud().order(order(A, NOON, END, GROUP)).order(order(B, NOON, END + HOUR));

function unanswered(): Cloud {
  const cloud = both().minutes(10);
  cloud.fault = () => 'dropped';
  return cloud.order(order(A, NOON, END, { ...GROUP, revision: 2, endMs: cloud.nowMs })).minutes(1);
}

function pulled(): Cloud {
  const cloud = both().minutes(10);
  cloud.slots.delete('member:prod-operators');
  return cloud.minutes(2);
}

function failed(): Cloud {
  const cloud = both();
  cloud.factsRead = factsOf('role/R', 'role/T');
  return cloud.until(NOON + 5 * SECOND);
}

function holding(cloud: Cloud): Entry {
  const { holding: body, nowMs } = cloud;
  const key: RecordKey = `holding/${body.key}`;
  const due = body.dueMs === undefined ? {} : { converge: body.dueMs };
  const state = body.dueMs === undefined ? 'idle' : 'live';
  const index = { state, person: body.key, createdMs: NOON, due };
  const head: Head = { key, version: 7, body, chain: emptyChain(key), sealed: [], index };
  const seen = cloud.seen();
  const empty = { ...seen, found: [] };
  const gone = { ...seen, principal: 'gone' as const };
  const moments = [nowMs + SECOND, nowMs + 30 * SECOND, nowMs + 2 * HOUR];
  const questions = moments.flatMap((atMs) =>
    [seen, empty, gone].map((one): Question => ({ ask: 'converge', atMs, seen: one })),
  );
  return { head, questions };
}

function journal(): Entry {
  const key = 'journal/2026-11-23';
  const actor = 'slack:T1:outsider' as PersonKey;
  const facts = { by: 'Outsider', entitlement: 'prod-db', code: 'not-eligible' } as const;
  const { head: chain, sealed } = seal(key, emptyChain(key), [
    event('booted', NOON, 'prod-access', { version: '0.1.0', store: 'sqlite' }),
    event('ask-refused', NOON + MINUTE, actor, { ...facts, times: 1 }),
    event('ask-refused', NOON + 2 * MINUTE, actor, { ...facts, times: 10 }),
  ]);
  const body = { schema: 1, refused: { 'slack:T1:outsider prod-db not-eligible': 10 } };
  const index = { state: 'open', createdMs: NOON, due: {} };
  return { head: { key, version: 12, body, chain, sealed, index }, questions: [] };
}

function meta(name: string, facts: Readonly<Record<string, unknown>>): Entry {
  const key: RecordKey = `meta/${name}`;
  const index = { state: 'in-force', createdMs: NOON, due: {} };
  const body = { schema: 1, ...facts };
  return {
    head: { key, version: 1, body, chain: emptyChain(key), sealed: [], index },
    questions: [],
  };
}
