/** EventBridge Scheduler's operations on schedules: booked, moved, cancelled, read and listed. */

import { AwsFault } from './fault.ts';
import { dueAt, invalidSchedule } from './schedule-time.ts';
import { hasGroup, namedIn, notThere, require, type SchedulerCall } from './scheduler-call.ts';
import { drawSchedule, drawSummary } from './scheduler-drawing.ts';
import { roleAccount, roleFor, targetIn } from './scheduler-target.ts';
import type { Schedule } from './scheduler-types.ts';
import { textOf } from './ssm-call.ts';
import { page } from './ssm-pages.ts';

export function createSchedule(call: SchedulerCall): object {
  const { store, knobs, place } = call;
  const { arn, group, name } = namedIn(call);
  require(call, arn, group);
  const made = written(call);
  const known = store.schedules.get(arn);
  if (known) {
    if (known.madeWith === made.madeWith) return { ScheduleArn: arn };
    throw new AwsFault('ConflictException', `Schedule ${name} already exists.`);
  }
  const here = [...store.schedules.values()].filter(
    (one) => one.account === place.account && one.region === place.region,
  );
  if (here.length >= knobs.mostSchedules) {
    const words = `The number of schedules exceeds the quota of ${knobs.mostSchedules}.`;
    throw new AwsFault('ServiceQuotaExceededException', words);
  }
  store.put(made);
  return { ScheduleArn: arn };
}

/** Whatever is not said again is as if it had never been said. */
export function updateSchedule(call: SchedulerCall): object {
  const { store } = call;
  const { arn, group } = namedIn(call);
  require(call, arn, group);
  const made = written(call);
  const { createdAtMs, madeWith } = scheduleOf(call);
  store.put({ ...made, createdAtMs, madeWith });
  return { ScheduleArn: arn };
}

export function deleteSchedule(call: SchedulerCall): object {
  const { arn, group } = namedIn(call);
  require(call, arn, group);
  scheduleOf(call);
  call.store.remove(arn);
  return {};
}

export function getSchedule(call: SchedulerCall): object {
  const { arn, group } = namedIn(call);
  require(call, arn, group);
  return drawSchedule(scheduleOf(call));
}

export function listSchedules(call: SchedulerCall): object {
  const { input, store, place } = call;
  require(call, '*');
  const group = textOf(input, 'ScheduleGroup');
  if (group !== undefined && !hasGroup(call, group)) throw notThere(`Schedule group ${group}`);
  const prefix = textOf(input, 'NamePrefix') ?? '';
  const state = textOf(input, 'State');
  const fits = (one: Schedule) =>
    one.account === place.account &&
    one.region === place.region &&
    one.group === (group ?? one.group) &&
    one.name.startsWith(prefix) &&
    (state === undefined || one.enabled === (state === 'ENABLED'));
  const ordered = [...store.schedules.values()].toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
  const most = input['MaxResults'];
  const asked = most === undefined ? input : { ...input, MaxResults: Number(most) };
  const size = { least: 1, most: 100, usual: 100 };
  const { items, ...token } = page(ordered, ({ arn }) => arn, fits, asked, size);
  return { Schedules: items.map(drawSummary), ...token };
}

function scheduleOf(call: SchedulerCall): Schedule {
  const { arn, name } = namedIn(call);
  const schedule = call.store.schedules.get(arn);
  if (!schedule) throw notThere(`Schedule ${name}`);
  return schedule;
}

/** The schedule as the call writes it down, once all of it is found to be in order. */
function written(call: SchedulerCall): Schedule {
  const { input, place, now, knobs } = call;
  const { arn, group, name } = namedIn(call);
  const window = input['FlexibleTimeWindow'] as { readonly Mode?: string } | undefined;
  if (window?.Mode === 'FLEXIBLE') {
    throw new AwsFault('NotImplemented', 'The stand-in has no flexible time windows.');
  }
  if (window?.Mode !== 'OFF') throw invalidSchedule('flexibleTimeWindow must not be null');
  const expression = textOf(input, 'ScheduleExpression') ?? '';
  const timezone = textOf(input, 'ScheduleExpressionTimezone') ?? 'UTC';
  const dueMs = dueAt(expression, timezone);
  const target = targetIn(input);
  const service = target.arn.split(':')[6] ?? '';
  if (knobs.noTargets.includes(service)) {
    throw invalidSchedule(`${service} is not a supported service for a target.`);
  }
  if (!hasGroup(call, group)) throw notThere(`Schedule group ${group}`);
  requirePassing(call, target.roleArn, arn);
  const isPast = dueMs < now();
  if (isPast && knobs.past === 'refused') throw invalidSchedule('The time of it has passed.');
  const fires = !isPast || knobs.past === 'fires at once';
  const description = textOf(input, 'Description');
  return {
    arn,
    ...place,
    group,
    name,
    ...(description === undefined ? {} : { description }),
    expression,
    timezone,
    dueMs,
    enabled: textOf(input, 'State') !== 'DISABLED',
    target,
    deletedAfterwards: textOf(input, 'ActionAfterCompletion') === 'DELETE',
    madeWith: JSON.stringify(input),
    createdAtMs: now(),
    changedAtMs: now(),
    ...(fires ? { nextMs: Math.max(dueMs, now()) + knobs.firesAfterMs } : {}),
    tries: 0,
  };
}

/** Who books a call lends it a role: theirs to pass on, and the scheduler's to take on. */
function requirePassing(call: SchedulerCall, roleArn: string, schedule: string): void {
  const { asked, requireAllowed, world } = call;
  requireAllowed(asked.key, {
    action: 'iam:PassRole',
    resource: roleArn,
    owner: roleAccount(roleArn),
    facts: {
      'iam:PassedToService': 'scheduler.amazonaws.com',
      'iam:AssociatedResourceArn': schedule,
    },
  });
  if (roleFor(world, roleArn, schedule)) return;
  throw invalidSchedule(
    'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  );
}
