/** What a holding has to say reaches its case, whichever replica has the last word of either. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { targetKey } from '../../src/catalog/target.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { Stepping } from '../../src/case-file/outcome.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import type { Context } from '../../src/engine/context.ts';
import { deliverReports, isOrder, withoutHeard } from '../../src/engine/deliver-reports.ts';
import {
  changeCase,
  changeHolding,
  commitCase,
  loadCase,
  loadHolding,
} from '../../src/engine/records.ts';
import type { LeaseReport } from '../../src/grant/grant.ts';
import { emptyHolding, owe, takeOrder } from '../../src/holding/order.ts';
import { type PersonKey, type PrincipalKey, requestId } from '../../src/kernel/brand.ts';
import type { AutoApproved } from '../../src/policy/decision.ts';
import { decision, NOON, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');
const key = 'slack:T0PRODDEMO:U0AIKO0001' as PersonKey;
const aiko = { key, keys: [key], name: 'aiko' };

/** Takes what a case orders into its holding, which the case is then told to be done. */
async function deliver(ctx: Context): Promise<PrincipalKey> {
  const file = (await loadCase(ctx, ID))?.body;
  const [owed] = file?.owed.filter(isOrder) ?? [];
  if (!file || !owed) throw new Error('Nothing is ordered.');
  const { holding, holder, order } = owed.effect;
  await changeHolding(ctx, holding, (known, nowMs) =>
    withoutHeard(takeOrder(known ?? emptyHolding(holder), order, nowMs), file),
  );
  await changeCase(ctx, ID, (now, nowMs) =>
    new Stepping({ ...now, owed: now.owed.filter((one) => !isOrder(one)) }, nowMs).quietly(),
  );
  return holding;
}

/** Approved at once, and ordered. */
async function opened(ctx: Context): Promise<PrincipalKey> {
  const auto = { ...decision(), kind: 'auto-approved', by: 'small.cedar#0' } as AutoApproved;
  const asked = request({ id: ID, requester: aiko, beneficiary: aiko });
  await commitCase(ctx, undefined, openCase(asked, 'Production database', auto));
  return deliver(ctx);
}

const say = (ctx: Context, holding: PrincipalKey, report: LeaseReport) =>
  changeHolding(ctx, holding, (known) => {
    const [lease] = known?.leases ?? [];
    if (!known || !lease) throw new Error('Nothing is held.');
    const said = { ...lease, report };
    return owe({ ...known, leases: [said] }, said, targetKey(lease.target));
  });

test('an end proved by another replica is told by one that knows older words', async () => {
  const shared = createMemoryStore();
  // What each keeps of its own commits is its own.
  const replica = (name: string): Context => {
    const { ctx, clock } = bench({ store: { ...shared } });
    return { ...ctx, claims: createClaims(clock, name) };
  };
  const [a, b] = [replica('a'), replica('b')];
  const holding = await opened(a);
  await say(a, holding, { state: 'active', sinceMs: NOON });
  await deliverReports(a, holding);
  expect((await loadCase(a, ID))?.body.grant?.state).toBe('active');
  await deliver(b);
  await say(b, holding, { state: 'ended', atMs: NOON, how: 'removed' });
  for (let tries = 0; tries < 3; tries += 1) await deliverReports(a, holding);
  expect((await loadCase(a, ID))?.body.grant?.state).toBe('revoked');
});

test('a case that cannot be read keeps no other from hearing of its end', async () => {
  const { ctx, store } = bench();
  const holding = await opened(ctx);
  await say(ctx, holding, { state: 'ended', atMs: NOON, how: 'removed' });
  const newer = requestId('PA-9X9X9');
  const index = { state: 'active', createdMs: NOON, due: {} };
  const chain = { seq: 0, hash: '' };
  const body = { schema: 2 };
  await store.commit({ key: `case/${newer}`, version: 1, body, chain, sealed: [], index });
  await changeHolding(ctx, holding, (known) => {
    const [word] = known?.owed ?? [];
    return known && word && { ...known, owed: [{ ...word, grant: newer }, word] };
  });
  await expect(deliverReports(ctx, holding)).rejects.toThrow('newer release');
  expect((await loadCase(ctx, ID))?.body.grant?.state).toBe('revoked');
  const left = (await loadHolding(ctx, holding))?.body.owed.map(({ grant }) => grant);
  expect(left).toEqual([newer]);
});

describe('a session that was ended after the end was said', () => {
  const end = { state: 'ended', atMs: NOON, how: 'removed' } as const;
  const lateOf = (file: CaseFile | undefined) =>
    file?.grant?.leases.map(({ report }) => (report.state === 'ended' ? report.late : undefined));

  /** Found in the moment in which the end is told. */
  test('is told, though the word of it came while the end was being told', async () => {
    const shared = createMemoryStore();
    let found = async (): Promise<unknown> => undefined;
    const commit: typeof shared.commit = async (head) => {
      const answer = await shared.commit(head);
      if (head.key.startsWith('case/')) await found();
      return answer;
    };
    const { ctx } = bench({ store: { ...shared, commit } });
    const holding = await opened(ctx);
    await say(ctx, holding, end);
    found = () => {
      found = async () => undefined;
      return say(ctx, holding, { ...end, late: 1 });
    };
    for (let tries = 0; tries < 3; tries += 1) await deliverReports(ctx, holding);
    expect(lateOf((await loadCase(ctx, ID))?.body)).toEqual([1]);
  });

  test('is no word that was heard, where an order takes such words along', async () => {
    const { ctx } = bench();
    const holding = await opened(ctx);
    await say(ctx, holding, end);
    await deliverReports(ctx, holding);
    await say(ctx, holding, { ...end, late: 1 });
    const file = (await loadCase(ctx, ID))?.body;
    const known = (await loadHolding(ctx, holding))?.body;
    expect(file && known && withoutHeard(known, file).owed).toHaveLength(1);
  });
});
