/** EventBridge Scheduler of the stand-in, over REST and JSON: it books, and it fires. */

import type { Agenda } from './agenda.ts';
import type { RequireAllowed } from './allowed.ts';
import type { Dialect } from './dialect.ts';
import type { SchedulerCall, SchedulerReach } from './scheduler-call.ts';
import { type Carry, fire } from './scheduler-firing.ts';
import { createScheduleGroup, deleteScheduleGroup, getScheduleGroup } from './scheduler-groups.ts';
import { createRestDialect } from './scheduler-rest.ts';
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  updateSchedule,
} from './scheduler-schedules.ts';
import { createScheduleStore, scheduleArn } from './scheduler-store.ts';
import {
  type Firing,
  type Schedule,
  type SchedulerKnobs,
  type SchedulerSnapshot,
  usualSchedulerKnobs,
} from './scheduler-types.ts';
import { createTokenBuckets } from './token-bucket.ts';
import type { World } from './world.ts';

export interface ScheduleName {
  readonly account: string;
  readonly region: string;
  /** The default one, if absent. */
  readonly group?: string;
  readonly name: string;
}

/** What an administrator and a test do with it. */
export interface SchedulerHand {
  readonly knobs: SchedulerKnobs;
  /** All of them, those that are done too, unless they were to be deleted then. */
  schedules(account?: string): readonly Schedule[];
  schedule(name: ScheduleName): Schedule | undefined;
  deleteSchedule(name: ScheduleName): void;
  /** Every try of every schedule, the oldest first. */
  fired(): readonly Firing[];
}

export interface SchedulerOptions {
  readonly world: World;
  readonly agenda: Agenda;
  readonly requireAllowed: RequireAllowed;
  readonly carry: Carry;
  readonly changed: () => void;
}

const OPERATIONS: Readonly<Record<string, (call: SchedulerCall) => object>> = {
  CreateSchedule: createSchedule,
  UpdateSchedule: updateSchedule,
  DeleteSchedule: deleteSchedule,
  GetSchedule: getSchedule,
  ListSchedules: listSchedules,
  CreateScheduleGroup: createScheduleGroup,
  GetScheduleGroup: getScheduleGroup,
  DeleteScheduleGroup: deleteScheduleGroup,
};

export interface WholeScheduler {
  readonly hand: SchedulerHand;
  readonly dialect: Dialect;
  snapshot(): SchedulerSnapshot;
  restore(snapshot: SchedulerSnapshot | undefined): void;
}

export function createScheduler(options: SchedulerOptions): WholeScheduler {
  const { world, agenda, requireAllowed, carry, changed } = options;
  const { now } = agenda;
  const [store, knobs] = [createScheduleStore(changed), usualSchedulerKnobs()];
  const buckets = createTokenBuckets(now);
  const reach: SchedulerReach = { world, now, requireAllowed, store, knobs };
  agenda.add({
    nextMs: () => store.next()?.nextMs ?? Infinity,
    run: () => {
      const next = store.next();
      if (next) fire(reach, carry, next);
    },
  });
  const arnOf = ({ group = 'default', name, ...place }: ScheduleName) =>
    scheduleArn(place, group, name);
  return {
    hand: {
      knobs,
      schedules: (account) =>
        [...store.schedules.values()].filter((one) => one.account === (account ?? one.account)),
      schedule: (name) => store.schedules.get(arnOf(name)),
      deleteSchedule: (name) => store.remove(arnOf(name)),
      fired: () => [...store.firings],
    },
    dialect: createRestDialect(OPERATIONS, (call) => {
      const { account, region } = call.place;
      const name = `${account}/${region}/${call.asked.call.action}`;
      if (knobs.ratesApply) buckets.spend(name, { aSecond: knobs.tps });
      return { ...call, ...reach };
    }),
    snapshot: () => store.snapshot(),
    restore: (snapshot) => store.restore(snapshot),
  };
}
