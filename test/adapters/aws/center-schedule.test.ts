/** What is booked with EventBridge Scheduler can be read back: whom it takes what away from. */

import { expect, test } from 'vitest';
import { bookingOf, endedBy } from '../../../adapters/aws/center-schedule.ts';
import { bookingContent } from '../../../adapters/aws/scheduler-bookings.ts';
import { principalKey } from '../../../src/kernel/brand.ts';

const account = 'd-1234567890';
const uniqueId = '11111111-2222-3333-4444-555555555555';
const holder = { key: principalKey(account, uniqueId), account, user: 'aiko', uniqueId };
const center = {
  account: '444455556666',
  region: 'us-east-1',
  instance: 'arn:aws:sso:::instance/ssoins-1111222233334444',
  store: account,
  giver: 'arn:aws:iam::444455556666:role/g',
  schedules: { group: 'prod-access', role: 'arn:aws:iam::444455556666:role/r', runbook: 'End' },
};

test.each([
  ['a membership', '99999999-8888-7777-6666-555555555555'],
  ['an assignment', '111122223333/arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1'],
])('%s', (_, seat) => {
  const reach = [{ actions: ['end'], resources: [seat] }];
  const slot = {
    kind: 'fence',
    place: { on: 'schedule' },
    target: '0123456789ab',
    generation: 1,
    denials: [{ fromMs: 1_764_000_000_000, reach }],
  } as const;
  expect(endedBy(bookingOf(center, holder, slot))).toEqual({ user: uniqueId, seat });
});

test.each(['by hand', 'null', '"by hand"'])('one whose input became %s is another one', (Input) => {
  const at = 'at(2026-11-30T04:00:00)';
  const Target = { Arn: 'arn:aws:sqs:us-east-1:444455556666:q', RoleArn: 'r', Input };
  const booked = { ScheduleExpression: at, Target };
  expect(endedBy(booked)).toEqual({});
  expect(bookingContent(booked)).not.toBe(bookingContent({ ScheduleExpression: at }));
});

test.each([
  ['in another time zone', { ScheduleExpressionTimezone: 'Pacific/Midway' }],
  ['some time later', { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 600 } }],
] as const)('one that would fire %s is another one', (_, change) => {
  const Target = { Arn: 'arn:aws:scheduler:::aws-sdk:x', RoleArn: 'r', Input: '{}' };
  const ours = { ScheduleExpression: 'at(2026-11-30T04:00:00)', Target };
  const read = { ScheduleExpressionTimezone: 'UTC', FlexibleTimeWindow: { Mode: 'OFF' } } as const;
  expect(bookingContent({ ...ours, ...read })).toBe(bookingContent(ours));
  expect(bookingContent({ ...ours, ...read, ...change })).not.toBe(bookingContent(ours));
});
