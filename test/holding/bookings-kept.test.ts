/** A booked end goes when nothing can stand any more that it would take: not before. */

import { expect, test } from 'vitest';
import { orderDrift } from '../../src/holding/attempt.ts';
import { converge } from '../../src/holding/converge.ts';
import { emptyHolding, takeOrder } from '../../src/holding/order.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';
import { facts, SEAT, target } from './center-seat.ts';
import { Cloud, contentOf } from './cloud.ts';
import { pairTarget, runOrder } from './runbook-sample.ts';
import { factsOf, groupTarget, holder, NOON, order } from './sample.ts';

const A = 'PA-AAAAA';
const wish = (more = {}) => order(A, NOON, NOON + HOUR, { target, facts, ...more });
const kinds = (cloud: Cloud) => [...cloud.slots.values()].map(({ kind }) => kind).toSorted();

/** The store is that of before the gift; AWS is not. */
function setBack(): Cloud {
  const cloud = new Cloud().order(wish());
  const before = cloud.holding;
  cloud.minutes(5);
  cloud.holding = before;
  return cloud.minutes(5);
}

test('it stays over a gift that a store which was set back does not know', () => {
  const cloud = setBack();
  expect(cloud.failure(A)).toMatchObject({ refusal: { code: 'already-held' } });
  expect(cloud.drift.map(({ kind }) => kind)).toEqual(['unexpected']);
  expect(kinds(cloud.minutes(40))).toEqual(['fence', 'member']);
});

test.each([
  ['leave', ['member']],
  ['remove', []],
] as const)('it goes when an operator says of that gift: %s', (word, left) => {
  const cloud = setBack();
  const id = cloud.holding.drift.at(-1)?.id ?? '';
  cloud.holding = orderDrift(cloud.holding, id, word, cloud.nowMs) ?? cloud.holding;
  expect(kinds(cloud.minutes(5))).toEqual(left);
});

test('it does not go by a look that cannot say whether AWS is making the membership', () => {
  const cloud = new Cloud().order(wish()).minutes(5);
  cloud.order(wish({ revision: 2, endMs: cloud.nowMs })).minutes(2);
  const isRetiring = () => Object.values(cloud.holding.targets)[0]?.retiringMs !== undefined;
  while (!isRetiring()) cloud.until(cloud.nowMs + SECOND);
  cloud.unread = { targets: [], sessions: [], members: [SEAT] };
  const before = cloud.passes;
  expect(kinds(cloud.minutes(30))).toEqual(['fence']);
  expect(cloud.passes - before).toBeLessThan(40);
  cloud.unread = undefined;
  expect(kinds(cloud.minutes(5))).toEqual([]);
});

test.each([
  ['a booked end', wish()],
  ['a dated Deny', order(A, NOON, NOON + HOUR, { target: groupTarget, facts: factsOf('role/R') })],
])('%s stays in a store that knows nothing, whatever may be removed there', (_, one) => {
  const cloud = new Cloud().order(one).minutes(5);
  const { nowMs } = cloud;
  const at = { nowMs, content: contentOf, mayRemoveUnknown: true, seen: cloud.seen() };
  const plan = converge({ ...at, holding: emptyHolding(holder) });
  expect(plan.steps).toEqual([]);
});

test('an operator may name the one that is to go', () => {
  const cloud = new Cloud().order(wish()).minutes(5);
  cloud.holding = { ...emptyHolding(holder), dueMs: cloud.nowMs };
  cloud.minutes(2);
  const [drift] = cloud.holding.drift;
  expect(drift).toMatchObject({ kind: 'unexpected', slot: expect.stringContaining('fence') });
  cloud.holding =
    orderDrift(cloud.holding, drift?.id ?? '', 'remove', cloud.nowMs) ?? cloud.holding;
  expect(kinds(cloud.minutes(2))).not.toContain('fence');
});

test('it stays over what a runbook gave that a store which was set back does not know', () => {
  const schedules = { group: 'prod-access', role: 'arn:aws:iam::444455556666:role/Schedules' };
  const pair = { ...pairTarget(false), schedules };
  const cloud = new Cloud().order(runOrder(A, pair, NOON, NOON + HOUR));
  const before = cloud.holding;
  cloud.minutes(1);
  expect(kinds(cloud)).toContain('fence');
  const ended = runOrder(A, pair, NOON, NOON + HOUR, { revision: 2, endMs: cloud.nowMs });
  cloud.holding = takeOrder(before, ended, cloud.nowMs);
  expect(kinds(cloud.minutes(40))).toContain('fence');
});
