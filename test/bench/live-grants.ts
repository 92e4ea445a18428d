/** Grants that are active, with their holdings: lived by the real steps once, and copied. */

import { allowDocument } from '../../adapters/aws/policy-document.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import { dueLanes } from '../../src/case-file/tick-case.ts';
import { convergeLanes } from '../../src/engine/records.ts';
import { isPolicy, type IamPolicyTarget, type TargetFacts } from '../../src/catalog/target.ts';
import { converge } from '../../src/holding/converge.ts';
import type { Holding } from '../../src/holding/holding.ts';
import { emptyHolding, takeOrder } from '../../src/holding/order.ts';
import { type PrincipalKey, principalKey } from '../../src/kernel/brand.ts';
import { digestOf } from '../../src/kernel/digest.ts';
import { MINUTE, SECOND, type EpochMs } from '../../src/kernel/time.ts';
import type { Head, RecordKey } from '../../src/ports/store.ts';
import { Life } from '../case-file/life.ts';
import { BEN } from '../case-file/sample.ts';

export interface Granted {
  readonly target: IamPolicyTarget;
  readonly entitlement: string;
  readonly facts: TargetFacts;
  readonly activeMs: EpochMs;
  readonly endMs: EpochMs;
}

export interface Holder {
  readonly id: string;
  readonly user: string;
  readonly uniqueId: string;
  /** When the holding wants to be looked at. */
  readonly dueMs: EpochMs;
}

/** Makes the two heads of one grant: its case file and its holding. */
export type Grants = (holder: Holder) => readonly [Head, Head];

const [ID, USER, UNIQUE] = ['PA-SAMPLE', 'sample.user', 'AIDASAMPLE'];

export function grantsOf(granted: Granted): Grants {
  const { target, endMs } = granted;
  const life = activeCase(granted);
  const holding = activeHolding(life, granted.activeMs);
  const caseText = JSON.stringify({ ...life.file, owed: [], card: CARD });
  const holdingText = JSON.stringify(holding);
  return ({ id, user, uniqueId, dueMs }) => {
    const renamed = (text: string): unknown =>
      JSON.parse(text.replaceAll(ID, id).replaceAll(USER, user).replaceAll(UNIQUE, uniqueId));
    const caseKey: RecordKey = `case/${id}`;
    const key = principalKey(target.account, uniqueId);
    const held = { ...(renamed(holdingText) as Holding), dueMs };
    const { requester, entitlement, createdMs } = life.file.request;
    const chain = seal(caseKey, emptyChain(caseKey), life.events).head;
    const index = { state: 'active', person: requester.key, entitlement, createdMs };
    return [
      {
        ...whole(caseKey, renamed(caseText), chain),
        index: { ...index, due: dueLanes({ ...life.file, owed: [] }, endMs - MINUTE) },
      },
      {
        ...whole(`holding/${key}`, held),
        index: { state: 'live', person: key, createdMs, due: convergeLanes(held) },
      },
    ];
  };
}

const CARD = { channel: 'C0APPROVE1', message: '1764000000.000100' };
const whole = (key: RecordKey, body: unknown, chain = emptyChain(key)) => ({
  key,
  version: 1,
  body,
  chain,
  sealed: [],
});

function activeCase({ target, entitlement, facts, activeMs, endMs }: Granted): Life {
  const { account } = target;
  const key: PrincipalKey = principalKey(account, UNIQUE);
  const life = new Life({
    id: ID as Life['file']['id'],
    entitlement,
    targets: [target],
    facts: [facts],
    holder: { key, account, user: USER, uniqueId: UNIQUE },
    asked: { kind: 'duration', durationMs: endMs - activeMs },
    createdMs: activeMs - 5 * MINUTE,
    lapseMs: activeMs + 55 * MINUTE,
  });
  life.at(activeMs - MINUTE).approve(BEN);
  life.at(activeMs).hearActive();
  // Warned of the end as everybody is.
  return life.at(Math.max(activeMs, endMs - 10 * MINUTE)).tick();
}

/** Ordered, and looked at until it has settled: AWS holds what is wanted. */
function activeHolding({ file, orders }: Life, activeMs: EpochMs): Holding {
  const { holder } = file.request;
  const [order] = orders;
  if (!order) throw new Error('An approved case orders its lease.');
  const content: Parameters<typeof converge>[0]['content'] = (_, slot) =>
    digestOf(slot.kind === 'allow' ? allowDocument(slot) : slot);
  let holding = takeOrder(emptyHolding(holder), order, activeMs);
  for (const afterMs of [0, SECOND, 10 * SECOND]) {
    const nowMs = activeMs + afterMs;
    const wanted = { kind: 'allow', windows: windowsOf(order) } as const;
    const found = [{ id: { kind: 'allow' } as const, content: content(holder, wanted) }];
    const seen = { principal: 'present', found: afterMs > 0 ? found : [], facts: {} } as const;
    holding = converge({ holding, seen, nowMs, content, mayRemoveUnknown: false }).holding;
  }
  const [lease] = holding.leases;
  if (lease?.report.state !== 'active') throw new Error(`It is ${lease?.report.state}.`);
  return { ...holding, owed: [] };
}

type Order = Life['orders'][number];
const windowsOf = ({ target, startMs, endMs, notAfterMs }: Order) =>
  isPolicy(target)
    ? [{ reach: target.reach, mfa: target.mfa, startMs, endMs: endMs ?? notAfterMs }]
    : [];
