/** CloudTrail of the stand-in, through the real SDK: what was done, by whom, found afterwards. */

import * as Trail from '@aws-sdk/client-cloudtrail';
import { GetUserCommand, ListUsersCommand, TagUserCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/kernel/time.ts';
import { createDirectorySample, type DirectorySample, SET } from './aws/directory-sample.ts';
import { allow, BOT_KEY, BOT_ROLE, HOME, iamOf, OWNER_KEY, policy, PROD } from './aws/sample.ts';
import { createSchedulerSample } from './aws/scheduler-sample.ts';

let sample: DirectorySample;
beforeEach(async () => {
  sample = await createDirectorySample();
  sample.aws.cloudTrail.knobs.ratesApply = false;
  sample.aws.account(PROD).createKey({ ...DANA_KEY, user: 'dana', root: true });
});
afterEach(() => sample.aws.close());

const DANA_KEY = { accessKeyId: 'AKIADANA', secretAccessKey: 'dana-secret' };
const trailOf = (
  aws = sample.aws,
  credentials: Trail.CloudTrailClientConfig['credentials'] = OWNER_KEY,
  region = 'us-east-1',
) => new Trail.CloudTrailClient({ endpoint: aws.url, region, maxAttempts: 1, credentials });
const lookUp = async (more: Trail.LookupEventsCommandInput = {}, client = trailOf()) =>
  client.send(new Trail.LookupEventsCommand(more));
const by = (AttributeKey: Trail.LookupAttributeKey, AttributeValue: string) => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});
const names = async (more: Trail.LookupEventsCommandInput = {}) =>
  ((await lookUp(more)).Events ?? []).map(({ EventName }) => EventName);
const recordOf = ({ CloudTrailEvent = '{}' }: Trail.Event = {}) =>
  JSON.parse(CloudTrailEvent) as Readonly<Record<string, unknown>>;
const pass = (ms: number) => {
  sample.clock.nowMs += ms;
};
const tag = (UserName = 'aiko', client = sample.iam) =>
  client.send(new TagUserCommand({ UserName, Tags: [{ Key: 'a', Value: 'b' }] }));

describe('an event', () => {
  test('is delivered a while after the call, and kept for ninety days', async () => {
    await tag();
    pass(5 * MINUTE - 1);
    expect(await names(by('EventName', 'TagUser'))).toEqual([]);
    pass(1);
    expect(await names(by('EventName', 'TagUser'))).toEqual(['TagUser']);
    pass(90 * DAY);
    expect(await names(by('EventName', 'TagUser'))).toEqual([]);
  });

  test('tells of a user who made it, on what, and when', async () => {
    await tag();
    pass(5 * MINUTE);
    const [event] = (await lookUp(by('EventName', 'TagUser'))).Events ?? [];
    expect(event).toMatchObject({
      EventSource: 'iam.amazonaws.com',
      ReadOnly: 'false',
      Username: 'owner',
      AccessKeyId: 'AKIAOWNER',
      Resources: [{ ResourceType: 'AWS::IAM::User', ResourceName: 'aiko' }],
    });
    expect(event?.EventTime?.getTime()).toBe(sample.clock.nowMs - 5 * MINUTE);
    expect(recordOf(event)).toMatchObject({
      eventTime: '2026-11-22T12:00:00Z',
      awsRegion: 'us-east-1',
      recipientAccountId: HOME,
      requestParameters: { userName: 'aiko' },
      userIdentity: {
        type: 'IAMUser',
        userName: 'owner',
        arn: `arn:aws:iam::${HOME}:user/owner`,
      },
    });
  });

  test('tells of a call that was denied', async () => {
    const denied = iamOf(sample.aws, BOT_KEY).send(new ListUsersCommand({}));
    await expect(denied).rejects.toMatchObject({ name: 'AccessDenied' });
    pass(5 * MINUTE);
    const [event] = (await lookUp(by('Username', 'bot'))).Events ?? [];
    expect(recordOf(event)).toMatchObject({
      eventName: 'ListUsers',
      readOnly: true,
      errorCode: 'AccessDenied',
      errorMessage: expect.stringContaining('not authorized') as string,
    });
  });

  test('tells of a session of Identity Center by its role and its user', async () => {
    const aiko = { user: 'aiko', account: PROD, permissionSet: SET };
    sample.aws.identityCenter.assign(aiko);
    const key = sample.aws.signIn(aiko);
    const read = iamOf(sample.aws, key).send(new GetUserCommand({ UserName: 'dana' }));
    await expect(read).rejects.toMatchObject({ name: 'AccessDenied' });
    pass(5 * MINUTE);
    const found = await lookUp(by('AccessKeyId', key.accessKeyId), trailOf(sample.aws, DANA_KEY));
    expect(found.Events).toMatchObject([{ EventName: 'GetUser', Username: 'aiko' }]);
    expect(recordOf(found.Events?.[0])).toMatchObject({
      userIdentity: {
        type: 'AssumedRole',
        principalId: expect.stringMatching(/^AROA\w+:aiko$/) as string,
        arn: expect.stringContaining(`AWSReservedSSO_${SET}_`) as string,
        sessionContext: { sessionIssuer: { type: 'Role', accountId: PROD } },
      },
    });
    sample.aws.cloudTrail.knobs.usernameOfSessions = 'role';
    const none = await lookUp(by('Username', 'aiko'), trailOf(sample.aws, DANA_KEY));
    expect(none.Events).toEqual([]);
  });

  test('of a role taken on is told in both accounts, with the key handed out', async () => {
    const assume = new AssumeRoleCommand({
      RoleArn: BOT_ROLE,
      RoleSessionName: 'grant-1',
      ExternalId: 'prod-access',
    });
    const { Credentials } = await sample.sts.send(assume);
    pass(5 * MINUTE);
    const where = by('EventName', 'AssumeRole');
    const ours = (await lookUp(where)).Events ?? [];
    const theirs = (await lookUp(where, trailOf(sample.aws, DANA_KEY))).Events ?? [];
    expect(recordOf(ours[0])).toMatchObject({
      responseElements: { credentials: { accessKeyId: Credentials?.AccessKeyId } },
    });
    expect(recordOf(theirs[0])).toMatchObject({
      sharedEventID: recordOf(ours[0])['sharedEventID'],
      userIdentity: { type: 'AWSAccount', accountId: HOME },
    });
  });
});

