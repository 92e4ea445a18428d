/** Schedules that fire: at their time, as the role they were lent, until it works or never. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { deny, HOME, policy } from './aws/sample.ts';
import { createSchedulerSample, LEAVE, type SchedulerSample } from './aws/scheduler-sample.ts';

let sample: SchedulerSample;
beforeEach(async () => {
  sample = await createSchedulerSample();
});
afterEach(() => sample.aws.close());

const pass = (ms: number) => {
  sample.clock.nowMs += ms;
};
const home = () => sample.aws.account(HOME);
const members = () => home().members('prod-db');
const outcomes = () => sample.aws.scheduler.fired().map(({ outcome }) => outcome);
const times = () => sample.aws.scheduler.fired().map(({ atMs }) => (atMs - START) / MINUTE);
const START = Date.UTC(2026, 10, 22, 12);
const retrying = (MaximumRetryAttempts: number) => ({
  Target: { ...LEAVE, RetryPolicy: { MaximumRetryAttempts } },
});
const mayRevoke = (may: boolean) =>
  may
    ? home().deletePolicy('roles', 'revoker', 'no')
    : home().putPolicy('roles', 'revoker', 'no', policy(deny('*', '*')));

describe('a schedule fires', () => {
  test('within the minute of its time, once, without anybody asking it to', async () => {
    await sample.book();
    pass(15 * MINUTE);
    expect(members()).toEqual(['aiko']);
    pass(59 * SECOND);
    expect(members()).toEqual([]);
    home().join('aiko', 'prod-db');
    pass(DAY);
    expect(members()).toEqual(['aiko']);
    expect(sample.aws.scheduler.fired()).toMatchObject([
      { schedule: 'end-aiko', call: 'iam:removeUserFromGroup', outcome: 'ok', attempt: 1 },
    ]);
  });

  test('on the clocks of its zone', async () => {
    await sample.book({
      ScheduleExpression: 'at(2026-11-22T21:15:00)',
      ScheduleExpressionTimezone: 'Asia/Tokyo',
    });
    pass(16 * MINUTE);
    expect(members()).toEqual([]);
  });

  test('at its own time, though the clock is turned by a day at once', async () => {
    home().join('bruno', 'prod-db');
    const Input = JSON.stringify({ GroupName: 'prod-db', UserName: 'bruno' });
    const ScheduleExpression = 'at(2026-11-22T18:00:00)';
    await sample.book({ Name: 'second', ScheduleExpression, Target: { ...LEAVE, Input } });
    await sample.book({ Name: 'first' });
    pass(DAY);
    expect(times()).toEqual([15.5, 360.5]);
    expect(sample.aws.calls.at(-1)).toMatchObject({ atMs: START + 360.5 * MINUTE });
  });

  test('never when it is cancelled, disabled, or its time had passed', async () => {
    await sample.book({ Name: 'cancelled' });
    sample.aws.scheduler.deleteSchedule({ account: HOME, region: 'us-east-1', name: 'cancelled' });
    await sample.book({ Name: 'disabled', State: 'DISABLED' });
    await sample.book({ Name: 'past', ScheduleExpression: 'at(2026-11-22T11:59:59)' });
    pass(DAY);
    expect(outcomes()).toEqual([]);
    sample.aws.scheduler.knobs.past = 'fires at once';
    await sample.book({ Name: 'late', ScheduleExpression: 'at(2026-11-22T11:59:59)' });
    pass(MINUTE);
    expect(outcomes()).toEqual(['ok']);
  });

  test('and is there afterwards, unless it was to be deleted then', async () => {
    await sample.book({ Name: 'kept', ...retrying(0) });
    await sample.book({ Name: 'gone', ...retrying(0), ActionAfterCompletion: 'DELETE' });
    pass(HOUR);
    expect(sample.aws.scheduler.schedules(HOME).map(({ name }) => name)).toEqual(['kept']);
    expect(sample.aws.scheduler.fired()).toHaveLength(2);
  });
});

describe('what fails is tried again', () => {
  test('with longer and longer pauses, until the role may', async () => {
    mayRevoke(false);
    await sample.book();
    pass(18 * MINUTE);
    expect(outcomes()).toEqual(['AccessDenied', 'AccessDenied']);
    mayRevoke(true);
    pass(HOUR);
    expect(outcomes()).toEqual(['AccessDenied', 'AccessDenied', 'ok']);
    expect(times()).toEqual([15.5, 16.5, 18.5]);
    expect(members()).toEqual([]);
  });

  test('as often as it was told to, and then given up', async () => {
    mayRevoke(false);
    await sample.book({ ...retrying(1), ActionAfterCompletion: 'DELETE' });
    pass(HOUR);
    const fired = sample.aws.scheduler.fired();
    expect(fired.map(({ last }) => last)).toEqual([false, true]);
    expect(sample.aws.scheduler.schedules()).toEqual([]);
    expect(members()).toEqual(['aiko']);
  });

  test('after a fault as on the wire, though it was done where the answer was lost', async () => {
    await sample.book();
    const action = 'RemoveUserFromGroup';
    sample.aws.faults.add({ kind: 'throttle', action });
    sample.aws.faults.add({ kind: 'lost-after', action });
    pass(HOUR);
    expect(outcomes().slice(0, 3)).toEqual(['Throttling', 'lost-after', 'NoSuchEntity']);
    expect(members()).toEqual([]);
  });

  test('while the role does not trust the scheduler any more', async () => {
    await sample.book(retrying(0));
    home().deleteRole('revoker');
    pass(HOUR);
    expect(outcomes()).toEqual(['AccessDenied']);
  });
});

test('what is booked outlives the stand-in that kept it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-scheduler-'));
  const persistPath = join(folder, 'aws.json');
  const before = await createSchedulerSample({ persistPath });
  await before.book();
  await before.aws.close();
  const after = await createSchedulerSample({ persistPath });
  after.clock.nowMs += 16 * MINUTE;
  expect(after.aws.account(HOME).members('prod-db')).toEqual([]);
  await after.aws.close();
  rmSync(folder, { recursive: true });
});
