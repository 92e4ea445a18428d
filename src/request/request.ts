/** One ask: who, what, how long, why. It never changes after it was shown to somebody. */

import type { Target, TargetFacts } from '../catalog/target.ts';
import type { DrawingId, PrincipalKey, RequestId } from '../kernel/brand.ts';
import type { DecidedAtAws } from '../catalog/node-request.ts';
import type { Person, PrincipalRef } from '../kernel/person.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Who } from '../policy/rule.ts';

/**
 * The time asked for. `duration`: starts when access is active. `until`: starts then too, ends
 * at a fixed instant. `window`: both ends fixed.
 */
export type Asked =
  | { readonly kind: 'duration'; readonly durationMs: DurationMs }
  | { readonly kind: 'until'; readonly endMs: EpochMs }
  | { readonly kind: 'window'; readonly startMs: EpochMs; readonly endMs: EpochMs };

/** A human as they were when they acted; `keys` and `principal` decide who is the same. */
export type Party = Person;

/** The beneficiary's principal with the id AWS never uses twice. */
export interface Holder extends PrincipalRef {
  readonly key: PrincipalKey;
  readonly uniqueId: string;
}

export type RequestState = 'pending' | 'approved' | 'denied' | 'cancelled' | 'lapsed';

export interface Request {
  readonly id: RequestId;
  readonly state: RequestState;
  readonly requester: Party;
  readonly beneficiary: Party;
  readonly holder: Holder;
  readonly entitlement: string;
  readonly targets: readonly Target[];
  /** Of each target, as read at pre-flight. */
  readonly facts: readonly TargetFacts[];
  readonly asked: Asked;
  /** As it was typed, for the auditor. */
  readonly typedTime: string;
  readonly justification: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly ticket?: string;
  /** The account that the requester chose, where there were several. */
  readonly account?: string;
  /** Nodes that the requester picked, where there was something to pick. */
  readonly picked?: readonly string[];
  /** What those machines call themselves, as far as it was known: for people, and no proof. */
  readonly nodeNames?: Readonly<Record<string, string>>;
  /** Digest of where its entry of the catalogue led, before it was bound to anything at AWS. */
  readonly ground?: string;
  /** Digest of what it was bound to anew, after that was no longer what had been shown. */
  readonly rebound?: string;
  readonly createdMs: EpochMs;
  readonly lapseMs: EpochMs;
  /** Whom the requester wants to approve as well. */
  readonly added?: readonly Who[];
  /** The statement that approved it at once, and the quota it was counted under. */
  readonly auto?: { readonly by: string; readonly quota?: string };
  /** Access first, and approval after. */
  readonly breakGlass?: true;
  /** The rules that matched when it was asked, for the thread. */
  readonly rules: readonly string[];
  /** How long role sessions may outlive the end; 0 when they are ended with it. */
  readonly tailMs: DurationMs;
  readonly closedMs?: EpochMs;
  /** How it was decided at AWS, and not here. */
  readonly elsewhere?: DecidedAtAws;
}

export type Verdict = 'approve' | 'deny';

/** One approver's act, with what they saw when they acted. */
export interface Review {
  readonly by: Party;
  readonly verdict: Verdict;
  readonly atMs: EpochMs;
  readonly comment?: string;
  /** The longest this approver agreed to. */
  readonly durationMs: DurationMs;
  readonly drawing: DrawingId;
  /** Digest of request and policy as drawn. */
  readonly digest: string;
}

/** How long the access would last at the most, from a given start. */
export function askedDuration(asked: Asked, fromMs: EpochMs): DurationMs {
  if (asked.kind === 'duration') return asked.durationMs;
  if (asked.kind === 'window') return asked.endMs - Math.max(asked.startMs, fromMs);
  return asked.endMs - fromMs;
}
