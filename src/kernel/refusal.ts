/**
 * An expected no: a value with a stable code and the facts its sentence needs.
 *
 * Every code has its sentence in both languages (card/words); the compiler refuses a code without.
 */

import type { RequestId } from './brand.ts';
import type { BreakGlassRefusals } from './refusal-break-glass.ts';
import type { ReviewRefusals } from './refusal-review.ts';
import type { Stop } from './stop.ts';
import type { DurationMs, EpochMs } from './time.ts';
import type { TimeInputProblem } from './time-input-value.ts';

/** Code → the facts of its sentence. Times are instants; the reader's zone is applied in words. */
export interface RefusalFacts extends BreakGlassRefusals, ReviewRefusals {
  // who
  'person-unknown': { readonly operators: string };
  'person-unmapped': { readonly operators: string };
  'person-ambiguous': { readonly operators: string };
  'person-not-human': Record<never, never>;
  'person-guest': Record<never, never>;
  'person-stranger': Record<never, never>;
  'person-left': Record<never, never>;
  'directory-silent': { readonly what: string };
  // asking
  'entitlement-unknown': { readonly typed: string; readonly known: readonly string[] };
  /** A line that would be understood, without the command itself. */
  'did-you-mean': { readonly line: string };
  'which-entitlement': { readonly example: string };
  'not-eligible': { readonly entitlement: string; readonly who: readonly string[] };
  'nothing-eligible': { readonly operators: string };
  'no-rule': { readonly entitlement: string; readonly operators: string };
  'forbidden-by-policy': {
    readonly entitlement: string;
    /** The statements, by file. */
    readonly by: readonly string[];
    readonly operators: string;
  };
  frozen: {
    readonly entitlement: string;
    readonly calendar: string;
    readonly why: 'closed' | 'silent';
    readonly untilMs?: EpochMs;
    readonly operators: string;
  };
  'nobody-could-approve': { readonly entitlement: string; readonly level: string };
  'too-long': {
    readonly askedMs: DurationMs;
    readonly maxMs: DurationMs;
    readonly rule: string;
    readonly entitlement: string;
    /** How there may be more than that; absent where there may not. */
    readonly more?: 'extend' | 'usual-way';
  };
  'too-far-ahead': { readonly maxMs: DurationMs };
  'window-nearly-over': { readonly endMs: EpochMs };
  'justification-short': { readonly min: number };
  'justification-long': { readonly max: number };
  'account-unfit': {
    readonly typed: string;
    readonly accounts: readonly string[];
    /** There was nothing to choose yet when it was asked. */
    readonly isLate?: true;
  };
  'nodes-count': { readonly picked: number; readonly max: number };
  'node-malformed': { readonly typed: string };
  'also-unfit': {
    readonly who: string;
    readonly why: 'unknown' | 'own' | 'bot' | 'guest' | 'stranger' | 'left' | 'needed';
    readonly operators: string;
  };
  'also-many': { readonly count: number; readonly max: number };
  'answer-missing': { readonly question: string };
  'answer-unfit': { readonly question: string; readonly typed: string; readonly wanted: string };
  'ticket-malformed': { readonly typed: string; readonly example: string };
  'time-not-understood': {
    readonly typed: string;
    readonly at: number;
    readonly length: number;
    /** The code of the trouble. */
    readonly problem: string;
    readonly trouble?: TimeInputProblem;
  };
  'too-many-open': { readonly max: number; readonly open: readonly RequestId[] };
  /** `isWithdrawn`: moments ago, so that it may be what was sent before, sent anew. */
  'same-request-open': { readonly id: RequestId; readonly isWithdrawn?: boolean };
  'denied-recently': { readonly id: RequestId; readonly untilMs: EpochMs };
  // pre-flight
  'principal-missing': { readonly user: string; readonly account: string };
  'principal-replaced': { readonly user: string };
  'session-unfit': {
    readonly session: string;
    readonly problem: 'group' | 'mfa' | 'runbook' | 'source' | 'elsewhere' | 'comma' | 'reserved';
  };
  'session-name-chosen': { readonly role: string; readonly session: string };
  'role-closed': {
    readonly role: string;
    readonly session: string;
    readonly problem: 'name' | 'source';
  };
  'role-full': { readonly role: string; readonly need: number; readonly free: number };
  'center-user-missing': { readonly user: string };
  'leads-further': { readonly what: string; readonly where: string };
  'already-held': { readonly user: string; readonly what: string };
  'budget-exceeded': { readonly need: number; readonly free: number };
  'groups-full': { readonly user: string; readonly max: number };
  'tags-full': { readonly user: string; readonly max: number };
  'target-missing': { readonly what: string };
  'nodes-missing': { readonly what: string };
  'nodes-offline': { readonly nodes: readonly string[] };
  'nodes-many': { readonly tag: string; readonly found: number; readonly max: number };
  'access-role-unfit': {
    readonly role: string;
    readonly problem: 'name' | 'boundary' | 'wider';
  };
  'may-tag': {
    readonly user: string;
    readonly action: string;
    readonly tag: string;
    readonly found: number;
    readonly max: number;
  };
  'tags-alike': { readonly tag: string; readonly other: string; readonly found: number };
  'document-held': { readonly document: string };
  /** By a document of the other, or by a tag that it could move. */
  'opens-more-together': {
    readonly what: string;
    readonly other: string;
    readonly by: 'documents' | 'tags';
  };
  'nodes-outside': { readonly nodes: readonly string[]; readonly tag: string };
  'agent-old': { readonly node: string; readonly found: string; readonly needed: string };
  'document-unfit': {
    readonly document: string;
    readonly problem: 'not-shell' | 'endless' | 'not-port' | 'not-pinned' | 'no-local-port';
  };
  'runbook-changed': { readonly runbook: string; readonly version: string };
  'runbook-parameters': { readonly runbook: string; readonly why: string };
  'runbook-failed': { readonly runbook: string; readonly why: string };
  'runbook-alarm': { readonly runbook: string; readonly alarm: string };
  'runbook-without-effect': { readonly runbook: string };
  /** Taken by AWS again and again, and gone at each look. */
  'given-in-vain': { readonly what: string };
  'target-dangerous': { readonly what: string; readonly action: string };
  'target-unfenceable': { readonly what: string };
  'targets-overlap': { readonly what: string; readonly other: string };
  'reach-changed': { readonly what: string };
  'wrong-account': { readonly wanted: string; readonly found: string };
  'aws-refused': { readonly action: string; readonly message: string };
  'aws-silent': Record<never, never>;
  // requests filed at AWS
  'ask-at-aws': { readonly region: string };
  'decided-at-aws': { readonly status: string; readonly by: string };
  'ends-at-aws': { readonly id: RequestId };
  'requester-unmapped': { readonly who: string };
  'session-name-free': { readonly role: string };
  'iam-user-request': { readonly user: string };
  'node-uncovered': { readonly node: string };
  // living
  'request-unknown': { readonly typed: string };
  'not-yours': { readonly id: RequestId };
  'not-active': { readonly id: RequestId; readonly state: string };
  'already-ended': { readonly id: RequestId };
  'extension-open': { readonly id: RequestId };
  'extension-too-long': { readonly id: RequestId; readonly leftMs: DurationMs };
  'nothing-to-extend': Record<never, never>;
  'several-open': { readonly ids: readonly RequestId[] };
  'not-an-operator': { readonly operators: string };
  'second-operator-needed': { readonly id: RequestId; readonly first: string };
  'not-overdue': { readonly id: RequestId };
  /** A command that means one of others' requests, and named none. */
  'id-missing': { readonly verb: 'revoke' | 'write-off' };
  /** Older records have the sentence alone. */
  'granting-stopped': Pick<Stop, 'why' | 'awayMs'> & Partial<Pick<Stop, 'is'>>;
  'configuration-behind': Record<never, never>;
  'rules-unconfirmed': { readonly operators: string };
  'rules-superseded': Record<never, never>;
  'rules-unused': Record<never, never>;
  'policy-failed': { readonly what: string };
}

export type RefusalCode = keyof RefusalFacts;

export type Refusal<C extends RefusalCode = RefusalCode> = {
  [K in C]: { readonly ok: false; readonly code: K; readonly facts: RefusalFacts[K] };
}[C];

export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;

export function refuse<C extends RefusalCode>(code: C, facts: RefusalFacts[C]): Refusal<C> {
  return { ok: false, code, facts };
}

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
