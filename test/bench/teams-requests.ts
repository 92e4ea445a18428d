/** Requests that wait for two approvals in Teams: who asks, where the card is, and the file. */

import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import { redraw } from '../../src/case-file/drawing.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { dueLanes } from '../../src/case-file/tick-case.ts';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { type DrawingId, personKey, principalKey, requestId } from '../../src/kernel/brand.ts';
import type { Person } from '../../src/kernel/person.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Members } from '../../src/policy/rule.ts';
import type { RecordKey, Store } from '../../src/ports/store.ts';
import type { Request } from '../../src/request/request.ts';
import { request } from '../case-file/sample.ts';
import { SAMPLE, SAMPLE_IDS } from '../stand-ins/teams/sample.ts';
import { JUMP, PRODUCTION } from '../story/seed.ts';
import { NOTHING_SAID } from '../../src/policy/statement.ts';

export interface Waiting {
  readonly drawing: string;
  readonly channel: string;
  readonly message: string;
}

export const ASKING = 704;
const APPROVING = 8;
/** As many as a round has clicks: a channel takes about one new line a second. */
export const CHANNELS = 320;

const guid = (tail: number) => `00000000-0000-4000-8000-${String(tail).padStart(12, '0')}`;
const askerId = (number: number) => guid(10_000 + (number % ASKING));
export const approverId = (number: number) => guid(1_000 + (number % APPROVING));

export function waitingAt(number: number): Waiting {
  const id = idOf(number);
  return {
    drawing: `${id}.${String(number).padStart(32, '0')}`,
    channel: `19:channel-${number % CHANNELS}@thread.tacv2`,
    message: String(1_764_000_000_000 + number),
  };
}

const idOf = (number: number) => requestId(`PA-${String(number).padStart(5, '0')}`);

/** JSON is YAML as well. */
export function teamsConfig(): string {
  const asking = Array.from({ length: ASKING }, (_, at) => ({
    name: `asker-${at}`,
    teams: askerId(at),
    aws: { account: JUMP, user: `asker-${at}` },
  }));
  const approving = Array.from({ length: APPROVING }, (_, at) => ({
    name: `lead-${at}`,
    teams: approverId(at),
  }));
  const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);
  return JSON.stringify({
    workspace: { teams: SAMPLE.tenantId, installation: 'teams1', language: 'en', zone: 'UTC' },
    people: { from_tags: false, from_email: false, listed: [...asking, ...approving] },
    groups: { asking: names(asking), leads: names(approving) },
    operators: { people: ['lead-0'], channel: SAMPLE_IDS.ops, contact: '@platform' },
    accounts: [
      { id: JUMP, name: 'jump' },
      { id: PRODUCTION, name: 'production', role: { arn: ROLE, external_id: 'prod-access-demo' } },
    ],
    entitlements: [ENTITLEMENT],
    rules: [RULE],
  });
}

const ROLE = `arn:aws:iam::${PRODUCTION}:role/prod-access`;
const ENTITLEMENT = {
  id: 'prod-db',
  title: 'Production database',
  target: {
    kind: 'iam-policy',
    user_account: JUMP,
    role: 'ProdDbOperator',
    account: PRODUCTION,
  },
  longest: '4h',
  channel: SAMPLE_IDS.approvals,
};
const RULE = {
  id: 'two-people',
  for: 'all',
  eligible: ['asking'],
  levels: [{ name: 'leads', any: 2, from: ['leads'] }],
  lapse: '2h',
  max: '4h',
};

/** As it is when each was asked for a while ago and its card was posted. */
export async function storeWaiting(path: string, count: number, nowMs: number): Promise<void> {
  const parsed = parseConfig(teamsConfig(), 'teams.yml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  const store = openSqliteStore(path);
  try {
    const kept = Array.from({ length: count }, (_, at) => keep(store, parsed.config, at, nowMs));
    await Promise.all(kept);
  } finally {
    store.close();
  }
}

async function keep(store: Store, config: Config, number: number, nowMs: number): Promise<void> {
  const createdMs = nowMs - 5 * MINUTE - number;
  const key: RecordKey = `case/${idOf(number)}`;
  const { file, events } = opened(config, number, createdMs);
  const { drawing, ...card } = waitingAt(number);
  const drawn = redraw({ ...file, owed: [], card }, () => drawing as DrawingId, createdMs);
  const { head: chain, sealed } = seal(key, emptyChain(key), events);
  const { requester, entitlement } = file.request;
  const due = dueLanes(drawn, nowMs);
  const index = { state: 'pending', person: requester.key, entitlement, createdMs, due };
  await store.append(sealed);
  await store.commit({ key, version: 1, body: drawn, chain, sealed: [], index });
}

function opened(config: Config, number: number, createdMs: number) {
  const key = personKey('teams', SAMPLE.tenantId, askerId(number));
  const requester = config.people.listed.find((one) => one.key === key);
  const entitlement = config.catalog.entitlements.get('prod-db');
  if (!requester || !entitlement) throw new Error('Somebody or something is not configured.');
  const decision = decided(config, requester, entitlement);
  const change = {
    id: idOf(number),
    requester,
    beneficiary: requester,
    holder: holderOf(requester),
    targets: entitlement.targets,
    justification: `Restart the stuck replica of shard ${number}, see the runbook`,
    createdMs,
    lapseMs: createdMs + decision.lapseMs,
    rules: ['two-people'],
  };
  return openCase(request(change), 'Production database', decision);
}

/** As the people file maps them: an approval looks whether that is still so. */
function holderOf({ name }: Person): Request['holder'] {
  const uniqueId = `AIDA${name.toUpperCase()}`;
  return { key: principalKey(JUMP, uniqueId), account: JUMP, user: name, uniqueId };
}

type Entitlement = Parameters<typeof decide>[0]['entitlement'];

function decided({ rules, groups, people }: Config, requester: Person, entitlement: Entitlement) {
  const members = [...groups].map(([id, { source }]): [string, Members] => [
    id,
    { known: true, keys: source.kind === 'listed' ? source.keys : [] },
  ]);
  const parties = { requester, beneficiary: requester, people: people.listed };
  const facts = {
    ...parties,
    entitlement,
    durationMs: HOUR,
    rules,
    groups: new Map(members),
    said: NOTHING_SAID,
  };
  const decision = decide(facts);
  if (decision.kind === 'forbidden') throw new Error(decision.refusal.code);
  return decision;
}
