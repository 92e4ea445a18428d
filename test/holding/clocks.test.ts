/** What has ended by one clock has ended: no other one gives it again, however far it is behind. */

import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { RunCloud } from './run-cloud.ts';
import { pairTarget, runOrder } from './runbook-sample.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

const A = 'PA-AAAAA';

test.each([
  ['an undated pair', false, 300],
  ['an undated pair', false, 20],
  ['a dated pair', true, 300],
] as const)('%s (%s) that was taken is not given by a clock %i s behind', (_, isDated, behind) => {
  const cloud = new RunCloud().order(runOrder(A, pairTarget(isDated), NOON, NOON + HOUR));
  cloud.runUntil(NOON + HOUR + 12 * SECOND);
  const given = () => cloud.of('grant').length;
  const before = given();
  cloud.nowMs -= behind * SECOND;
  for (let tries = 0; tries < 15; tries += 1) {
    cloud.runUntil(cloud.nowMs + SECOND);
    cloud.pass();
  }
  expect(given()).toBe(before);
  cloud.runUntil(NOON + HOUR + 2 * MINUTE);
  expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
});

const group = { target: groupTarget, facts: factsOf('role/R') };

/** Looks for a while by a clock that is behind; whether there was a membership at any time. */
function isGivenBy(cloud: Cloud, behindMs: number): boolean {
  cloud.observer = { name: 'slow', aheadMs: -behindMs };
  let isGiven = false;
  for (let tries = 0; tries < 20; tries += 1) {
    cloud.nowMs += SECOND;
    cloud.pass();
    isGiven ||= [...cloud.slots.keys()].some((name) => name.startsWith('member'));
  }
  return isGiven;
}

test('a membership that was taken is not given by a clock that is behind', () => {
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group)).minutes(60);
  expect(isGivenBy(cloud, 5 * MINUTE)).toBe(false);
});

test('an early end is one by every clock', () => {
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group)).minutes(10);
  const ended = order(A, NOON, NOON + HOUR, { ...group, revision: 2, endMs: cloud.nowMs });
  cloud.order(ended).until(cloud.nowMs + 2 * SECOND);
  expect(isGivenBy(cloud, 25 * SECOND)).toBe(false);
});

test.each([
  ['a membership', group],
  ['a policy', {}],
])('a look by a clock that is known to be hours ahead makes nothing final: %s', (_, more) => {
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, more)).minutes(10);
  cloud.observer = { name: 'ahead', aheadMs: 2 * HOUR };
  cloud.isClockWrong = true;
  cloud.pass();
  cloud.observer = { name: 'right', aheadMs: 0 };
  cloud.isClockWrong = false;
  // Replicas look every minute while access is active, whatever is on record.
  for (let waitedS = 0; waitedS < 200; waitedS += 1) {
    cloud.nowMs += SECOND;
    cloud.pass();
  }
  const gives = ['allow', 'member:prod-operators'].some((name) => cloud.slots.has(name));
  expect([cloud.state(A), gives]).toEqual(['active', true]);
});
