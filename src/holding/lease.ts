/** One target of one grant, from start to end, in a holding. */

import type { DecidedAtAws } from '../catalog/node-request.ts';
import type { Reach, Target, TargetFacts } from '../catalog/target.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Refusal, RefusalCode } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { LeaseReport } from '../grant/grant.ts';

export type { NamedRole, TargetFacts } from '../catalog/target.ts';

/** What a case file orders. The highest revision wins, whatever the order of arrival. */
export interface LeaseOrder {
  readonly grant: RequestId;
  readonly revision: number;
  readonly entitlement: string;
  readonly target: Target;
  /** As read at pre-flight; what is found at the grant must not reach further. */
  readonly facts: TargetFacts;
  readonly startMs: EpochMs;
  readonly notAfterMs: EpochMs;
  /** None until the clock of a duration has started. */
  readonly endMs?: EpochMs;
  /** What is written at AWS beside it, where AWS keeps a comment. */
  readonly note?: string;
  /** Two operators gave up on AWS's proof, with a reason that the case file keeps. */
  readonly writtenOff?: boolean;
}

export interface Lease extends LeaseOrder {
  readonly report: LeaseReport;
  /** When the order that counts was taken in. */
  readonly orderedMs?: EpochMs;
  /** The revision and state last told to the case file. */
  readonly told?: string;
  /** When everything was first read back as wanted; settled some seconds later. */
  readonly seenMs?: EpochMs;
  /** Its membership was put, or is about to be: before that whoever is in it is not ours. */
  readonly isJoined?: true;
  readonly failure?: Refusal;
  /** Sessions that were ended and told, where more may be opened after the end. */
  readonly cut?: readonly string[];
  /** Its end has come, by one clock: by no other clock does it begin anew. */
  readonly isOver?: true;
  /** Its group was found to allow more than `from`: a fence has to say that too since then. */
  readonly grown?: { readonly atMs: EpochMs; readonly from: readonly Reach[] };
  /** Ended before its time, since the group allowed what cannot be fenced, or may not be had. */
  readonly unfit?: RefusalCode;
  /** Ended before its time by somebody at AWS. */
  readonly elsewhere?: DecidedAtAws;
  /** The latest `notAfter` ever ordered: remembered until then, so no late order revives it. */
  readonly rememberMs: EpochMs;
}

export const leaseEnd = (lease: LeaseOrder): EpochMs => lease.endMs ?? lease.notAfterMs;

/** Past its end, and not yet proved to be gone. */
export const isPast = (lease: Lease, nowMs: EpochMs): boolean =>
  lease.report.state !== 'ended' && (lease.isOver === true || leaseEnd(lease) <= nowMs);

export const asOver = (lease: Lease, nowMs: EpochMs): Lease =>
  isPast(lease, nowMs) && !lease.isOver ? { ...lease, isOver: true } : lease;

/** An exact instant belongs to what follows: at the end there is no access. */
export const isLive = (lease: Lease, nowMs: EpochMs): boolean =>
  lease.failure === undefined &&
  !lease.writtenOff &&
  !lease.isOver &&
  lease.report.state !== 'ended' &&
  lease.startMs <= nowMs &&
  nowMs < leaseEnd(lease);
