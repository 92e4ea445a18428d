/** Schedules fire: the call is made as the role they were lent, again and again until it works. */

import type { Errand } from './errand.ts';
import type { SchedulerReach } from './scheduler-call.ts';
import { callOf, roleFor } from './scheduler-target.ts';
import type { Firing, Schedule } from './scheduler-types.ts';
import type { AccessKey } from './types.ts';

const LONGEST_PAUSE_MS = 8 * 60_000;

/** Carries a call out inside the stand-in: `ok`, or the code of the error. */
export type Carry = (errand: Errand) => string;

export function fire(reach: SchedulerReach, carry: Carry, schedule: Schedule): void {
  const { store, now } = reach;
  const { account, region, group, name, target, dueMs, arn } = schedule;
  const attempt = schedule.tries + 1;
  const outcome = tried(reach, carry, schedule);
  const pauseMs = Math.min(reach.knobs.retryAfterMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
  const againMs = now() + pauseMs;
  const isOver =
    outcome === 'ok' || attempt > target.mostRetries || againMs > dueMs + target.mostAgeMs;
  const firing: Firing = {
    schedule: name,
    group,
    account,
    region,
    atMs: now(),
    attempt,
    call: callOf(target.arn).named,
    input: target.input,
    outcome,
    last: isOver,
  };
  store.firings.push(firing);
  const { nextMs: _, ...rest } = schedule;
  if (!isOver) store.put({ ...rest, tries: attempt, nextMs: againMs });
  else if (schedule.deletedAfterwards) store.remove(arn);
  else store.put({ ...rest, tries: attempt });
}

function tried({ world, now }: SchedulerReach, carry: Carry, schedule: Schedule): string {
  const { account, region, target, arn } = schedule;
  const role = roleFor(world, target.roleArn, arn);
  if (!role) return 'AccessDenied';
  const key: AccessKey = {
    accessKeyId: world.ids.accessKeyId('ASIA'),
    secretAccessKey: '',
    account,
    holder: {
      kind: 'role',
      session: {
        roleName: role.name,
        roleId: role.id,
        sessionName: world.ids.requestId().replaceAll('-', ''),
        issuedAtMs: now(),
        expiresAtMs: now() + 3_600_000,
        tags: [],
      },
    },
    root: false,
  };
  const { service, action } = callOf(target.arn);
  return carry({ key, region, service, action, input: target.input });
}
