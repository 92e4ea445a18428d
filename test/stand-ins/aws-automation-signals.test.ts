/** What stops or moves an execution, through the real SDK: people, and a restart. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AutomationSample, createAutomationSample } from './aws/automation-sample.ts';
import { HOME } from './aws/sample.ts';
import { AIKO_KEY, ssmOf } from './aws/ssm-sample.ts';

let sample: AutomationSample;
beforeEach(async () => {
  sample = await createAutomationSample();
});
afterEach(() => sample.aws.close());

const asked = { UserName: ['aiko'], GroupName: ['prod-db'], EndTime: ['2026-11-22T13:00:00Z'] };
const grant = (more: object = {}) => sample.start('GrantGroup', asked, more);
const stop = (AutomationExecutionId: string, Type?: SSM.StopType) =>
  sample.bot.send(new SSM.StopAutomationExecutionCommand({ AutomationExecutionId, Type }));
const signal = (
  AutomationExecutionId: string,
  SignalType: SSM.SignalType,
  Payload: Record<string, string[]> = {},
  client = sample.bot,
) =>
  client.send(new SSM.SendAutomationSignalCommand({ AutomationExecutionId, SignalType, Payload }));
const statusOf = async (id: string) => (await sample.read(id)).AutomationExecutionStatus;
const groups = () => sample.aws.account(HOME).user('aiko')?.groups;
const NOT_VALID = { name: 'InvalidAutomationSignalException' };

describe('an execution is stopped', () => {
  test('by a cancel, which takes a moment and leaves the rest undone', async () => {
    const id = await grant();
    sample.pass(1.5);
    await stop(id);
    expect(await statusOf(id)).toBe('Cancelling');
    sample.pass(5);
    expect(await sample.read(id)).toMatchObject({
      AutomationExecutionStatus: 'Cancelled',
      StepExecutions: [{ StepStatus: 'Success' }, { StepStatus: 'Cancelled' }],
    });
    expect(groups()).toEqual([]);
  });

  test('by a completion, which lets the step it is at come to its end', async () => {
    const id = await grant();
    await stop(id, 'Complete');
    sample.pass(5);
    expect(await sample.read(id)).toMatchObject({
      AutomationExecutionStatus: 'Success',
      StepExecutions: [{ StepStatus: 'Success' }, { StepStatus: 'Pending' }],
    });
  });

  test('only while it is under way, and only if it is there', async () => {
    const id = await grant();
    sample.pass(5);
    const name = 'InvalidAutomationStatusUpdateException';
    await expect(stop(id)).rejects.toMatchObject({ name });
    const none = stop('00000000-0000-0000-0000-000000000000');
    await expect(none).rejects.toMatchObject({ name: 'AutomationExecutionNotFoundException' });
  });
});

describe('a runbook that waits', () => {
  const publish = (step: object) =>
    sample.region.publishRunbook('ProdAccess-Wait', {
      schemaVersion: '0.3',
      mainSteps: [
        { name: 'wait', ...step },
        { name: 'nap', action: 'aws:sleep', inputs: { Duration: 'PT1S' } },
      ],
    });
  const start = async (more: object = {}) => {
    const command = { DocumentName: 'ProdAccess-Wait', ...more };
    const sent = await sample.bot.send(new SSM.StartAutomationExecutionCommand(command));
    return sent.AutomationExecutionId ?? '';
  };
  const approval = { action: 'aws:approve', inputs: { Approvers: ['bot', 'aiko'] } };

  test('for approvals goes on when there are enough, and remembers whose and why', async () => {
    publish({ ...approval, inputs: { ...approval.inputs, MinRequiredApprovals: 2 } });
    const id = await start();
    sample.pass(86_400);
    expect(await statusOf(id)).toBe('Waiting');
    await signal(id, 'Approve', { Comment: ['looks good'] });
    await expect(signal(id, 'Approve')).rejects.toMatchObject(NOT_VALID);
    expect(await statusOf(id)).toBe('Waiting');
    const aiko = ssmOf(sample.aws, AIKO_KEY);
    const denied = signal(id, 'Approve', {}, aiko);
    await expect(denied).rejects.toMatchObject({ name: 'AccessDeniedException' });
    sample.aws.account(HOME).putPolicy('users', 'aiko', 'signal', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'ssm:SendAutomationSignal', Resource: '*' }],
    });
    await signal(id, 'Approve', {}, aiko);
    sample.pass(2);
    expect(await statusOf(id)).toBe('Success');
    expect(sample.region.signals(id)).toMatchObject([
      { type: 'Approve', by: `arn:aws:iam::${HOME}:user/bot`, comment: 'looks good' },
      { type: 'Approve', by: `arn:aws:iam::${HOME}:user/humans/aiko` },
    ]);
  });

  test('for an approval ends with one No, or when nobody answers', async () => {
    publish({ ...approval, timeoutSeconds: 60 });
    const rejected = await start();
    await signal(rejected, 'Reject', { Comment: ['not now'] });
    expect(await statusOf(rejected)).toBe('Failed');
    const forgotten = await start();
    sample.pass(60);
    expect(await statusOf(forgotten)).toBe('TimedOut');
    await expect(signal(forgotten, 'Approve')).rejects.toMatchObject(NOT_VALID);
  });

  test('for approvals hears nobody whom it does not name', async () => {
    publish({ ...approval, inputs: { Approvers: ['owner'] } });
    await expect(signal(await start(), 'Approve')).rejects.toMatchObject(NOT_VALID);
  });

  test('in a pause goes on when it is resumed', async () => {
    publish({ action: 'aws:pause', inputs: {} });
    const id = await start();
    const wrong = signal(id, 'Resume', { StepName: ['none'] });
    await expect(wrong).rejects.toMatchObject({ name: 'AutomationStepNotFoundException' });
    await expect(signal(id, 'Approve')).rejects.toMatchObject(NOT_VALID);
    await signal(id, 'Resume', { StepName: ['wait'] });
    expect((await sample.read(id)).CurrentStepName).toBe('nap');
  });

  test('at every step, when it runs step by step', async () => {
    publish({ action: 'aws:sleep', inputs: { Duration: 'PT1S' } });
    const id = await start({ Mode: 'Interactive' });
    sample.pass(60);
    expect(await statusOf(id)).toBe('Waiting');
    await signal(id, 'StartStep', { StepName: ['wait'] });
    sample.pass(1);
    expect(await sample.read(id)).toMatchObject({
      AutomationExecutionStatus: 'Waiting',
      CurrentStepName: 'nap',
    });
    await signal(id, 'StartStep', { StepName: ['nap'] });
    const running = (await sample.read(id)).StepExecutions?.[1]?.StepExecutionId ?? '';
    await signal(id, 'StopStep', { StepExecutionId: [running] });
    expect(await statusOf(id)).toBe('Cancelled');
  });
});

test('an execution goes on after a restart, and what was due meanwhile has happened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'automation-'));
  const path = join(folder, 'aws.json');
  const before = await createAutomationSample(path);
  const id = await before.start('GrantGroup', asked);
  await before.aws.close();
  const after = await createAutomationSample(path);
  after.pass(1);
  expect((await after.read(id)).CurrentStepName).toBe('join');
  after.pass(1);
  expect(after.aws.account(HOME).members('prod-db')).toEqual(['aiko']);
  await after.aws.close();
  rmSync(folder, { recursive: true });
});
