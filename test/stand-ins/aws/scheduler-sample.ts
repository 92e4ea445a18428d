/** A role that only takes away, lent to schedules, and aiko with something to be taken away. */

import * as Scheduler from '@aws-sdk/client-scheduler';
import { createDirectorySample, type DirectorySample } from './directory-sample.ts';
import { allow, HOME, OWNER_KEY, policy } from './sample.ts';
import type { AwsStandIn, AwsStandInOptions } from './stand-in.ts';

export const REVOKER = `arn:aws:iam::${HOME}:role/prodaccess/revoker`;
export const GROUP_NAME = 'prodaccess';
export const LEAVE = {
  Arn: 'arn:aws:scheduler:::aws-sdk:iam:removeUserFromGroup',
  RoleArn: REVOKER,
  Input: JSON.stringify({ GroupName: 'prod-db', UserName: 'aiko' }),
};

const RIGHTS = [
  'iam:RemoveUserFromGroup',
  'iam:DeleteUserPolicy',
  'iam:PutUserPolicy',
  'iam:DeleteRolePolicy',
  'sso:DeleteAccountAssignment',
  'identitystore:DeleteGroupMembership',
  'ssm:TerminateSession',
];

export const TRUSTED = policy({
  Effect: 'Allow',
  Principal: { Service: 'scheduler.amazonaws.com' },
  Action: 'sts:AssumeRole',
  Condition: { StringEquals: { 'aws:SourceAccount': HOME } },
});

export interface SchedulerSample extends DirectorySample {
  readonly scheduler: Scheduler.SchedulerClient;
  readonly book: (more?: Partial<Scheduler.CreateScheduleInput>) => Promise<string>;
}

export async function createSchedulerSample(
  options: Partial<AwsStandInOptions> = {},
): Promise<SchedulerSample> {
  const sample = await createDirectorySample(options);
  const home = sample.aws.account(HOME);
  if (!home.role('revoker')) {
    const inline = { revoke: policy(allow(RIGHTS, '*')) };
    home.createRole('revoker', { path: '/prodaccess/', trust: TRUSTED, inline });
    home.join('aiko', 'prod-db');
    sample.aws.settle();
  }
  const scheduler = schedulerOf(sample.aws);
  return { ...sample, scheduler, book: (more) => bookBy(scheduler, more) };
}

/** At a quarter past twelve, in the sample's account. */
export async function bookBy(
  client: Scheduler.SchedulerClient,
  more: Partial<Scheduler.CreateScheduleInput> = {},
): Promise<string> {
  const command = new Scheduler.CreateScheduleCommand({
    Name: 'end-aiko',
    ScheduleExpression: 'at(2026-11-22T12:15:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: LEAVE,
    ...more,
  });
  return (await client.send(command)).ScheduleArn ?? '';
}

export const schedulerOf = (
  aws: AwsStandIn,
  credentials: Scheduler.SchedulerClientConfig['credentials'] = OWNER_KEY,
  region = 'us-east-1',
) => new Scheduler.SchedulerClient({ endpoint: aws.url, region, maxAttempts: 1, credentials });
