/** What a runbook gave does not end with its user: it is taken back all the same. */

import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/holding/slot.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { RunCloud } from './run-cloud.ts';
import { pairTarget, runOrder, workTarget } from './runbook-sample.ts';
import { NOON } from './sample.ts';

const gone = (target = pairTarget(false)) => {
  const cloud = new RunCloud().order(runOrder('PA-1', target, NOON, NOON + HOUR));
  cloud.runUntil(NOON + 5 * MINUTE);
  cloud.principal = 'gone';
  return cloud;
};
const isRevoke = (step: Step) =>
  step.do === 'put' && step.slot.kind === 'run' && step.slot.purpose === 'revoke';

describe('of a user who is deleted', () => {
  test('a pair is taken back, and said to be over once it was seen to be gone', () => {
    const cloud = gone();
    expect(cloud.policy).toBeDefined();
    cloud.runUntil(NOON + 8 * MINUTE);
    expect(cloud.policy).toBeUndefined();
    expect(cloud.of('revoke')).toHaveLength(1);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'gone' });
  });

  test('it is not said to be over while a start of the runbook that takes is lost', () => {
    const cloud = gone();
    cloud.fate = (step) => (isRevoke(step) ? 'dropped' : undefined);
    cloud.runUntil(NOON + 50 * MINUTE);
    expect(cloud.report('PA-1')?.state).not.toBe('ended');
    cloud.fate = () => undefined;
    cloud.runUntil(NOON + 80 * MINUTE);
    expect(cloud.policy).toBeUndefined();
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'gone' });
  });

  test('a runbook that needs the user, and fails three times, is not started for ever', () => {
    const cloud = gone();
    for (let at = 5; at < 90; at += 1 / 60) {
      cloud.runUntil(NOON + at * MINUTE);
      for (const run of cloud.of('revoke'))
        Object.assign(run, { state: 'failed', why: 'No user.' });
    }
    expect(cloud.of('revoke')).toHaveLength(3);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'gone' });
    cloud.runUntil(NOON + 24 * HOUR);
    expect([cloud.holding.leases, cloud.holding.dueMs]).toEqual([[], undefined]);
  });

  test('what failed while there was a user does not count', () => {
    const cloud = new RunCloud().order(runOrder('PA-1', pairTarget(false), NOON, NOON + HOUR));
    for (let at = 59; at < 75; at += 1 / 60) {
      cloud.runUntil(NOON + at * MINUTE);
      for (const run of cloud.of('revoke')) Object.assign(run, { state: 'failed', why: 'Denied.' });
    }
    expect(cloud.of('revoke').length).toBeGreaterThan(3);
    cloud.principal = 'gone';
    cloud.runUntil(NOON + 100 * MINUTE);
    expect(cloud.policy).toBeUndefined();
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'gone' });
  });

  test('work that is under way is stopped', () => {
    const cloud = new RunCloud().order(runOrder('PA-1', workTarget('a'), NOON, NOON + HOUR));
    cloud.runMs = HOUR;
    cloud.runUntil(NOON + 5 * MINUTE);
    cloud.principal = 'gone';
    cloud.runUntil(NOON + 8 * MINUTE);
    expect(cloud.of('work')).toMatchObject([{ state: 'stopped' }]);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended' });
  });

  test('a booked end is not looked at for ever', () => {
    const schedules = { group: 'prod-access', role: 'arn:aws:iam::444455556666:role/Schedules' };
    const cloud = gone({ ...pairTarget(false), schedules });
    cloud.runUntil(NOON + 90 * MINUTE);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'gone' });
    expect([cloud.holding.leases, cloud.holding.dueMs]).toEqual([[], undefined]);
  });
});
