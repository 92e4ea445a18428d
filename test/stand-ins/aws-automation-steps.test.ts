/** The steps of runbooks through the real SDK: what they read and write, fail at, and lead to. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AutomationSample, createAutomationSample } from './aws/automation-sample.ts';
import { iam, nap, publish, run, type Step, statusesOf } from './aws/automation-step-sample.ts';
import { HOME, NOON } from './aws/sample.ts';

let sample: AutomationSample;
beforeEach(async () => {
  sample = await createAutomationSample();
});
afterEach(() => sample.aws.close());

const tagWith = (Value: string, more: Step = {}) =>
  iam('tag', 'tag_user', { UserName: 'aiko', Tags: [{ Key: 'told', Value }] }, more);
const told = () =>
  sample.aws
    .account(HOME)
    .user('aiko')
    ?.tags.find(({ key }) => key === 'told')?.value;

describe('a step', () => {
  test('uses what an earlier one found, the clock, and the execution', async () => {
    sample.aws.account(HOME).join('aiko', 'prod-db');
    publish(sample, [
      iam(
        'look',
        'ListGroupsForUser',
        { UserName: 'aiko' },
        {
          outputs: [
            { Name: 'First', Selector: '$.Groups[0].GroupName', Type: 'String' },
            { Name: 'All', Selector: '$.Groups[*].GroupName', Type: 'StringList' },
          ],
        },
      ),
      tagWith('{{ look.First }}/{{global:DATE_TIME}}/{{ automation:EXECUTION_ID }}'),
    ]);
    const execution = await run(sample, 5);
    expect(told()).toBe(`prod-db/2026-11-22_12.00.02/${execution.AutomationExecutionId}`);
    expect(execution.StepExecutions?.[0]).toMatchObject({
      Outputs: { First: ['prod-db'], All: ['prod-db'] },
      Inputs: { Service: '"iam"', UserName: '"aiko"' },
    });
  });

  test('fails where it refers to what no step found', async () => {
    publish(sample, [
      iam(
        'look',
        'ListGroupsForUser',
        { UserName: 'aiko' },
        {
          outputs: [{ Name: 'First', Selector: '$.Groups[0].GroupName', Type: 'String' }],
        },
      ),
      tagWith('{{ look.First }}'),
    ]);
    const execution = await run(sample, 5);
    expect(execution.AutomationExecutionStatus).toBe('Failed');
    expect(execution.FailureMessage).toContain('look.First');
  });

  test('calls Systems Manager too, with the rights of its role', async () => {
    const ends = (Api: string): Step => ({
      name: 'end',
      action: 'aws:executeAwsApi',
      inputs: { Service: 'ssm', Api, State: 'Active' },
    });
    publish(sample, [ends('DescribeSessions')]);
    expect((await run(sample, 5)).FailureMessage).toContain('(AccessDeniedException)');
    publish(sample, [ends('Dance')]);
    expect((await run(sample, 5)).FailureMessage).toContain('(UnknownOperationException)');
  });

  test('is tried again as often as it says', async () => {
    publish(sample, [tagWith('x', { maxAttempts: 3 })]);
    sample.aws.ssm.knobs.fateOfStep = ({ attempt }) => (attempt < 3 ? { fails: 'before' } : {});
    expect(statusesOf(await run(sample, 2.5))).toEqual({ tag: 'InProgress' });
    sample.pass(1);
    expect(told()).toBe('x');
  });

  test('that failed after its call has written all the same', async () => {
    publish(sample, [tagWith('x')]);
    sample.aws.ssm.knobs.fateOfStep = () => ({ fails: 'after' });
    expect((await run(sample, 5)).AutomationExecutionStatus).toBe('Failed');
    expect(told()).toBe('x');
  });

  test('takes the time that it is told, and no longer than its timeout', async () => {
    publish(sample, [tagWith('x', { timeoutSeconds: 60 })]);
    sample.aws.ssm.knobs.fateOfStep = () => ({ ms: 59_000 });
    expect((await run(sample, 58)).AutomationExecutionStatus).toBe('InProgress');
    sample.pass(1);
    expect(told()).toBe('x');
    sample.aws.account(HOME).untag('aiko', 'told');
    sample.aws.ssm.knobs.fateOfStep = () => ({ ms: 61_000 });
    const late = await run(sample, 90);
    expect(late).toMatchObject({
      AutomationExecutionStatus: 'TimedOut',
      ExecutionEndTime: new Date(NOON + 119_000),
    });
    expect([told(), statusesOf(late)]).toEqual([undefined, { tag: 'TimedOut' }]);
  });
});

describe('a sleep', () => {
  test('lasts for a time, or until an instant', async () => {
    publish(sample, [nap('long', { inputs: { Duration: 'PT1H' } })]);
    expect((await run(sample, 3_599)).AutomationExecutionStatus).toBe('InProgress');
    sample.pass(1);
    expect((await run(sample, 0)).AutomationExecutionStatus).toBe('InProgress');
    publish(sample, [nap('until', { inputs: { Timestamp: '2026-11-22T15:00:00Z' } })]);
    const { ExecutionEndTime } = await run(sample, 86_400);
    expect(ExecutionEndTime).toEqual(new Date('2026-11-22T15:00:00Z'));
  });
});

describe('a property', () => {
  const property = (action: string, more: Step = {}): Step => ({
    name: 'member',
    action,
    inputs: {
      Service: 'iam',
      Api: 'ListGroupsForUser',
      UserName: 'aiko',
      PropertySelector: '$.Groups[0].GroupName',
      DesiredValues: ['prod-db'],
    },
    ...more,
  });

  test('is waited for until it is as desired, or for too long', async () => {
    publish(sample, [property('aws:waitForAwsResourceProperty', { timeoutSeconds: 600 })]);
    expect((await run(sample, 500)).AutomationExecutionStatus).toBe('InProgress');
    sample.aws.account(HOME).join('aiko', 'prod-db');
    sample.pass(1);
    const [done] = sample.region.executions();
    expect(done).toMatchObject({ status: 'Success', endedAtMs: NOON + 501_000 });
    sample.aws.account(HOME).leave('aiko', 'prod-db');
    expect((await run(sample, 601)).AutomationExecutionStatus).toBe('TimedOut');
  });

  test('is as asserted, or the step fails', async () => {
    publish(sample, [property('aws:assertAwsResourceProperty')]);
    expect((await run(sample, 2)).AutomationExecutionStatus).toBe('Failed');
    sample.aws.account(HOME).join('aiko', 'prod-db');
    expect((await run(sample, 2)).AutomationExecutionStatus).toBe('Success');
  });
});

test('steps are told apart by name and status, in both orders', async () => {
  publish(sample, [nap('one'), nap('two'), nap('three')]);
  const AutomationExecutionId = (await run(sample, 1)).AutomationExecutionId;
  const names = async (more: Partial<SSM.DescribeAutomationStepExecutionsRequest> = {}) => {
    const asked = { AutomationExecutionId, ...more };
    const command = new SSM.DescribeAutomationStepExecutionsCommand(asked);
    return (await sample.bot.send(command)).StepExecutions?.map((one) => one.StepName);
  };
  expect(await names({ ReverseOrder: true })).toEqual(['three', 'two', 'one']);
  const Key = SSM.StepExecutionFilterKey.STEP_EXECUTION_STATUS;
  const Filters = [{ Key, Values: ['InProgress'] }];
  expect(await names({ Filters })).toEqual(['two']);
});

test('executions are listed, the newest first, by runbook, status and time', async () => {
  const asked = { UserName: ['aiko'], GroupName: ['prod-db'], EndTime: ['2026-11-22T13:00:00Z'] };
  const first = await sample.start('GrantGroup', asked);
  sample.pass(10);
  const second = await sample.start('Observe', { UserName: ['aiko'] });
  let MaxResults = 1;
  const list = async (Key?: SSM.AutomationExecutionFilterKey, ...Values: string[]) => {
    const Filters = Key === undefined ? [] : [{ Key, Values }];
    const command = new SSM.DescribeAutomationExecutionsCommand({ Filters, MaxResults });
    const answer = await sample.bot.send(command);
    const ids = answer.AutomationExecutionMetadataList?.map((one) => one.AutomationExecutionId);
    return { ids, isMore: answer.NextToken !== undefined };
  };
  expect(await list()).toEqual({ ids: [second], isMore: true });
  // One is looked at for a page, and a filter may leave nothing of it.
  expect(await list('DocumentNamePrefix', 'ProdAccess-G')).toEqual({ ids: [], isMore: true });
  MaxResults = 2;
  expect(await list('DocumentNamePrefix', 'ProdAccess-G')).toEqual({ ids: [first], isMore: false });
  expect((await list('ExecutionStatus', 'Success')).ids).toEqual([first]);
  expect((await list('StartTimeAfter', '2026-11-22T12:00:05Z')).ids).toEqual([second]);
  expect((await list('ExecutionId', first)).ids).toEqual([first]);
  await expect(list('TargetResourceGroup', 'x')).rejects.toMatchObject({
    name: 'InvalidFilterKey',
  });
  expect(sample.region.executions('ProdAccess-Observe')).toHaveLength(1);
});
