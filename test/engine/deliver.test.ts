/** The last look before anything is given: what has changed since the last approval. */

import { expect, test } from 'vitest';
import { phaseOf } from '../../src/case-file/case-file.ts';
import { startGrant } from '../../src/case-file/grant-case.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import type { Context } from '../../src/engine/context.ts';
import { deliverOrders } from '../../src/engine/deliver.ts';
import { clockTrouble, createGranting } from '../../src/engine/granting.ts';
import { changeCase, changeHolding, commitCase, loadCase } from '../../src/engine/records.ts';
import { runTimer } from '../../src/engine/run-timer.ts';
import { emptyHolding, takeOrder } from '../../src/holding/order.ts';
import { type PersonKey, requestId } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { AutoApproved } from '../../src/policy/decision.ts';
import type { CalendarState } from '../../src/policy/freeze.ts';
import { isOrder } from '../../src/engine/deliver-reports.ts';
import { decision, NOON, request } from '../case-file/sample.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { FILE, withFreeze } from '../story/freezes.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');
const key = 'slack:T0PRODDEMO:U0AIKO0001' as PersonKey;
const aiko = { key, keys: [key], name: 'aiko' };
const ground = 'another entry than there is now';
const account = async () =>
  ({ key, name: 'aiko', standing: 'member', locale: 'en', zone: 'UTC' }) as const;

/** Approved while the calendar was open, and not given yet. */
async function approved(change: Partial<Context> = {}) {
  const state = { now: { open: true } as CalendarState };
  const { ctx, clock } = bench({
    config: configOf(withFreeze('hold', FILE.ssm)(EXAMPLE)),
    directory: { account, members: async () => [] },
    principals: { entries: async () => [] },
    calendars: { state: async () => state.now },
    ...change,
  });
  const asked = request({ id: ID, requester: aiko, beneficiary: aiko, ground });
  const auto = { ...decision(), kind: 'auto-approved', by: 'small.cedar#0' } as AutoApproved;
  await commitCase(ctx, undefined, openCase(asked, 'Production database', auto));
  const file = async () => {
    const loaded = await loadCase(ctx, ID);
    if (!loaded) throw new Error('There is no such case.');
    return loaded.body;
  };
  return { ctx, clock, file, close: (now: CalendarState) => void (state.now = now) };
}

test('a no to an order that was given up meanwhile bars no order that came after it', async () => {
  const { ctx, file, close } = await approved();
  const asked = Promise.withResolvers<void>();
  const answers = Promise.withResolvers<CalendarState>();
  const slow = {
    ...ctx,
    calendars: { state: () => (asked.resolve(), answers.promise) },
  };
  // It asks a calendar for long; meanwhile another replica puts it off, and it is begun again.
  const running = deliverOrders(slow, ID);
  await asked.promise;
  close(UNTIL);
  await deliverOrders(ctx, ID);
  await changeCase(ctx, ID, (now, nowMs) => startGrant(now, nowMs));
  const [order] = (await file()).owed.filter(isOrder);
  if (!order) throw new Error('Nothing is ordered.');
  expect(order.effect.order.revision).toBe(2);
  answers.resolve(UNTIL);
  await running;
  // What a third replica may have under way is either taken, or barred: it is never forgotten.
  const { holder, holding } = order.effect;
  const taken = await changeHolding(ctx, holding, (known, nowMs) =>
    takeOrder(known ?? emptyHolding(holder), order.effect.order, nowMs),
  );
  expect([taken?.leases.length, phaseOf(await file())]).toEqual([1, 'provisioning']);
});

const UNTIL = { open: false, why: 'closed', untilMs: NOON + 3 * HOUR } as const;

test('a calendar that has closed meanwhile holds it, and that is told', async () => {
  const { ctx, clock, file, close } = await approved();
  close(UNTIL);
  await deliverOrders(ctx, ID);
  expect(phaseOf(await file())).toBe('scheduled');
  expect((await file()).grant?.startMs).toBe(UNTIL.untilMs);
  const topics = (await file()).owed.map(({ effect }) => effect.kind === 'notice' && effect.topic);
  expect(topics).toContain('scheduled');
  clock.turn(3 * HOUR);
  close({ open: true });
  await runTimer(ctx, ID);
  expect((await file()).owed.filter(isOrder).map(({ effect }) => effect.order.revision)).toEqual([
    2,
  ]);
});