describe('events are looked up', () => {
  test('by one attribute and no more, and within a span of time', async () => {
    await tag('aiko');
    pass(MINUTE);
    await tag('bruno');
    pass(10 * MINUTE);
    expect(await names(by('ResourceName', 'bruno'))).toEqual(['TagUser']);
    expect(await names(by('EventSource', 'sts.amazonaws.com'))).toEqual([]);
    const StartTime = new Date(sample.clock.nowMs - 10 * MINUTE);
    const found = await lookUp({ ...by('ReadOnly', 'false'), StartTime });
    expect(found.Events).toMatchObject([{ Resources: [{ ResourceName: 'bruno' }] }]);
    const [one] = by('EventName', 'TagUser').LookupAttributes;
    const two = lookUp({ LookupAttributes: [one!, one!] });
    await expect(two).rejects.toMatchObject({ name: 'InvalidLookupAttributesException' });
    const backwards = lookUp({ StartTime, EndTime: new Date(StartTime.getTime() - 1_000) });
    await expect(backwards).rejects.toMatchObject({ name: 'InvalidTimeRangeException' });
  });

  test('fifty at a time, the newest first, by tokens that fit no other question', async () => {
    for (let i = 0; i < 60; i++) {
      pass(1_000);
      await tag();
    }
    pass(5 * MINUTE);
    const where = by('EventName', 'TagUser');
    const first = await lookUp(where);
    expect(first.Events).toHaveLength(50);
    expect(first.Events?.[0]?.EventTime?.getTime()).toBe(sample.clock.nowMs - 5 * MINUTE);
    const second = await lookUp({ ...where, NextToken: first.NextToken });
    expect(second.Events).toHaveLength(10);
    expect(second.NextToken).toBeUndefined();
    const other = lookUp({ ...by('EventName', 'GetUser'), NextToken: first.NextToken });
    await expect(other).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
    await expect(lookUp({ MaxResults: 51 })).rejects.toMatchObject({
      name: 'InvalidMaxResultsException',
    });
  });

  test('in the Region they belong to, by who may, twice a second', async () => {
    await tag();
    pass(5 * MINUTE);
    const abroad = await lookUp({}, trailOf(sample.aws, OWNER_KEY, 'eu-west-1'));
    expect(abroad.Events).toEqual([]);
    const bot = trailOf(sample.aws, BOT_KEY);
    await expect(lookUp({}, bot)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const may = policy(allow('cloudtrail:LookupEvents', '*'));
    sample.aws.account(HOME).putPolicy('users', 'bot', 'audit', may);
    sample.aws.cloudTrail.knobs.ratesApply = true;
    for (let i = 0; i < 2; i++) await lookUp({}, bot);
    await expect(lookUp({}, bot)).rejects.toMatchObject({ name: 'ThrottlingException' });
    pass(500);
    await lookUp({}, bot);
  });
});

test('what a schedule did is told as done by the role it was lent', async () => {
  const { aws, book, clock } = await createSchedulerSample();
  await book();
  clock.nowMs += 30 * MINUTE;
  const where = by('EventName', 'RemoveUserFromGroup');
  const { Events } = await lookUp(where, trailOf(aws));
  expect(recordOf(Events?.[0])).toMatchObject({
    eventTime: '2026-11-22T12:15:30Z',
    sourceIPAddress: 'scheduler.amazonaws.com',
    userIdentity: { sessionContext: { sessionIssuer: { userName: 'revoker' } } },
  });
  await aws.close();
});
