/** What policy says, and why: the same answer at the ask, at every click, and at the grant. */

import type { PersonKey } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { DurationMs } from '../kernel/time.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { Groups, Rule, Scope, Who } from './rule.ts';

/** Everything a decision depends on, handed in. */
export interface PolicyFacts {
  readonly requester: Person;
  readonly beneficiary: Person;
  readonly entitlement: Entitlement;
  readonly durationMs: DurationMs;
  readonly rules: readonly Rule[];
  readonly groups: Groups;
  /** Everybody known, so that two accounts of one human in a group are one approver. */
  readonly people?: readonly Person[];
  /** How people reach the operators, for refusals. */
  readonly operators?: string;
}

/** So many approvals by distinct people out of these. One of the things a stage demands. */
export interface Requirement {
  readonly rule: string;
  readonly level: string;
  readonly count: number;
  readonly from: readonly Who[];
  /** Who may count here: requester and beneficiary are taken out by any alias. */
  readonly keys: readonly PersonKey[];
}

/** All requirements of one level; with rules combined there may be several. In sequence. */
export interface Stage {
  readonly requirements: readonly Requirement[];
}

export type Decision =
  | { readonly kind: 'forbidden'; readonly refusal: Refusal; readonly trace: Trace }
  | {
      readonly kind: 'needs-approval';
      readonly stages: readonly Stage[];
      readonly lapseMs: DurationMs;
      readonly maxMs: DurationMs;
      readonly maxTotalMs: DurationMs;
      readonly warnings: readonly DurationMs[];
      readonly trace: Trace;
    };

export type NeedsApproval = Extract<Decision, { kind: 'needs-approval' }>;

/** How far one requirement has come. */
export interface Progress {
  /** Which stage it belongs to, from 0. */
  readonly stage: number;
  readonly rule: string;
  readonly level: string;
  readonly have: number;
  readonly need: number;
  readonly from: readonly Who[];
  /** Whose approvals are counted here. */
  readonly by: readonly Person[];
  /** Whose approval would help here: now, or once this stage is reached. */
  readonly could: readonly PersonKey[];
}

/** Which rules were looked at, which matched and how closely, and what came of it. */
export interface Trace {
  readonly looked: readonly {
    readonly rule: string;
    readonly matched: 'id' | 'tag' | 'all' | 'no';
    readonly used: boolean;
    /** Requester and beneficiary both; false while a group that decides it is silent. */
    readonly eligible: boolean;
    /** What the rule is about, for the explanation. */
    readonly scope?: Scope;
  }[];
}
