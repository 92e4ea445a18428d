/** The shipped runbooks on the wire, with the rights of deploy/: what they do, who may start. */

import * as SSM from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { ADMIN, JUMP } from '../story/seed.ts';
import { REGION } from './policies.ts';
import { ROLE, runbooksForEachTest } from './runbook-ground.ts';

const READER = 'arn:aws:iam::111122223333:role/ProdLogReader';
const ofAiko = { UserName: ['aiko.sato'], Key: ['0123456789ab'] };
const window = {
  ...ofAiko,
  RoleArn: [READER],
  StartTime: ['2026-11-24T11:00:00Z'],
  EndTime: ['2026-11-24T13:00:00Z'],
};

const at = runbooksForEachTest();
const { run, start } = at;
const aiko = () => at.aws.account(JUMP).state().users['aiko.sato'];

describe('the shipped runbooks', () => {
  test('write a policy with both dates, read it, and take it away, more than once', async () => {
    expect(await run('GrantPolicy', window)).toMatchObject({ status: 'Success' });
    expect(JSON.parse(aiko()?.inline['change-window-0123456789ab'] ?? '')).toMatchObject({
      Statement: [{ Resource: READER, Condition: { DateLessThan: {} } }],
    });
    const { outputs } = await run('ObservePolicy', ofAiko);
    expect(outputs?.['read.Policy']?.join()).toContain('2026-11-24T13:00:00Z');
    expect(await run('RevokePolicy', ofAiko)).toMatchObject({ status: 'Success' });
    expect(aiko()?.inline).toEqual({});
    expect(await run('RevokePolicy', ofAiko)).toMatchObject({ status: 'Success' });
    expect((await run('ObservePolicy', ofAiko)).outputs?.['read.Policy']?.join()).toContain(
      'No output available yet',
    );
  });

  test('join a group with a tag that says until when, and leave it with the tag', async () => {
    const inGroup = { UserName: ['aiko.sato'], GroupName: ['prod-operators'] };
    const EndTime = ['2026-11-24T13:00:00Z'];
    expect(await run('GrantGroup', { ...inGroup, EndTime })).toMatchObject({ status: 'Success' });
    expect(aiko()?.groups).toEqual(['prod-operators']);
    const { outputs } = await run('ObserveGroup', { UserName: ['aiko.sato'] });
    expect(outputs?.['groups.Names']?.join()).toContain('prod-operators');
    expect(await run('RevokeGroup', inGroup)).toMatchObject({ status: 'Success' });
    expect(aiko()?.groups).toEqual([]);
    expect(aiko()?.tags).toEqual([]);
  });

  test.each([
    ['no other group', []],
    ['one more group', ['log-readers']],
    ['three more groups', ['log-readers', 'on-call', 'prod-operators-emea']],
  ])('take somebody out of a group who is in %s, and out of no other', async (_, others) => {
    const groups = Object.fromEntries(others.map((name) => [name, {}]));
    at.aws.account(JUMP).seed({ groups });
    for (const name of others) at.aws.account(JUMP).join('aiko.sato', name);
    const inGroup = { UserName: ['aiko.sato'], GroupName: ['prod-operators'] };
    await run('GrantGroup', { ...inGroup, EndTime: ['2026-11-24T13:00:00Z'] });
    expect(aiko()?.groups).toContain('prod-operators');
    expect(await run('RevokeGroup', inGroup)).toMatchObject({ status: 'Success' });
    expect(aiko()?.groups).toEqual(others);
    expect(await run('RevokeGroup', inGroup)).toMatchObject({ status: 'Success' });
  });

  test.each([[[]], [['one']], [['one', 'two']]])(
    'read and take a policy beside %j, which stay',
    async (others) => {
      for (const name of others) {
        at.aws.account(JUMP).putPolicy('users', 'aiko.sato', name, { Statement: [] });
      }
      expect(await run('ObservePolicy', ofAiko)).toMatchObject({ status: 'Success' });
      await run('GrantPolicy', window);
      const { status, outputs } = await run('ObservePolicy', ofAiko);
      expect(status).toBe('Success');
      expect(outputs?.['read.Policy']?.join()).toContain('2026-11-24T13:00:00Z');
      expect(await run('RevokePolicy', ofAiko)).toMatchObject({ status: 'Success' });
      expect(Object.keys(aiko()?.inline ?? {})).toEqual(others);
    },
  );

  test('say why a policy was not taken, and call nothing gone of somebody unread', async () => {
    await run('GrantPolicy', window);
    at.aws.account(JUMP).setBoundary('aiko.sato', undefined);
    at.aws.settle();
    const why = expect.stringContaining('AccessDenied') as unknown;
    expect(await run('RevokePolicy', ofAiko)).toMatchObject({ status: 'Failed', why });
    const nobody = { ...ofAiko, UserName: ['nobody'] };
    expect(await run('ObservePolicy', nobody)).toMatchObject({ status: 'Failed' });
  });

  test('do nothing to whoever has no boundary, nor to a group that is not listed', async () => {
    at.aws.account(JUMP).setBoundary('aiko.sato', undefined);
    at.aws.account(JUMP).seed({ groups: { administrators: {} } });
    at.aws.settle();
    expect(await run('GrantPolicy', window)).toMatchObject({ status: 'Failed' });
    const away = { UserName: ['aiko.sato'], GroupName: ['administrators'] };
    const EndTime = ['2026-11-24T13:00:00Z'];
    expect(await run('GrantGroup', { ...away, EndTime })).toMatchObject({ status: 'Failed' });
  });

  test.each([
    ['RoleArn', `${READER}"}, {"Effect": "Allow`],
    ['EndTime', '2026-11-24T13:00:00Z or later'],
    ['UserName', 'aiko.sato/*'],
    ['Key', '0123456789ab-allow'],
  ])('take no %s that says more than its place allows', async (name, value) => {
    await expect(start('GrantPolicy', { ...window, [name]: [value] })).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
  });
});

