/** One target of one grant, from start to end, in a holding. */

import type { Reach, RoleRef, Target } from '../catalog/target.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { LeaseReport } from '../grant/grant.ts';

/** What a case file orders. The highest revision wins, whatever the order of arrival. */
export interface LeaseOrder {
  readonly grant: RequestId;
  readonly revision: number;
  readonly entitlement: string;
  readonly target: Target;
  readonly startMs: EpochMs;
  readonly notAfterMs: EpochMs;
  /** None until the clock of a duration has started. */
  readonly endMs?: EpochMs;
  /** Two operators gave up on AWS's proof, with a reason that the case file keeps. */
  readonly writtenOff?: boolean;
}

/** A role whose sessions can be ended by name, since its trust policy forces the name. */
export interface NamedRole extends RoleRef {
  readonly maxSessionMs: DurationMs;
  /** Pattern for `aws:userid`, as `*:aiko.sato`. */
  readonly userid: string;
}

/** What AWS's policies let the holder reach, as last read. */
export interface TargetFacts {
  readonly reach: readonly Reach[];
  readonly namedRoles: readonly NamedRole[];
  /** How long a role session opened before the end may live on at the most. */
  readonly tailMs: DurationMs;
}

export interface Lease extends LeaseOrder {
  /** Read at provisioning; none until then. */
  readonly facts?: TargetFacts;
  readonly report: LeaseReport;
  /** When everything was first read back as wanted; settled some seconds later. */
  readonly seenMs?: EpochMs;
  readonly failure?: Refusal;
}

export const leaseEnd = (lease: LeaseOrder): EpochMs => lease.endMs ?? lease.notAfterMs;

/** An exact instant belongs to what follows: at the end there is no access. */
export const isLive = (lease: Lease, nowMs: EpochMs): boolean =>
  lease.failure === undefined &&
  !lease.writtenOff &&
  lease.report.state !== 'ended' &&
  lease.startMs <= nowMs &&
  nowMs < leaseEnd(lease);
