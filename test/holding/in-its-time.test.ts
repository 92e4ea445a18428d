/** What fails, and what is said of an end, has its reason. */
import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { RunCloud } from './run-cloud.ts';
import { pairTarget, runOrder, workTarget } from './runbook-sample.ts';
import { factsOf, NOON, order, policyTarget } from './sample.ts';

const [A, B] = ['PA-AAAAA', 'PA-BBBBB'] as const;
const S = { target: policyTarget('role/S'), facts: factsOf('role/S') };

test('an order that comes ten minutes late starts its runbook', () => {
  const cloud = new RunCloud();
  cloud.nowMs = NOON + 10 * MINUTE;
  cloud.order(runOrder(A, pairTarget(true), NOON, NOON + HOUR)).runUntil(NOON + 12 * MINUTE);
  expect([cloud.of('grant').length > 0, cloud.failure(A)]).toEqual([true, undefined]);
});

test('a runbook that takes its time, and gives, has had an effect', () => {
  const cloud = new RunCloud();
  cloud.runMs = 6 * MINUTE;
  cloud.order(runOrder(A, pairTarget(true), NOON, NOON + 2 * HOUR)).runUntil(NOON + 30 * MINUTE);
  expect([cloud.failure(A), cloud.report(A)?.state]).toEqual([undefined, 'active']);
});

test('a document that is too long fails what came last, and not what stands in it', () => {
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).until(NOON + 2 * SECOND);
  expect(cloud.may('role/R')).toBe(true);
  cloud.fault = ({ do: what, ...step }) =>
    what === 'put' && 'slot' in step && step.slot.kind === 'allow' && step.slot.windows.length > 1
      ? 'refused'
      : undefined;
  cloud.order(order(B, NOON, NOON + HOUR, S)).minutes(2);
  expect([cloud.state(A), cloud.failure(B)?.state]).toEqual(['active', 'failed']);
});

test('work that was done in the seconds before its end was done, not stopped', () => {
  const cloud = new RunCloud();
  cloud.runMs = 10 * MINUTE - 2 * SECOND;
  cloud.order(runOrder(A, workTarget('x'), NOON, NOON + 10 * MINUTE)).runUntil(NOON + 11 * MINUTE);
  expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'done' });
});
