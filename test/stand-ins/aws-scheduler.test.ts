/** EventBridge Scheduler of the stand-in, through the real SDK: what can be booked, and by whom. */

import * as Scheduler from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allow, BOT_KEY, HOME, policy, PROD, trust } from './aws/sample.ts';
import {
  bookBy,
  createSchedulerSample,
  GROUP_NAME,
  LEAVE,
  REVOKER,
  type SchedulerSample,
  schedulerOf,
} from './aws/scheduler-sample.ts';

let sample: SchedulerSample;
beforeEach(async () => {
  sample = await createSchedulerSample();
});
afterEach(() => sample.aws.close());

const ARN = `arn:aws:scheduler:us-east-1:${HOME}:schedule/default/end-aiko`;
const target = (more: Partial<Scheduler.Target>) => ({ Target: { ...LEAVE, ...more } });
const get = (Name = 'end-aiko', GroupName?: string) =>
  sample.scheduler.send(new Scheduler.GetScheduleCommand({ Name, GroupName }));
const names = async (more: Scheduler.ListSchedulesCommandInput = {}) => {
  const listed = await sample.scheduler.send(new Scheduler.ListSchedulesCommand(more));
  return listed.Schedules?.map(({ Name }) => Name);
};
const makeGroup = (Name = GROUP_NAME) =>
  sample.scheduler.send(new Scheduler.CreateScheduleGroupCommand({ Name }));

describe('a schedule', () => {
  test('is booked, read, moved and cancelled', async () => {
    expect(await sample.book({ Description: 'the end', ActionAfterCompletion: 'DELETE' })).toBe(
      ARN,
    );
    expect(await get()).toMatchObject({
      Arn: ARN,
      GroupName: 'default',
      ScheduleExpression: 'at(2026-11-22T12:15:00)',
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      Description: 'the end',
      ActionAfterCompletion: 'DELETE',
      Target: { ...LEAVE, RetryPolicy: { MaximumRetryAttempts: 185 } },
    });
    await sample.scheduler.send(
      new Scheduler.UpdateScheduleCommand({
        Name: 'end-aiko',
        ScheduleExpression: 'at(2026-11-22T13:15:00)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: LEAVE,
      }),
    );
    const moved = await get();
    expect(moved).toMatchObject({ ScheduleExpression: 'at(2026-11-22T13:15:00)' });
    expect(moved.Description).toBeUndefined();
    await sample.scheduler.send(new Scheduler.DeleteScheduleCommand({ Name: 'end-aiko' }));
    await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('is there once by its name, and the same call again makes no second', async () => {
    const ClientToken = 'grant-1';
    await sample.book({ ClientToken });
    await sample.book({ ClientToken });
    const other = sample.book({ ClientToken, ScheduleExpression: 'at(2026-11-22T12:16:00)' });
    await expect(other).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(sample.book()).rejects.toMatchObject({ name: 'ConflictException' });
    expect(await names()).toEqual(['end-aiko']);
  });

  test('belongs to a group that is there, and is found by group, prefix and page', async () => {
    const name = 'ResourceNotFoundException';
    await expect(sample.book({ GroupName: GROUP_NAME })).rejects.toMatchObject({ name });
    await makeGroup();
    await expect(makeGroup()).rejects.toMatchObject({ name: 'ConflictException' });
    const found = await sample.scheduler.send(
      new Scheduler.GetScheduleGroupCommand({ Name: GROUP_NAME }),
    );
    expect(found).toMatchObject({ Name: GROUP_NAME, State: 'ACTIVE' });
    await sample.book({ GroupName: GROUP_NAME, Name: 'a-1' });
    await sample.book({ GroupName: GROUP_NAME, Name: 'b-1' });
    await sample.book({ Name: 'a-1' });
    expect(await names({ GroupName: GROUP_NAME })).toEqual(['a-1', 'b-1']);
    expect(await names({ NamePrefix: 'a-' })).toEqual(['a-1', 'a-1']);
    expect(await get('b-1', GROUP_NAME)).toMatchObject({ GroupName: GROUP_NAME });
    await expect(get('b-1')).rejects.toMatchObject({ name });
    const pages = Scheduler.paginateListSchedules({ client: sample.scheduler, pageSize: 2 }, {});
    const sizes: (number | undefined)[] = [];
    for await (const page of pages) sizes.push(page.Schedules?.length);
    expect(sizes).toEqual([2, 1]);
  });

  test('has no room beyond the quota, where done ones count', async () => {
    sample.aws.scheduler.knobs.mostSchedules = 1;
    await sample.book();
    const second = sample.book({ Name: 'second' });
    await expect(second).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  });

  test('is refused above the rate of its account', async () => {
    sample.aws.scheduler.knobs.tps = 1;
    await sample.book();
    const second = sample.book({ Name: 'second' });
    await expect(second).rejects.toMatchObject({ name: 'ThrottlingException' });
  });
});

describe('a booking is refused', () => {
  test.each([
    ['a call that only reads', target({ Arn: 'arn:aws:scheduler:::aws-sdk:iam:listUsers' })],
    ['a service it does not know', target({ Arn: 'arn:aws:scheduler:::aws-sdk:teapot:boil' })],
    ['an input that is no JSON', target({ Input: 'GroupName=prod-db' })],
    ['a time that is none', { ScheduleExpression: 'at(2026-02-30T12:15:00)' }],
    ['a zone that is none', { ScheduleExpressionTimezone: 'Europe/Atlantis' }],
    ['a name that is too long', { Name: 'x'.repeat(65) }],
    ['more retries than there are', target({ RetryPolicy: { MaximumRetryAttempts: 186 } })],
  ])('for %s', async (_, more) => {
    await expect(sample.book(more)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('for a role that is not there, or does not trust the scheduler', async () => {
    const name = 'ValidationException';
    const missing = target({ RoleArn: `arn:aws:iam::${HOME}:role/nobody` });
    await expect(sample.book(missing)).rejects.toMatchObject({ name });
    sample.aws.account(HOME).setTrust('revoker', trust(HOME));
    await expect(sample.book()).rejects.toThrow('must allow AWS EventBridge Scheduler to assume');
  });

  test('for a time that has passed, where AWS is told to mind', async () => {
    sample.aws.scheduler.knobs.past = 'refused';
    const past = sample.book({ ScheduleExpression: 'at(2026-11-22T11:59:00)' });
    await expect(past).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('who books a call', () => {
  const grant = (passed: string, group = '*') =>
    sample.aws
      .account(HOME)
      .putPolicy(
        'users',
        'bot',
        'schedules',
        policy(
          allow('scheduler:*', `arn:aws:scheduler:*:${HOME}:schedule/${group}/*`),
          allow('iam:PassRole', REVOKER, { StringEquals: { 'iam:PassedToService': passed } }),
        ),
      );
  const bookAs = (more: Partial<Scheduler.CreateScheduleInput> = {}) =>
    bookBy(schedulerOf(sample.aws, BOT_KEY), more);

  test('needs the right to book, in that group', async () => {
    await expect(bookAs()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await makeGroup();
    grant('scheduler.amazonaws.com', GROUP_NAME);
    await expect(bookAs()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await bookAs({ GroupName: GROUP_NAME });
  });

  test('needs the right to lend the role, and to lend it to the scheduler', async () => {
    grant('lambda.amazonaws.com');
    await expect(bookAs()).rejects.toThrow('iam:PassRole');
    grant('scheduler.amazonaws.com');
    await bookAs();
  });

  test('lends no role of another account', async () => {
    const RoleArn = `arn:aws:iam::${PROD}:role/ProdDbOperator`;
    await expect(sample.book(target({ RoleArn }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
