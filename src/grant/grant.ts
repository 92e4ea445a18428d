/** What a request obliges us to give and to take away again: one or more leases. */

import type { DecidedAtAws } from '../catalog/node-request.ts';
import type { Target } from '../catalog/target.ts';
import type { PrincipalKey, RequestId } from '../kernel/brand.ts';
import type { Refusal, RefusalCode } from '../kernel/refusal.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Party, Review } from '../request/request.ts';

export type GrantState =
  | 'scheduled'
  | 'provisioning'
  | 'active'
  | 'revoking'
  | 'revoked'
  | 'failed';

/** Of work: done, broken off by itself or an alarm, or stopped at the end. */
export type EndedHow =
  | 'removed'
  | 'kept'
  | 'never-given'
  | 'gone'
  | 'written-off'
  | 'done'
  | 'broken'
  | 'stopped';

/** What a holding said of one lease. Ordered by revision; a later word never un-says "ended". */
export type LeaseReport =
  | { readonly state: 'provisioning' }
  | { readonly state: 'active'; readonly sinceMs: EpochMs }
  | {
      readonly state: 'ended';
      readonly atMs: EpochMs;
      readonly how: EndedHow;
      /** How many that it had opened were ended with it. */
      readonly sessions?: number;
      /** Until then a token that AWS gave out before may open one still. */
      readonly tokensUntilMs?: EpochMs;
      /** How many such were ended after the end had been said. */
      readonly late?: number;
      /** Not at its time, but by somebody at AWS. */
      readonly elsewhere?: DecidedAtAws;
      /** Nor at its time where its group came to allow what nobody may have for a time. */
      readonly unfit?: RefusalCode;
      readonly keptFor?: RequestId;
      readonly keptUntilMs?: EpochMs;
    }
  | { readonly state: 'failed'; readonly atMs: EpochMs; readonly refusal: Refusal };

/** One target of the grant as last ordered from its holding, and what the holding last said. */
export interface GrantLease {
  readonly target: Target;
  readonly holding: PrincipalKey;
  readonly revision: number;
  readonly report: LeaseReport;
  /** The revision that the report was about; none before the first. */
  readonly heard?: number;
}

export type EndedBy =
  | 'time'
  | 'requester'
  | 'approver'
  | 'operator'
  | 'policy'
  | 'failure'
  | 'runbook';

export interface Grant {
  readonly state: GrantState;
  readonly leases: readonly GrantLease[];
  readonly approvedMs: EpochMs;
  readonly startMs: EpochMs;
  /** The latest the access can last, whatever happens; the fence says this first. */
  readonly notAfterMs: EpochMs;
  readonly durationMs: DurationMs;
  /** The cap over all extensions, from the rule that matched when it was approved. */
  readonly maxTotalMs: DurationMs;
  /** Before the end, longest first. */
  readonly warnings: readonly DurationMs[];
  /** When policy was asked again, ahead of a scheduled start. */
  readonly askedAgainMs?: EpochMs;
  /** The calendar that its start was last said to wait for. */
  readonly heldBy?: string;
  readonly activeMs?: EpochMs;
  /** The end, known once access is active. */
  readonly endMs?: EpochMs;
  readonly ending?: { readonly by: EndedBy; readonly who?: Party; readonly atMs: EpochMs };
  readonly revokedMs?: EpochMs;
  readonly failure?: Refusal;
  /** Warnings already given, as milliseconds before the end. */
  readonly warned: readonly DurationMs[];
  readonly overdueSaidMs?: EpochMs;
  readonly writeOff?: { readonly by: Party; readonly atMs: EpochMs; readonly reason: string };
}

export type ExtensionState = 'pending' | 'approved' | 'granted' | 'denied' | 'lapsed' | 'refused';

/** A wish for more time: decided anew by the same rules, by distinct people again. */
export interface Extension {
  readonly number: number;
  readonly state: ExtensionState;
  readonly byMs: DurationMs;
  readonly askedMs: EpochMs;
  readonly lapseMs: EpochMs;
  /** The end that was ordered, once approved. It holds when the holding has answered. */
  readonly untilMs?: EpochMs;
  readonly justification?: string;
  readonly reviews: readonly Review[];
}
