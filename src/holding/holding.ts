/**
 * Everything one AWS principal holds through us. Holdings end access; case files tell the story.
 *
 * The principal is the unit, since all that is scarce or shared in AWS belongs to it: 2,048
 * characters of inline policy, 10 groups, 50 tags, and fences that would otherwise cut each other.
 */

import type { TargetKind } from '../catalog/target.ts';
import type { LeaseReport } from '../grant/grant.ts';
import type { PrincipalKey, RequestId } from '../kernel/brand.ts';
import type { Claim } from '../kernel/claim.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Holder } from '../request/request.ts';
import type { Lease } from './lease.ts';
import type { Run, RunNews } from './run.ts';
import type { FencePlace, Step } from './slot.ts';

/** What was done and read about one target, apart from who leases it. */
export interface TargetMemory {
  readonly kind: TargetKind;
  /** The last generation a fence was given; a deleted name is never used again. */
  readonly generation: number;
  /** Where a fence of ours may stand. Empty once removed for good. */
  readonly places: readonly FencePlace[];
  /** Set before the first write for it: from then on there may be something to take away. */
  readonly touched?: boolean;
  /** From when on the access was wanted by nobody. */
  readonly unwantedMs?: EpochMs;
  /** Of nodes: when nothing that opens sessions on them was first read to stand any more. */
  readonly withdrawnMs?: EpochMs;
  /** First of the clean reads that are being collected; none while unclean. */
  readonly cleanMs?: EpochMs;
  /** Whose clock that is; absent where there is but one. */
  readonly cleanBy?: string;
  /** When the removal was proved by two clean reads. */
  readonly removedMs?: EpochMs;
  /** When AWS's own request was first read to be over: it gives out no tokens any more. */
  readonly shutMs?: EpochMs;
  /** When none of those given out before was good any more, and none had a session open. */
  readonly closedMs?: EpochMs;
  /** First clean read after the fence has stood long enough; the second lets it go. */
  readonly retiringMs?: EpochMs;
  /** How long the fence must stand after the removal was proved. */
  readonly holdMs: number;
  /** Runbooks that were started for it, as far as they still matter; the oldest first. */
  readonly runs?: readonly Run[];
}

/** One AWS write, kept from before it is sent until it is answered, or 20 min when it is not. */
export interface Attempt {
  readonly id: string;
  readonly step: Step;
  readonly sentMs: EpochMs;
  readonly answer?: 'done' | 'refused';
  readonly answeredMs?: EpochMs;
  /** The run that was started by it, as AWS calls it. */
  readonly execution?: string;
  /** Refused while fences moved: there may have been no room, and there may be soon. */
  readonly isForRoom?: true;
}

export type DriftKind =
  | 'missing'
  | 'unexpected'
  | 'renamed'
  | 'fence-lost'
  | 'reach-widened'
  | 'reach-unfit'
  | 'tampered';

/** AWS differs from what is wanted, not by our hand. Reported, with a button. */
export interface Drift {
  readonly id: string;
  readonly kind: DriftKind;
  /** The slot's name. */
  readonly slot: string;
  readonly foundMs: EpochMs;
  /** Of what nobody may be given: one such action. */
  readonly action?: string;
  readonly order?: 'restore' | 'remove' | 'leave';
  /** Until its word is on record: whoever found it may have died before. */
  readonly isUnsaid?: true;
  /** Until the operators have it: the chat may be away, or whoever would tell them die. */
  readonly isUntold?: true;
}

/** A word still owed to a case file. */
export interface OwedReport {
  readonly grant: RequestId;
  readonly target: string;
  readonly revision: number;
  readonly report: LeaseReport;
}

/** A membership that a lost store had given, by its tag. */
export interface Adopted {
  readonly group: string;
  /** Of tags that say it: by that it is found, whatever it is called by now. */
  readonly groupId?: string;
}

/** An order that was taken back before it came: however late it comes, it gives nothing. */
export interface Barred {
  readonly grant: RequestId;
  readonly revision: number;
  readonly untilMs: EpochMs;
}

export interface Holding {
  readonly schema: 1;
  readonly key: PrincipalKey;
  readonly holder: Holder;
  readonly leases: readonly Lease[];
  readonly targets: Readonly<Record<string, TargetMemory>>;
  /** Of targets that were forgotten: the names of fences are numbered on from here. */
  readonly lastGeneration?: number;
  readonly attempts: readonly Attempt[];
  readonly drift: readonly Drift[];
  /** Of what is told once, and nobody is asked about: until its word is on record. */
  readonly unsaid?: readonly Drift[];
  /** Slot → content, as last read back equal to what was wanted. */
  readonly settled: Readonly<Record<string, string>>;
  /** Slot → when it was first missed; said only when it stays missing. */
  readonly missed: Readonly<Record<string, EpochMs>>;
  readonly owed: readonly OwedReport[];
  /** What runbooks did, still to be told; absent where there is nothing. */
  readonly news?: readonly RunNews[];
  /** Counts the news, so that none is told twice. */
  readonly newsSeq?: number;
  /** Since when it is believed that there is no such user, or role, any more. */
  readonly goneMs?: EpochMs;
  /** Whose sessions of Session Manager are theirs, as AWS last listed their owner. */
  readonly owner?: string;
  /** Of our last write, answered or not; observed again for some minutes after. */
  readonly lastWriteMs?: EpochMs;
  readonly lastLookMs?: EpochMs;
  /** The latest end ever written to AWS. */
  readonly latestEndMs: EpochMs;
  /** When to look again; none when nothing is left to watch. */
  readonly dueMs?: EpochMs;
  /** Absent where there is none. */
  readonly barred?: readonly Barred[];
  /** To be taken away at an operator's word; absent where there is nothing. */
  readonly adopted?: readonly Adopted[];
  /** The replica that carries out the plan; absent where there is but one, or nothing to do. */
  readonly claim?: Claim;
  /** Failed passes in a row, for the pace of trying again. Never a reason to stop. */
  readonly failures: number;
}
