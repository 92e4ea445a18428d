/** A runbook that only looks, and hangs, holds up no end. */
import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { RunCloud } from './run-cloud.ts';
import { pairTarget, runOrder } from './runbook-sample.ts';
import { NOON } from './sample.ts';

const A = 'PA-AAAAA';

test('what it gave is taken at its end though the one that looks has not come back', () => {
  const cloud = new RunCloud().order(runOrder(A, pairTarget(false), NOON, NOON + HOUR));
  cloud.runUntil(NOON + 40 * MINUTE);
  expect(cloud.report(A)).toMatchObject({ state: 'active' });
  // The look of the next quarter of an hour waits in Automation's queue.
  cloud.runMs = 3 * HOUR;
  cloud.runUntil(NOON + HOUR - MINUTE);
  expect(cloud.of('observe').filter(({ state }) => state === 'running')).toHaveLength(1);
  cloud.runMs = 3 * SECOND;
  cloud.runUntil(NOON + HOUR + 2 * MINUTE);
  expect([cloud.of('revoke').length, cloud.policy]).toEqual([1, undefined]);
  expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
});
