/** Recorded facts: one union. A thread line is the sentence of one of these (card/thread-line). */

import type { Endless } from '../catalog/endless.ts';
import type { EndedBy, EndedHow } from '../grant/grant.ts';
import type { DriftKind } from '../holding/holding.ts';
import type { RunNews } from '../holding/run.ts';
import type { PersonKey, RequestId } from '../kernel/brand.ts';
import type { RefusalCode } from '../kernel/refusal.ts';
import type { Changed } from '../request/ground.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Activity, TrailTrouble } from './activity.ts';
import type { BreakGlassFacts } from './break-glass-facts.ts';
import type { ConfigurationFacts } from './configuration-facts.ts';
import type { DecisionFacts } from './decision-facts.ts';
import type { NudgeFacts } from './nudge-facts.ts';

/** Event type → its facts. Names are as they were when it happened. */
export interface EventFacts extends NudgeFacts, BreakGlassFacts, ConfigurationFacts, DecisionFacts {
  'request-submitted': {
    readonly requester: string;
    readonly beneficiary: string;
    readonly principal: string;
    readonly entitlement: string;
    readonly title: string;
    readonly durationMs: DurationMs;
    readonly startMs?: EpochMs;
    readonly endMs?: EpochMs;
    readonly justification: string;
    readonly ticket?: string;
    readonly answers: Readonly<Record<string, string>>;
    /** Whom the requester wants to approve as well. */
    readonly added?: readonly string[];
    /** Where it was filed at AWS: `oi-…`. */
    readonly opsItem?: string;
    /** Access first, and approval after. */
    readonly breakGlass?: true;
  };
  'review-given': {
    readonly by: string;
    readonly verdict: 'approve' | 'deny';
    readonly comment?: string;
    readonly shorterMs?: DurationMs;
    readonly digest: string;
    readonly drawing: string;
    readonly have: number;
    readonly need: number;
    readonly extension?: number;
  };
  /** What an approver was shown is otherwise now: back to those who may decide. */
  'ground-changed': {
    readonly changes: readonly Changed[];
    readonly was: 'pending' | 'approved';
  };
  'review-void': { readonly by: string; readonly why: RefusalCode };
  'request-approved': { readonly by: readonly string[]; readonly startMs?: EpochMs };
  'request-denied': { readonly by: string; readonly comment: string };
  'request-cancelled': { readonly by: string };
  'request-lapsed': { readonly minutes: number; readonly why: 'unanswered' | 'window' };
  /** By somebody at AWS, and not here. */
  'decided-at-aws': { readonly status: string; readonly by: string };
  'request-stuck': { readonly level: string };
  'click-refused': {
    readonly by: string;
    readonly what: string;
    readonly code: RefusalCode;
    readonly times: number;
  };
  'grant-provisioning': { readonly notAfterMs: EpochMs };
  'grant-held': { readonly code: RefusalCode };
  'grant-active': {
    readonly sinceMs: EpochMs;
    readonly endMs: EpochMs;
    /** Nobody got access: a runbook does the work. */
    readonly isWork?: true;
  };
  'grant-warned': { readonly beforeMs: DurationMs; readonly endMs: EpochMs };
  /** `code`: what its group came to allow may not be had for a time. */
  'grant-ending': { readonly by: EndedBy; readonly who?: string; readonly code?: RefusalCode };
  'grant-revoked': {
    readonly by: EndedBy;
    readonly endMs: EpochMs;
    readonly confirmedMs: EpochMs;
    readonly usedMs: DurationMs;
    readonly how: EndedHow;
    /** Nothing inside AWS would have ended it: only the bot did. */
    readonly undated?: true;
    readonly keptFor?: RequestId;
    readonly keptUntilMs?: EpochMs;
    /** How many that it had opened were ended with it. */
    readonly sessions?: number;
    /** The end was booked at AWS, since nothing there could be dated. */
    readonly isBooked?: true;
    /** A role session opened before the end may live until then. */
    readonly tailUntilMs?: EpochMs;
    /** A token that AWS gave out before may open a session until then, which is ended. */
    readonly tokensUntilMs?: EpochMs;
    /** What it may have opened that nothing ends. */
    readonly endless?: readonly Endless[];
  };
  /** Opened after the end by such tokens. */
  'late-sessions-ended': { readonly sessions: number };
  'runbook-told': Omit<RunNews, 'seq' | 'grant'>;
  'grant-failed': { readonly code: RefusalCode; readonly detail: string };
  'revocation-overdue': { readonly sinceMs: EpochMs };
  'write-off-proposed': { readonly by: string; readonly reason: string };
  'written-off': { readonly by: readonly string[]; readonly reason: string };
  'extension-asked': {
    readonly by: string;
    readonly number: number;
    readonly byMs: DurationMs;
    readonly justification?: string;
  };
  'extension-granted': { readonly number: number; readonly endMs: EpochMs };
  'extension-denied': {
    readonly number: number;
    readonly by: string;
    readonly comment: string;
  };
  'extension-lapsed': { readonly number: number };
  'extension-refused': { readonly number: number; readonly code: RefusalCode };
  'card-reposted': { readonly why: string };
  /** As far as CloudTrail had it, some minutes after the end. */
  'what-was-done': Activity & {
    /** Of the IAM user. */
    readonly user: string;
    readonly fromMs: EpochMs;
    readonly toMs: EpochMs;
    /** How many places were read: an account in a Region each. */
    readonly places: number;
    /** Where there was more than is looked at: so many events, the newest. */
    readonly capped: readonly { readonly where: string; readonly newest: number }[];
    readonly unread: readonly { readonly where: string; readonly why: TrailTrouble }[];
    /** Roles whose sessions cannot be told from those of others. */
    readonly apart: readonly string[];
    readonly logs: readonly { readonly name: string; readonly url: string }[];
  };
  // journal
  'ask-refused': {
    readonly by: string;
    readonly entitlement: string;
    readonly code: RefusalCode;
    readonly times: number;
  };
  booted: { readonly version: string; readonly store: string };
  stopped: { readonly why: string };
  'drift-found': {
    readonly principal: string;
    readonly kind: DriftKind;
    readonly what: string;
  };
  'drift-settled': {
    readonly principal: string;
    readonly what: string;
    readonly by: string;
    readonly order: 'restore' | 'remove' | 'leave';
  };
  /** Filed at AWS, and not carried here. */
  'aws-request-left': {
    readonly opsItem: string;
    readonly requester: string;
    readonly node: string;
    readonly code: RefusalCode;
    readonly rejected: boolean;
  };
  'foreign-mark-found': { readonly principal: string; readonly what: string };
  'copy-found': { readonly why: string };
  'adoption-confirmed': { readonly by: string };
}

export type EventType = keyof EventFacts;

/** Who did it: a person's key, or the bot itself. */
export type Actor = PersonKey | 'prod-access';

export type AuditEvent<T extends EventType = EventType> = {
  [K in T]: {
    readonly type: K;
    readonly atMs: EpochMs;
    readonly actor: Actor;
    readonly facts: EventFacts[K];
  };
}[T];

export function event<T extends EventType>(
  type: T,
  atMs: EpochMs,
  actor: Actor,
  facts: EventFacts[T],
): AuditEvent<T> {
  return { type, atMs, actor, facts };
}