describe('the bot', () => {
  test.each([
    ['a runbook that is not listed', () => start('Other', { UserName: ['aiko.sato'] })],
    ['a run without its tag', () => start('ObservePolicy', ofAiko, {})],
    [
      'a runbook in another role',
      () => {
        const AutomationAssumeRole = [`arn:aws:iam::${JUMP}:role/prod-access`];
        return start('ObservePolicy', { ...ofAiko, AutomationAssumeRole });
      },
    ],
  ])('may not start %s', async (_, act) => {
    await expect(act()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('may stop a run of others once it has tagged it, as deploy/README.md says', async () => {
    const options = { endpoint: at.aws.url, region: REGION, maxAttempts: 1, credentials: ADMIN };
    const admin = new SSM.SSMClient(options);
    const Parameters = { AutomationAssumeRole: [ROLE], UserName: ['aiko.sato'] };
    const asked = { DocumentName: 'ProdAccess-Other', Parameters };
    const { AutomationExecutionId: id = '' } = await admin.send(
      new SSM.StartAutomationExecutionCommand(asked),
    );
    const stop = new SSM.StopAutomationExecutionCommand({ AutomationExecutionId: id });
    await expect(at.bot.send(stop)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const Tags = [{ Key: 'prod-access', Value: 'demo01' }];
    const tag = { ResourceType: 'Automation', ResourceId: id, Tags } as const;
    await at.bot.send(new SSM.AddTagsToResourceCommand(tag));
    expect(await at.bot.send(stop)).toBeDefined();
  });

  test('stops its own runs', async () => {
    const { AutomationExecutionId } = await start('GrantPolicy', window);
    await at.bot.send(
      new SSM.StopAutomationExecutionCommand({ AutomationExecutionId, Type: 'Cancel' }),
    );
    at.pass(30);
    expect(aiko()?.inline).toEqual({});
  });
});
