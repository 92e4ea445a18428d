/** What an operation of EventBridge Scheduler works with here, and how it asks for its right. */

import type { RequireAllowed } from './allowed.ts';
import { tagFacts } from './caller.ts';
import type { Asked } from './dialect.ts';
import { AwsFault } from './fault.ts';
import { invalidSchedule } from './schedule-time.ts';
import { groupArn, type Place, type ScheduleStore, scheduleArn } from './scheduler-store.ts';
import type { SchedulerKnobs } from './scheduler-types.ts';
import { type Input, textOf } from './ssm-call.ts';
import type { World } from './world.ts';

export interface SchedulerReach {
  readonly world: World;
  readonly now: () => number;
  readonly requireAllowed: RequireAllowed;
  readonly store: ScheduleStore;
  readonly knobs: SchedulerKnobs;
}

export interface SchedulerCall extends SchedulerReach {
  readonly asked: Asked;
  /** Body, path and query together. */
  readonly input: Input;
  readonly place: Place;
}

export const DEFAULT_GROUP = 'default';

/** The schedule that a call is about, by the names in it. */
export function namedIn({ input, place }: SchedulerCall) {
  const group = textOf(input, 'GroupName') ?? DEFAULT_GROUP;
  const name = nameIn(input);
  return { group, name, arn: scheduleArn(place, group, name) };
}

export function nameIn(input: Input): string {
  const name = textOf(input, 'Name') ?? '';
  if (/^[0-9a-zA-Z-_.]{1,64}$/.test(name)) return name;
  throw invalidSchedule(`Value '${name}' at 'name' failed to satisfy ^[0-9a-zA-Z-_.]+$`);
}

export function require(call: SchedulerCall, resource: string, group?: string): void {
  const { asked, place, store, requireAllowed } = call;
  const tags = group === undefined ? [] : store.groups.get(groupArn(place, group))?.tags;
  requireAllowed(asked.key, {
    action: `scheduler:${asked.call.action}`,
    resource,
    owner: place.account,
    facts: tagFacts('aws:ResourceTag', tags ?? []),
  });
}

export const notThere = (what: string) =>
  new AwsFault('ResourceNotFoundException', `${what} does not exist.`);

/** Every account has the default group in every Region, made by nobody. */
export function hasGroup({ store, place }: SchedulerCall, name: string): boolean {
  return name === DEFAULT_GROUP || store.groups.has(groupArn(place, name));
}
