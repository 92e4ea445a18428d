/** EventBridge Scheduler's operations on groups of schedules. */

import { AwsFault } from './fault.ts';
import { DEFAULT_GROUP, nameIn, notThere, require, type SchedulerCall } from './scheduler-call.ts';
import { drawGroup } from './scheduler-drawing.ts';
import { groupArn } from './scheduler-store.ts';
import { tagsIn } from './ssm-call.ts';

export function createScheduleGroup(call: SchedulerCall): object {
  const { store, place, knobs, now, input } = call;
  const name = nameIn(input);
  const arn = groupArn(place, name);
  require(call, arn);
  if (name === DEFAULT_GROUP || store.groups.has(arn)) {
    throw new AwsFault('ConflictException', `Schedule group ${name} already exists.`);
  }
  if (store.groups.size >= knobs.mostGroups) {
    const words = `The number of schedule groups exceeds the quota of ${knobs.mostGroups}.`;
    throw new AwsFault('ServiceQuotaExceededException', words);
  }
  store.groups.set(arn, { arn, ...place, name, tags: tagsIn(input), createdAtMs: now() });
  store.changed();
  return { ScheduleGroupArn: arn };
}

export function getScheduleGroup(call: SchedulerCall): object {
  const name = nameIn(call.input);
  const arn = groupArn(call.place, name);
  require(call, arn, name);
  const own = { arn, ...call.place, name, tags: [], createdAtMs: 0 };
  const group = call.store.groups.get(arn) ?? (name === DEFAULT_GROUP ? own : undefined);
  if (!group) throw notThere(`Schedule group ${name}`);
  return drawGroup(group);
}

/** What is in it goes with it. */
export function deleteScheduleGroup(call: SchedulerCall): object {
  const name = nameIn(call.input);
  const { store, place } = call;
  const arn = groupArn(place, name);
  require(call, arn, name);
  if (name === DEFAULT_GROUP) {
    throw new AwsFault('ValidationException', 'The default group cannot be deleted.');
  }
  if (!store.groups.has(arn)) throw notThere(`Schedule group ${name}`);
  for (const one of store.schedules.values()) {
    const isHere = one.account === place.account && one.region === place.region;
    if (isHere && one.group === name) store.remove(one.arn);
  }
  store.groups.delete(arn);
  store.changed();
  return {};
}
