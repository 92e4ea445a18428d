/** What gives access was taken by AWS, so nothing is left to be judged before it is given. */

import { describe, expect, test } from 'vitest';
import { isSent } from '../../src/holding/attempt.ts';
import type { Attempt, Holding } from '../../src/holding/holding.ts';
import type { Slot } from '../../src/holding/slot.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { groupTarget, NOON, order, policyTarget } from './sample.ts';

const lease = (target = policyTarget() as ReturnType<typeof policyTarget> | typeof groupTarget) => {
  const cloud = new Cloud().order(order('PA-7K3M2', NOON, NOON + HOUR, { target }));
  const [one] = cloud.holding?.leases ?? [];
  if (!one) throw new Error('There is no lease.');
  return one;
};
const allowOf = (resource: string): Slot => {
  const { reach, mfa } = policyTarget(resource);
  return { kind: 'allow', windows: [{ reach, mfa, startMs: NOON, endMs: NOON + HOUR }] };
};
const member: Slot = { kind: 'member', group: groupTarget.group };
const put = (slot: Slot, more: Partial<Attempt> = {}): Attempt => ({
  id: '1',
  step: { do: 'put', slot },
  sentMs: NOON + 1_000,
  answer: 'done',
  ...more,
});
const sent = (attempt: Attempt, one = lease()) =>
  isSent({ attempts: [attempt] } as unknown as Holding, one);

describe('access is sent', () => {
  test('once AWS has taken the document that allows it', () => {
    expect(sent(put(allowOf('role/R')))).toBe(true);
  });
  test('once AWS has taken the membership', () => {
    expect(sent(put(member), lease(groupTarget))).toBe(true);
  });
});

describe('access is not sent', () => {
  test.each<[string, Attempt]>([
    ['while the call was not answered', { ...put(allowOf('role/R')), answer: undefined } as never],
    ['when AWS refused it', put(allowOf('role/R'), { answer: 'refused' })],
    ['by a document that allows something else', put(allowOf('role/Other'))],
    ['by an earlier grant of the same', put(allowOf('role/R'), { sentMs: NOON - MINUTE })],
    ['by a membership', put(member)],
  ])('%s', (_, attempt) => {
    expect(sent(attempt)).toBe(false);
  });
});
