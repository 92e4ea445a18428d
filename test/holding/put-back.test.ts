/** What an administrator has pulled out is not put back with the next order. */
import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { RunCloud } from './run-cloud.ts';
import { pairTarget, runOrder } from './runbook-sample.ts';
import { factsOf, NOON, order, policyTarget } from './sample.ts';

const [A, B] = ['PA-AAAAA', 'PA-BBBBB'] as const;
const S = { target: policyTarget('role/S'), facts: factsOf('role/S') };
const outcome = (cloud: Cloud) => [cloud.may('role/R'), cloud.drift.map(({ kind }) => kind)];

test('what a runbook gave, pulled out and reported, is not given anew with more time', () => {
  const cloud = new RunCloud().order(runOrder(A, pairTarget(true), NOON, NOON + 2 * HOUR));
  cloud.runUntil(NOON + 20 * MINUTE);
  cloud.policy = undefined;
  cloud.runUntil(NOON + 50 * MINUTE);
  expect(cloud.drift.map(({ kind }) => kind)).toEqual(['missing']);
  const more = runOrder(A, pairTarget(true), NOON, NOON + 3 * HOUR, { revision: 2 });
  cloud.order(more).runUntil(NOON + HOUR);
  expect(cloud.policy).toBeUndefined();
});

test('a policy that was pulled out is not put back by an extension before the next look', () => {
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(25);
  cloud.slots.delete('allow');
  cloud.nowMs += 10 * SECOND;
  cloud.order(order(A, NOON, NOON + 2 * HOUR, { revision: 2 })).minutes(3);
  expect(outcome(cloud)).toEqual([false, ['missing']]);
});

test('nor by the end of another grant in the same document', () => {
  const endMs = NOON + 26 * MINUTE;
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).order(order(B, NOON, endMs, S));
  cloud.until(endMs - 10 * SECOND).slots.delete('allow');
  expect(outcome(cloud.minutes(3))).toEqual([false, ['missing']]);
});

test('one that was rewritten is reported, whatever is ordered before the next look', () => {
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(25);
  const wide = { reach: policyTarget('*').reach, mfa: false, startMs: 0, endMs: NOON + 9 * HOUR };
  cloud.slots.set('allow', { kind: 'allow', windows: [wide] });
  cloud.order(order(A, NOON, NOON + 2 * HOUR, { revision: 2 })).minutes(3);
  expect(cloud.drift.map(({ kind }) => kind)).toEqual(['tampered']);
});
