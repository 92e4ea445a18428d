/** Books a call with EventBridge Scheduler, under a role that may do nothing else. */

import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { type EpochMs, isoSeconds, MINUTE, SECOND } from '../../../src/kernel/time.ts';
import type { Seen, Wait } from '../../../src/ports/prover.ts';
import { isOfAws } from './clients.ts';
import {
  allowing,
  awsNowMs,
  type Ground,
  make,
  makeServiceRole,
  pause,
  putPolicy,
  roleArn,
} from './ground.ts';

const AHEAD_MS = 45 * SECOND;
const GIVE_UP_MS = 3 * MINUTE;

/** The next whole minute that leaves time to book all that is booked for it. */
export const nextTime = (ground: Ground): EpochMs =>
  Math.ceil((awsNowMs(ground) + AHEAD_MS) / MINUTE) * MINUTE;

/** A role that only takes away: all that a thief of it could do. */
export async function makeRevoker(
  ground: Ground,
  suffix: string,
  rights: readonly (readonly [action: string, resources: readonly string[]])[],
): Promise<string> {
  const name = await makeServiceRole(ground, suffix, 'scheduler.amazonaws.com');
  const Statement = rights.flatMap(
    ([action, resources]) => allowing([action], resources).Statement,
  );
  await putPolicy(ground, 'role', name, 'revoke', { Version: '2012-10-17', Statement });
  return roleArn(ground, name);
}

export interface Booking {
  readonly suffix: string;
  /** `iam:deleteUserPolicy`, as ARNs of targets name a call. */
  readonly call: string;
  readonly input: object;
  readonly roleArn: string;
  readonly dueMs: EpochMs;
}

/** Whether Scheduler takes it. A role may take a while until Scheduler can take it on. */
export async function book(ground: Ground, booking: Booking): Promise<Seen> {
  const giveUpMs = ground.clock.monotonicMs() + MINUTE;
  for (;;) {
    try {
      await booked(ground, booking);
      return { kind: 'yes' };
    } catch (error) {
      if (!isOfAws(error, 'Validation')) throw error;
      const message = error instanceof Error ? error.message : '';
      const isTooNew = /assume/i.test(message) && ground.clock.monotonicMs() < giveUpMs;
      if (!isTooNew) return { kind: 'no', detail: message };
    }
    await pause(ground, 2 * SECOND);
  }
}

async function booked(ground: Ground, { suffix, call, input, roleArn, dueMs }: Booking) {
  const Name = `${ground.run}-${suffix}`;
  const asked = {
    Name,
    ScheduleExpression: `at(${isoSeconds(dueMs).slice(0, 19)})`,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: `arn:aws:scheduler:::aws-sdk:${call}`,
      RoleArn: roleArn,
      Input: JSON.stringify(input),
    },
  } as const;
  await make(ground, { kind: 'schedule', name: Name }, () =>
    ground.aws.scheduler.send(new CreateScheduleCommand(asked)),
  );
}

/** Both must be taken; what is not taken is told of the first. */
export const allTaken = (seen: readonly Seen[]): Seen =>
  seen.find(({ kind }) => kind !== 'yes') ?? { kind: 'yes' };

export const wait = (
  ground: Ground,
  question: Wait['question'],
  dueMs: EpochMs,
  hasCome: Wait['hasCome'],
): Wait => {
  const skewMs = ground.aws.skewMs();
  const ours = dueMs - skewMs;
  const tooEarly = 'it was gone before its time, so somebody else removed it';
  return { question, dueMs: ours, giveUpMs: ours + GIVE_UP_MS, tooEarly, hasCome };
};
