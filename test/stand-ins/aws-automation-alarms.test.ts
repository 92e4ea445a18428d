/** Alarms stop executions that watch them, through the real SDK, by the rights of their role. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AutomationSample, createAutomationSample } from './aws/automation-sample.ts';
import { HOME, policy } from './aws/sample.ts';

let sample: AutomationSample;
beforeEach(async () => {
  sample = await createAutomationSample();
});
afterEach(() => sample.aws.close());

const asked = { UserName: ['aiko'], GroupName: ['prod-db'], EndTime: ['2026-11-22T13:00:00Z'] };
const grant = (more: object = {}) => sample.start('GrantGroup', asked, more);
const statusOf = async (id: string) => (await sample.read(id)).AutomationExecutionStatus;
const groups = () => sample.aws.account(HOME).user('aiko')?.groups;

describe('an alarm', () => {
  const watching = (name: string, more: object = {}) =>
    grant({ AlarmConfiguration: { Alarms: [{ Name: name }], ...more } });

  test('that goes off stops who watches it, and nobody else', async () => {
    sample.region.setAlarm('errors', 'OK');
    const [id, other] = [await watching('errors'), await grant()];
    sample.pass(1);
    sample.region.setAlarm('errors', 'ALARM');
    expect(await sample.read(id)).toMatchObject({
      AutomationExecutionStatus: 'Cancelled',
      AlarmConfiguration: { Alarms: [{ Name: 'errors' }], IgnorePollAlarmFailure: false },
      TriggeredAlarms: [{ Name: 'errors', State: 'ALARM' }],
    });
    expect(await statusOf(other)).toBe('InProgress');
    sample.pass(5);
    expect(groups()).toEqual(['prod-db']);
    expect(sample.region.execution(id)?.steps[1]?.status).toBe('Cancelled');
  });

  test('that rings already, or that nobody can ask, lets nothing begin', async () => {
    sample.region.setAlarm('errors', 'ALARM');
    expect(await statusOf(await watching('errors'))).toBe('Cancelled');
    const unknown = await watching('nothing');
    expect((await sample.read(unknown)).TriggeredAlarms).toEqual([
      { Name: 'nothing', State: 'UNKNOWN' },
    ]);
    const careless = await watching('nothing', { IgnorePollAlarmFailure: true });
    expect(await statusOf(careless)).toBe('InProgress');
    sample.region.setAlarm('quiet', 'INSUFFICIENT_DATA');
    expect(await statusOf(await watching('quiet'))).toBe('InProgress');
  });

  test('is read, and stops, by the rights of the role alone', async () => {
    const without = (...actions: string[]) => {
      const no = { Effect: 'Deny' as const, Action: actions, Resource: '*' };
      sample.aws.account(HOME).putPolicy('roles', 'prod-access-runbook', 'no', policy(no));
      sample.aws.settle();
    };
    without('cloudwatch:DescribeAlarms');
    sample.region.setAlarm('errors', 'ALARM');
    const careless = await watching('errors', { IgnorePollAlarmFailure: true });
    expect(await statusOf(careless)).toBe('InProgress');
    expect((await sample.read(await watching('errors'))).TriggeredAlarms).toEqual([
      { Name: 'errors', State: 'UNKNOWN' },
    ]);
    without('ssm:StopAutomationExecution');
    expect(await statusOf(await watching('errors'))).toBe('InProgress');
  });
});