test('what a holding has heard of before it closed is taken back, and it says why', async () => {
  const { ctx, file, close } = await approved();
  for (const { effect } of (await file()).owed.filter(isOrder)) {
    await changeHolding(ctx, effect.holding, (known, nowMs) =>
      takeOrder(known ?? emptyHolding(effect.holder), effect.order, nowMs),
    );
  }
  close(UNTIL);
  await deliverOrders(ctx, ID);
  expect(phaseOf(await file())).toBe('failed');
  expect((await file()).grant?.failure?.code).toBe('frozen');
});

test('AWS that is silent in the last moment is waited for, and only then it ends', async () => {
  const uniqueId = () => Promise.reject(new Fault('aws-unreachable', 'IAM does not answer.'));
  const { ctx, clock, file } = await approved();
  Object.assign(ctx, { provider: { uniqueId } });
  await expect(deliverOrders(ctx, ID)).rejects.toMatchObject({ code: 'aws-unreachable' });
  expect(phaseOf(await file())).toBe('provisioning');
  clock.turn(11 * MINUTE);
  await deliverOrders(ctx, ID);
  expect(phaseOf(await file())).toBe('failed');
  expect((await file()).grant?.failure?.code).toBe('aws-silent');
});

/** Another configuration was in force a moment ago, and nobody runs it any more. */
async function rolledBack() {
  const world = await approved();
  const claims = createClaims(world.clock, 'older');
  const older: Context = { ...world.ctx, claims };
  const granting = createGranting(older);
  const own: Context = {
    ...older,
    stopped: () => granting.stopped(),
    waits: () => granting.waits(),
    isBehind: () => granting.isBehind(),
    lookAgain: () => granting.lookAgain(own),
  };
  await granting.register(own);
  const newer = { ...older, config: { ...older.config, digest: 'newer' } };
  await createGranting(newer).register(newer);
  await granting.register(own);
  expect(granting.isBehind()).toBe(true);
  return { ...world, own };
}

test('a grant that waits for a deploy that went back is not lost by it', async () => {
  const { own, clock, file, close } = await rolledBack();
  for (let waitedMs = 0; waitedMs < 145 * SECOND; waitedMs += 5 * SECOND) {
    expect(await deliverOrders(own, ID)).toBe('left');
    clock.turn(5 * SECOND);
  }
  clock.turn(10 * SECOND);
  close(UNTIL);
  await deliverOrders(own, ID);
  // It is in force again, and goes on to what is asked last.
  expect([own.isBehind?.(), phaseOf(await file())]).toEqual([false, 'scheduled']);
});

test('a start that was put off is not decided by whoever is behind', async () => {
  const { own, clock, file, close } = await rolledBack();
  close(UNTIL);
  await deliverOrders({ ...own, stopped: () => undefined, lookAgain: async () => {} }, ID);
  expect(phaseOf(await file())).toBe('scheduled');
  clock.turn(3 * HOUR);
  close({ open: true });
  // Its entry of the catalogue is newer than what this one knows.
  const catalog = { ...own.config.catalog, entitlements: new Map() };
  const older = { ...own, config: { ...own.config, catalog } };
  expect(await runTimer(older, ID)).toBe('left');
  expect(phaseOf(await file())).toBe('scheduled');
});

test('one whose rules wait for a word goes on waiting for it', async () => {
  const { own, file } = await rolledBack();
  const waiting = {
    ...own,
    stopped: () => ({ is: 'waiting', why: 'It waits.' }) as const,
    isBehind: () => false,
  };
  let isAsked = false;
  const lookAgain = async () => void (isAsked = true);
  expect(await deliverOrders({ ...waiting, lookAgain, waits: () => isAsked }, ID)).toBe('left');
  expect((await file()).grant?.failure).toBeUndefined();
});

test('what this replica may not give is left to others, and fails where none does', async () => {
  const { ctx, clock, file } = await approved();
  const own = { ...ctx, claims: createClaims(clock, 'wrong'), stopped: () => clockTrouble(40_000) };
  for (let waitedMs = 0; waitedMs < 10 * MINUTE; waitedMs += 30 * SECOND) {
    expect(await deliverOrders(own, ID)).toBe('left');
    clock.turn(30 * SECOND);
  }
  await deliverOrders(own, ID);
  expect((await file()).grant?.failure).toMatchObject({
    code: 'granting-stopped',
    facts: {
      is: 'clock',
      awayMs: 40_000,
      why: 'The clock of this machine is 40 s away from the clock of AWS.',
    },
  });
});
