/** Schedules and their groups by ARN, and which of them is next. */

import type { Firing, Schedule, ScheduleGroup, SchedulerSnapshot } from './scheduler-types.ts';

export interface ScheduleStore {
  readonly schedules: ReadonlyMap<string, Schedule>;
  readonly groups: Map<string, ScheduleGroup>;
  readonly firings: Firing[];
  put(schedule: Schedule): void;
  remove(arn: string): void;
  /** The one that is tried next, if any. */
  next(): Schedule | undefined;
  changed(): void;
  snapshot(): SchedulerSnapshot;
  restore(snapshot: SchedulerSnapshot | undefined): void;
}

export const scheduleArn = (place: Place, group: string, name: string) =>
  `arn:aws:scheduler:${place.region}:${place.account}:schedule/${group}/${name}`;
export const groupArn = (place: Place, name: string) =>
  `arn:aws:scheduler:${place.region}:${place.account}:schedule-group/${name}`;

export interface Place {
  readonly account: string;
  readonly region: string;
}

export function createScheduleStore(changed: () => void): ScheduleStore {
  const schedules = new Map<string, Schedule>();
  const groups = new Map<string, ScheduleGroup>();
  const firings: Firing[] = [];
  // Known again after each look, so that a thousand bookings in a row cost no thousand searches.
  let soonest: Schedule | undefined | 'unknown' = 'unknown';

  return {
    schedules,
    groups,
    firings,
    changed,
    put(schedule) {
      if (soonest !== 'unknown') {
        soonest = soonest?.arn === schedule.arn ? 'unknown' : sooner(soonest, schedule);
      }
      schedules.set(schedule.arn, schedule);
      changed();
    },
    remove(arn) {
      soonest = 'unknown';
      schedules.delete(arn);
      changed();
    },
    next() {
      if (soonest === 'unknown') {
        soonest = [...schedules.values()].reduce<Schedule | undefined>(sooner, undefined);
      }
      return soonest;
    },
    snapshot: () => ({
      schedules: [...schedules.values()],
      groups: [...groups.values()],
      firings: [...firings],
    }),
    restore(snapshot) {
      soonest = 'unknown';
      schedules.clear();
      groups.clear();
      for (const one of snapshot?.schedules ?? []) schedules.set(one.arn, one);
      for (const one of snapshot?.groups ?? []) groups.set(one.arn, one);
      firings.splice(0, firings.length, ...(snapshot?.firings ?? []));
    },
  };
}

function sooner(a: Schedule | undefined, b: Schedule): Schedule | undefined {
  if (b.nextMs === undefined || !b.enabled) return a;
  return (a?.nextMs ?? Infinity) <= b.nextMs ? a : b;
}
