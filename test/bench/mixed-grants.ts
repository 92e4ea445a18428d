/** A thousand approved grants as the engine keeps them: judged by the real pre-flight, ordered. */

import type { Aws } from '../../adapters/aws/aws.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import { phaseOf } from '../../src/case-file/case-file.ts';
import { dueLanes } from '../../src/case-file/tick-case.ts';
import { carriedTarget } from '../../src/catalog/node-request.ts';
import type { JitnaTarget } from '../../src/catalog/target.ts';
import type { Config } from '../../src/config/config.ts';
import { convergeLanes } from '../../src/engine/records.ts';
import { emptyHolding, takeOrder } from '../../src/holding/order.ts';
import { principalKey, requestId } from '../../src/kernel/brand.ts';
import { type EpochMs, HOUR } from '../../src/kernel/time.ts';
import type { Head, RecordKey } from '../../src/ports/store.ts';
import type { Preflight } from '../../src/ports/grant-provider.ts';
import { Life } from '../case-file/life.ts';
import { BEN, person as personOf } from '../case-file/sample.ts';
import type { AwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { REGION } from '../story/nodes.ts';
import { JUMP } from '../story/seed.ts';
import { KINDS, type Kind, type Somebody } from './mixed-kinds.ts';
import { accountOf, sliceOf, targetFor } from './mixed-town.ts';

/** One of the thousand. */
export interface Held extends Somebody {
  readonly kind: Kind;
  readonly number: number;
}

/** What AWS said of one, before anything was given. */
export interface Judged extends Preflight {
  readonly held: Held;
}

/** In turn, so that neither names nor numbers say which kind is which. */
export function everybody(): readonly Held[] {
  const all = KINDS.flatMap((kind) =>
    Array.from({ length: kind.count }, (_, at) => ({ kind, at, place: (at + 0.5) / kind.count })),
  );
  return all
    .sort((left, right) => left.place - right.place)
    .map(({ kind, at }, number) => {
      return { kind, at, number, name: `person.${String(number).padStart(4, '0')}` };
    });
}

const READ_MS = 60_000;

/** Of those whose access is the same but for whose it is, one is judged. */
export async function judgeAll(ours: Aws, around: Judging, all: readonly Held[]) {
  const first = new Map<string, Judged>();
  const judged: Judged[] = [];
  for (const held of all) {
    const { kind, at, opsItem } = held;
    const alike = `${kind.name} ${sliceOf(at)}`;
    const known = first.get(alike);
    const one =
      opsItem !== undefined
        ? await carried(ours, held, opsItem)
        : known
          ? asWell(known, held, around.aws)
          : await judge(ours, around.config, held);
    if (!known && opsItem === undefined) first.set(alike, one);
    judged.push(one);
  }
  return judged;
}

export interface Judging {
  readonly aws: AwsStandIn;
  readonly config: Config;
}

async function judge({ provider }: Aws, config: Config, held: Held): Promise<Judged> {
  const { kind, name: user, at } = held;
  const principal = { account: accountOf[kind.realm], user };
  const target = targetFor(config, kind.entry ?? '', at);
  const signal = AbortSignal.timeout(READ_MS);
  const said = await provider.preflight({ principal, target, others: [], held: false, signal });
  if (!said.ok) throw new Error(`${kind.name} of ${user}: ${JSON.stringify(said)}`);
  return { ...said.value, held };
}

function asWell({ held: other, ...said }: Judged, held: Held, aws: AwsStandIn): Judged {
  const text = JSON.stringify(said)
    .replaceAll(said.holder.uniqueId, uniqueIdOf(aws, held))
    .replaceAll(other.name, held.name);
  return { ...(JSON.parse(text) as Preflight), held };
}

const uniqueIdOf = (aws: AwsStandIn, { kind, name }: Held): string =>
  (kind.realm === 'center' ? aws.identityCenter.user(name) : aws.account(JUMP).user(name))?.id ??
  '';

/** Filed at AWS, as it is carried here. */
async function carried({ access }: Aws, held: Held, opsItem: string): Promise<Judged> {
  const place = { account: JUMP, region: REGION };
  const filed = await access.read(place, opsItem, AbortSignal.timeout(READ_MS));
  if (filed?.execution === undefined) throw new Error(`AWS does not know ${opsItem}.`);
  const { uniqueId } = filed.requester;
  const user = `ProdRequester/${held.name}`;
  const holder = { key: principalKey(JUMP, uniqueId), account: JUMP, user, uniqueId };
  const bare: JitnaTarget = {
    kind: 'jitna',
    ...place,
    nodes: [],
    reach: [],
    roles: [],
    mfa: false,
  };
  const facts = { reach: [], namedRoles: [], tailMs: 0 };
  return { held, holder, facts, target: carriedTarget(bare, filed, filed.execution) };
}

export const idOf = ({ number }: Held) => requestId(`PA-${String(number).padStart(5, '0')}`);

/** Approved a moment ago, its order with the holding: nothing of it is at AWS yet. */
export function headsOf(judged: Judged, nowMs: EpochMs, endMs: EpochMs): readonly [Head, Head] {
  const { held, holder, facts, target } = judged;
  const person = personOf(held.name);
  const life = new Life({
    id: idOf(held),
    entitlement: held.kind.entry ?? 'prod-nodes',
    targets: [target],
    facts: [facts],
    holder,
    requester: person,
    beneficiary: person,
    asked: { kind: 'window', startMs: nowMs, endMs },
    createdMs: nowMs,
    lapseMs: nowMs + HOUR,
  });
  life.at(nowMs).approve(BEN);
  const [order] = life.orders;
  if (!order) throw new Error('An approved case orders its lease.');
  const holding = takeOrder(emptyHolding(holder), order, nowMs);
  const file = { ...life.file, owed: [], card: CARD };
  const caseKey: RecordKey = `case/${file.id}`;
  const { requester, entitlement, createdMs } = file.request;
  const chain = seal(caseKey, emptyChain(caseKey), life.events).head;
  const index = { state: phaseOf(file), person: requester.key, entitlement, createdMs };
  const { key } = holding;
  return [
    { ...whole(caseKey, file, chain), index: { ...index, due: dueLanes(file, nowMs) } },
    {
      ...whole(`holding/${key}`, holding),
      index: { state: 'live', person: key, createdMs, due: convergeLanes(holding) },
    },
  ];
}

const CARD = { channel: 'C0APPROVE1', message: '1764000000.000100' };
const whole = (key: RecordKey, body: unknown, chain = emptyChain(key)) => ({
  key,
  version: 1,
  body,
  chain,
  sealed: [],
});
