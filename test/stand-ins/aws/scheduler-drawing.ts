/** Schedules and groups as EventBridge Scheduler draws them in its answers. */

import type { Schedule, ScheduleGroup } from './scheduler-types.ts';
import { seconds } from './ssm-call.ts';

export function drawSchedule(schedule: Schedule): object {
  const { target, expression, timezone, description, deletedAfterwards } = schedule;
  return {
    ...drawSummary(schedule),
    Description: description,
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timezone,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: deletedAfterwards ? 'DELETE' : 'NONE',
    Target: {
      Arn: target.arn,
      RoleArn: target.roleArn,
      Input: target.input,
      RetryPolicy: {
        MaximumRetryAttempts: target.mostRetries,
        MaximumEventAgeInSeconds: target.mostAgeMs / 1_000,
      },
      ...(target.deadLetterArn === undefined
        ? {}
        : { DeadLetterConfig: { Arn: target.deadLetterArn } }),
    },
  };
}

export const drawSummary = (schedule: Schedule): object => ({
  Arn: schedule.arn,
  Name: schedule.name,
  GroupName: schedule.group,
  State: schedule.enabled ? 'ENABLED' : 'DISABLED',
  CreationDate: seconds(schedule.createdAtMs),
  LastModificationDate: seconds(schedule.changedAtMs),
  Target: { Arn: schedule.target.arn },
});

export const drawGroup = ({ arn, name, createdAtMs }: ScheduleGroup): object => ({
  Arn: arn,
  Name: name,
  State: 'ACTIVE',
  CreationDate: seconds(createdAtMs),
  LastModificationDate: seconds(createdAtMs),
});
