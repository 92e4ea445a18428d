/** One replica whose clock is wrong, beside others whose clocks are right. */

import { expect, test } from 'vitest';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import type { Context } from '../../src/engine/context.ts';
import { convergeHolding } from '../../src/engine/converge-holding.ts';
import { changeHolding, loadHolding } from '../../src/engine/records.ts';
import { emptyHolding, takeOrder } from '../../src/holding/order.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';
import { contentOf } from '../holding/cloud.ts';
import { NOON, order } from '../holding/sample.ts';
import { bench } from './context.ts';

const KEY = principalKey('111122223333', 'AIDA1');
const HOLDER = { key: KEY, account: '111122223333', user: 'aiko.sato', uniqueId: 'AIDA1' };
const observed = { principal: 'present', found: [], facts: {} } as const;

/** Something is about to be given, and a replica comes by whose clock is so far ahead. */
async function given(aheadMs: number) {
  const { ctx } = bench();
  await changeHolding(ctx, KEY, (known, nowMs) =>
    takeOrder(known ?? emptyHolding(HOLDER), order('PA-AAAAA', NOON, NOON + HOUR), nowMs),
  );
  const clock = createTurnedClock({ startMs: NOON });
  clock.turn(aheadMs);
  let looks = 0;
  const observe = async () => ((looks += 1), observed);
  const provider = { observe, content: contentOf } as unknown as Context['provider'];
  const own = { ...ctx, clock, provider, skewMs: () => -aheadMs };
  const report = async () => (await loadHolding(ctx, KEY))?.body.leases[0]?.report.state;
  return { own, clock, report, looks: () => looks };
}

test('leaves what is given to the others, and refuses it where none goes on', async () => {
  const { own, clock, report, looks } = await given(40 * SECOND);
  const wrong = { ...own, claims: createClaims(clock, 'wrong') };
  for (let waitedS = 0; waitedS < 30; waitedS += 5) {
    expect(await convergeHolding(wrong, KEY, true)).toBe('left');
    clock.turn(5 * SECOND);
  }
  expect([looks(), await report()]).toEqual([0, 'provisioning']);
  await convergeHolding(wrong, KEY, true);
  expect(await report()).toBe('failed');
});

test('waits for as long as others move it on', async () => {
  const { own, clock, report } = await given(40 * SECOND);
  const wrong = { ...own, claims: createClaims(clock, 'wrong') };
  for (let waitedS = 0; waitedS < 120; waitedS += 10) {
    expect(await convergeHolding(wrong, KEY, true)).toBe('left');
    clock.turn(10 * SECOND);
    await changeHolding({ ...own }, KEY, (known) => known && { ...known, failures: waitedS });
  }
  expect(await report()).toBe('provisioning');
});

test('refuses at once where it is the only one', async () => {
  const { own, report } = await given(40 * SECOND);
  await convergeHolding(own, KEY, true);
  expect(await report()).toBe('failed');
});

/** Another grant of the same person, active until then. */
async function active(own: Context, endMs: number) {
  const other = order('PA-BBBBB', NOON - HOUR, endMs);
  await changeHolding(own, KEY, (known) =>
    takeOrder(known ?? emptyHolding(HOLDER), other, NOON - HOUR),
  );
  const report = { state: 'active', sinceMs: NOON - HOUR } as const;
  await changeHolding(own, KEY, (known) => {
    const leases = known?.leases.map((one) =>
      one.grant === 'PA-BBBBB' ? { ...one, report } : one,
    );
    return known && leases && { ...known, leases };
  });
}

test('refuses at once what stands before a removal, by the time of AWS', async () => {
  for (const [endMs, wanted] of [
    [NOON - SECOND, 'failed'],
    [NOON + 10 * SECOND, 'provisioning'],
  ] as const) {
    const { own, clock, report } = await given(40 * SECOND);
    await active(own, endMs);
    await convergeHolding({ ...own, claims: createClaims(clock, 'wrong') }, KEY, true);
    expect(await report()).toBe(wanted);
  }
});

test('leaves to others what is over by its own clock alone', async () => {
  const { own, clock, report, looks } = await given(2 * HOUR);
  const wrong = { ...own, claims: createClaims(clock, 'wrong') };
  expect(await convergeHolding(wrong, KEY, true)).toBe('left');
  expect([looks(), await report()]).toEqual([0, 'provisioning']);
});

test('refuses what a clock that was ahead has dated, and would begin in hours', async () => {
  const { own, report } = await given(0);
  const behind = createTurnedClock({ startMs: NOON - 2 * HOUR });
  await convergeHolding({ ...own, clock: behind, skewMs: () => -2 * HOUR }, KEY, true);
  expect(await report()).toBe('failed');
});
