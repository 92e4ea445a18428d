/** OpsItems of access requests through the real SDK: what they tell, and how they are found. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AccessSample, APPROVER, createAccessSample, REQUESTER } from './aws/access-sample.ts';
import { BOT_KEY, HOME, NOON } from './aws/sample.ts';
import { DB, REGION, ssmOf } from './aws/ssm-sample.ts';

let sample: AccessSample;
beforeEach(async () => {
  sample = await createAccessSample();
});
afterEach(() => sample.aws.close());

const ASKER = `arn:aws:sts::${HOME}:assumed-role/${REQUESTER}/aiko`;
const item = async (OpsItemId: string) => {
  const answer = await sample.approver.send(new SSM.GetOpsItemCommand({ OpsItemId }));
  return answer.OpsItem ?? {};
};
const dataOf = ({ OperationalData = {} }: SSM.OpsItem) =>
  Object.fromEntries(Object.entries(OperationalData).map(([key, { Value }]) => [key, Value]));
const find = async (
  Key: SSM.OpsItemFilterKey,
  Operator: SSM.OpsItemFilterOperator,
  ...Values: string[]
) => {
  const OpsItemFilters = [{ Key, Operator, Values }];
  const command = new SSM.DescribeOpsItemsCommand({ OpsItemFilters });
  const answer = await sample.approver.send(command);
  return answer.OpsItemSummaries?.map(({ OpsItemId }) => OpsItemId);
};

describe('the OpsItem of a request', () => {
  test('tells who asks for what and why, and which automation waits', async () => {
    const id = await sample.ask();
    const seen = await item(id);
    expect(seen).toMatchObject({
      OpsItemType: '/aws/accessrequest',
      Status: 'PendingApproval',
      CreatedBy: ASKER,
      CreatedTime: new Date(NOON),
      OpsItemArn: `arn:aws:ssm:${REGION}:${HOME}:opsitem/${id}`,
    });
    const data = dataOf(seen);
    const request: unknown = JSON.parse(data['/aws/accessrequest'] ?? '');
    expect(request).toMatchObject({
      requesterArn: ASKER,
      approvalPolicy: 'Db-Approval',
      automationExecutionId: sample.region.accessRequest(id)?.execution,
      isReplica: false,
    });
    expect(JSON.parse(data['/aws/accessrequest/context'] ?? '')).toMatchObject({
      targetArn: `arn:aws:ec2:${REGION}:${HOME}:instance/${DB}`,
    });
    expect(data['/aws/accessrequest/accessduration']).toBe('PT1H');
    expect(data['/aws/accessrequest/approvaldetails']).toContain('a slow query');
    expect(data).not.toHaveProperty('/aws/accessrequest/starttime');
  });

  test('follows the signals, and has the window once there is one', async () => {
    const id = await sample.ask();
    sample.clock.nowMs += 60_000;
    await sample.signal(id, 'Approve', 'said Bruno');
    const approved = await item(id);
    const approver = `arn:aws:sts::${HOME}:assumed-role/${APPROVER}/prod-access`;
    expect(approved).toMatchObject({
      Status: 'Approved',
      LastModifiedBy: approver,
      LastModifiedTime: new Date(NOON + 60_000),
    });
    expect(dataOf(approved)).toMatchObject({
      '/aws/accessrequest/starttime': '2026-11-22T12:01:00.000Z',
      '/aws/accessrequest/endtime': '2026-11-22T13:01:00.000Z',
    });
    await sample.signal(id, 'Revoke', 'enough');
    expect((await item(id)).Status).toBe('Revoked');
    const execution = sample.region.accessRequest(id)?.execution ?? '';
    expect(sample.region.signals(execution)).toMatchObject([
      { type: 'Approve', by: approver, comment: 'said Bruno' },
      { type: 'Revoke', by: approver, comment: 'enough' },
    ]);
  });

  test('is tagged, and so is its automation', async () => {
    const id = await sample.ask({ Tags: [{ Key: 'team', Value: 'db' }] });
    const tagsOf = async (ResourceType: SSM.ResourceTypeForTagging, ResourceId: string) => {
      const command = new SSM.ListTagsForResourceCommand({ ResourceType, ResourceId });
      return (await sample.ssm.send(command)).TagList;
    };
    const managed = { Key: 'SystemsManagerJustInTimeNodeAccessManaged', Value: 'true' };
    expect(await tagsOf('OpsItem', id)).toEqual([{ Key: 'team', Value: 'db' }, managed]);
    const execution = sample.region.accessRequest(id)?.execution ?? '';
    expect(await tagsOf('Automation', execution)).toEqual([managed]);
  });

  test('is kept for a year, and read only by who may', async () => {
    const id = await sample.ask();
    const bot = ssmOf(sample.aws, BOT_KEY);
    const denied = bot.send(new SSM.GetOpsItemCommand({ OpsItemId: id }));
    await expect(denied).rejects.toMatchObject({ name: 'AccessDeniedException' });
    sample.clock.nowMs += 365 * 86_400_000;
    await expect(item(id)).rejects.toMatchObject({ name: 'OpsItemNotFoundException' });
  });
});

test('requests are found by status, people, node and time, the newest first', async () => {
  const first = await sample.ask();
  await sample.signal(first, 'Approve');
  sample.clock.nowMs += 60_000;
  const second = await sample.ask({}, sample.clientOf(REQUESTER, 'bruno'));
  const execution = sample.region.accessRequest(second)?.execution ?? '';
  expect(await find('OpsItemType', 'Equal', '/aws/accessrequest')).toEqual([second, first]);
  expect(await find('Status', 'Equal', 'PendingApproval')).toEqual([second]);
  expect(await find('AccessRequestByRequesterArn', 'Equal', ASKER)).toEqual([first]);
  expect(await find('AccessRequestByApproverArn', 'Equal', APPROVER)).toEqual([second, first]);
  expect(await find('AccessRequestByTargetResourceId', 'Contains', DB)).toHaveLength(2);
  expect(await find('AutomationId', 'Equal', execution)).toEqual([second]);
  expect(await find('CreatedTime', 'GreaterThan', '2026-11-22T12:00:30Z')).toEqual([second]);
  expect(await find('LastModifiedTime', 'LessThan', '2026-11-22T12:00:30Z')).toEqual([first]);
  await expect(find('CreatedTime', 'Equal', 'now')).rejects.toMatchObject({
    name: 'ValidationException',
  });
  expect(sample.region.accessRequests().map(({ id }) => id)).toEqual([second, first]);
});
