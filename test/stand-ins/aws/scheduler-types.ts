/** What EventBridge Scheduler keeps for an account in a Region: plain data, fit for a snapshot. */

import type { Tag } from './types.ts';

export interface ScheduleTarget {
  readonly arn: string;
  readonly roleArn: string;
  /** JSON, as it is sent to the API that is called. */
  readonly input: string;
  readonly mostRetries: number;
  readonly mostAgeMs: number;
  readonly deadLetterArn?: string;
}

export interface Schedule {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly group: string;
  readonly name: string;
  readonly description?: string;
  readonly expression: string;
  readonly timezone: string;
  readonly dueMs: number;
  readonly enabled: boolean;
  readonly target: ScheduleTarget;
  readonly deletedAfterwards: boolean;
  /** What it was made with, so that the same call made again makes no second one. */
  readonly madeWith: string;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  /** When it is tried next; absent where there is nothing more to do. */
  readonly nextMs?: number;
  readonly tries: number;
}

export interface ScheduleGroup {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly tags: readonly Tag[];
  readonly createdAtMs: number;
}

/** One try of a schedule, and what came of it. */
export interface Firing {
  readonly schedule: string;
  readonly group: string;
  readonly account: string;
  readonly region: string;
  readonly atMs: number;
  /** From 1. */
  readonly attempt: number;
  /** `iam:removeUserFromGroup` */
  readonly call: string;
  readonly input: string;
  /** `ok`, or the code of the error. */
  readonly outcome: string;
  /** It is not tried again: it worked, or it was given up. */
  readonly last: boolean;
}

export interface SchedulerSnapshot {
  readonly schedules: readonly Schedule[];
  readonly groups: readonly ScheduleGroup[];
  readonly firings: readonly Firing[];
}

export interface SchedulerKnobs {
  /** Whether more calls a second than AWS takes are refused, on the stand-in's clock. */
  ratesApply: boolean;
  /** Of each operation, in an account in a Region. */
  tps: number;
  /** How long after its time a schedule fires: AWS promises the minute. */
  firesAfterMs: number;
  /** The pause before the first retry; each is twice as long as the one before, to 8 minutes. */
  retryAfterMs: number;
  /** What becomes of a schedule whose time has passed when it is made. */
  past: 'never fires' | 'fires at once' | 'refused';
  /** How many schedules, done ones too, an account has room for in a Region. */
  mostSchedules: number;
  mostGroups: number;
  /** Services that are no targets, as ARNs of targets name them. */
  noTargets: readonly string[];
}

export const usualSchedulerKnobs = (): SchedulerKnobs => ({
  ratesApply: true,
  tps: 5_000,
  firesAfterMs: 30_000,
  retryAfterMs: 60_000,
  past: 'never fires',
  mostSchedules: 10_000_000,
  mostGroups: 500,
  noTargets: [],
});
