/** What is needed of EventBridge Scheduler, where an end is booked. */

import { type Need, needs, type Of } from './need.ts';

interface Place {
  readonly account: string;
  readonly region: string;
  readonly group: string;
  /** That the schedules are lent. */
  readonly role: string;
}

export function booked(
  of: Of,
  { account, region, group, role }: Place,
  installation: string,
): readonly Need[] {
  const at = `arn:aws:scheduler:${region}:${account}:`;
  const ends = [`${at}schedule/${group}/prod-access-${installation}-0`];
  return [
    ...needs(of, BOOKINGS, ends),
    ...needs(of, ['scheduler:ListSchedules'], ['*']),
    ...needs(of, ['scheduler:GetScheduleGroup'], [`${at}schedule-group/${group}`]),
    ...needs(of, ['iam:PassRole'], [role], { 'iam:PassedToService': 'scheduler.amazonaws.com' }),
  ];
}

const BOOKINGS = ['scheduler:CreateSchedule', 'scheduler:GetSchedule', 'scheduler:DeleteSchedule'];
