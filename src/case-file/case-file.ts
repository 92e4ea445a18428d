/** One request from ask to audit: one record, one commit. */

import type { DrawingId, PersonKey, RequestId } from '../kernel/brand.ts';
import type { RefusalCode } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Extension, Grant } from '../grant/grant.ts';
import type { Escalation, Who } from '../policy/rule.ts';
import type { AfterReview } from '../request/after-review.ts';
import type { Changed, Demands } from '../request/ground.ts';
import type { Request, Review } from '../request/request.ts';
import type { Claims } from '../work/claim.ts';
import type { Owed } from '../work/effect.ts';

/** One rendering of the card, as one person may have seen it. */
export interface Drawing {
  readonly id: DrawingId;
  /** Of request, policy, and what can be decided on this drawing. */
  readonly digest: string;
  readonly drawnMs: EpochMs;
}

/** Where a message stands, as the chat names it. Opaque to the core. */
export interface MessageRef {
  readonly channel: string;
  readonly message: string;
}

/** The refusals of one person, counted, so that ten thousand clicks are one entry. */
export interface Refused {
  readonly who: PersonKey;
  readonly code: RefusalCode;
  readonly times: number;
}

/** Approvals that one demand of the stage that waits still lacks. */
export interface Missing {
  readonly rule: string;
  readonly level: string;
  readonly count: number;
  readonly from: readonly Who[];
  readonly escalate?: Escalation;
}

/**
 * What reminders and escalation need while nobody decides: by the clock alone there are no rules
 * to look into.
 */
export interface Nudges {
  /** Reminders that are still to come, soonest first. */
  readonly remindMs: readonly EpochMs[];
  /** The stage that waits, and since when. */
  readonly stage: number;
  readonly sinceMs: EpochMs;
  readonly missing: readonly Missing[];
}

export interface CaseFile {
  readonly schema: 1;
  readonly id: RequestId;
  readonly request: Request;
  /** Of the policy as last drawn; a click under another policy is refused. */
  readonly policyDigest: string;
  readonly reviews: readonly Review[];
  /** What policy asked for when it was last drawn; absent in cases of older releases. */
  readonly demands?: Demands;
  /** What was otherwise when it was last sent back to its approvers. */
  readonly changed?: readonly Changed[];
  readonly grant?: Grant;
  readonly extensions: readonly Extension[];
  /** Of access that came first. */
  readonly review?: AfterReview;
  /** Newest last; the last few are kept. */
  readonly drawings: readonly Drawing[];
  readonly card?: MessageRef;
  /** Until when an older drawing that was sent, and not answered, may yet take its place. */
  readonly staleUntilMs?: EpochMs;
  readonly refused: readonly Refused[];
  readonly owed: readonly Owed[];
  /** Counts notices, so that each has a key of its own. */
  readonly notices: number;
  /** Which replica works on which lane; absent where there is but one replica. */
  readonly claims?: Claims;
  /** The last revision ordered before it went back to its approvers; absent where it never did. */
  readonly takenBack?: number;
  /** The number of the last news of runbooks that was taken in; absent before the first. */
  readonly newsSeq?: number;
  /** Levels that nobody answered in time, as `rule/level`: others were asked as well. */
  readonly escalated?: readonly string[];
  /** Who is reminded of it, and when; absent once it is decided. */
  readonly nudges?: Nudges;
  /** Since when it waits, where it went back to its approvers. */
  readonly waitsMs?: EpochMs;
  /** When it was said that nobody can approve it any more. */
  readonly stuckMs?: EpochMs;
}

export type Phase =
  | 'pending'
  | 'denied'
  | 'cancelled'
  | 'lapsed'
  | 'scheduled'
  | 'provisioning'
  | 'active'
  | 'revoking'
  | 'revoked'
  | 'failed';

/** The one word for where a case stands. */
export function phaseOf(file: CaseFile): Phase {
  const { state } = file.request;
  if (file.grant) return file.grant.state;
  return state === 'approved' ? 'provisioning' : state;
}

/** Could not be given, and what had been begun is not yet proved to be gone. */
export const isClearing = ({ grant }: CaseFile): boolean =>
  grant?.state === 'failed' &&
  grant.leases.some(({ revision, report }) => revision > 0 && report.state !== 'ended');

export const openExtension = (file: CaseFile): Extension | undefined =>
  file.extensions.findLast((extension) => extension.state === 'pending');

/** Of what is being decided: of more time where that is asked for, else of the request. */
export const openReviews = (file: CaseFile): readonly Review[] =>
  openExtension(file)?.reviews ?? file.reviews;

/** Approved, and ordered from the holding, which has not answered yet. */
export const orderedExtension = (file: CaseFile): Extension | undefined =>
  file.extensions.findLast((extension) => extension.state === 'approved');
