/** What policy says, and why: the same answer at the ask, at every click, and at the grant. */

import type { PersonKey } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import type { Answer, Refusal } from '../kernel/refusal.ts';
import type { DurationMs } from '../kernel/time.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { Calendars, Frozen } from './freeze.ts';
import type { Escalation, Groups, Rule, Scope, Who } from './rule.ts';
import type { Said } from './statement.ts';

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
  /** What Cedar says of it; a refusal where it could not be evaluated, and that is a no. */
  readonly said: Answer<Said>;
  /** How often each quota is spent already. */
  readonly spent?: ReadonlyMap<string, number>;
  /** As they are when access would begin. One that is missing is closed. */
  readonly calendars?: Calendars;
  /** Levels that were unanswered for too long, as `rule/level`. */
  readonly escalated?: readonly string[];
  /** Whom the requester wants to approve as well: each of them has to. */
  readonly added?: readonly Who[];
  /** Access first, and approval after. */
  readonly breakGlass?: boolean;
}

/** So many approvals by distinct people out of these. One of the things a stage demands. */
export interface Requirement {
  readonly rule: string;
  readonly level: string;
  readonly count: number;
  readonly from: readonly Who[];
  /** Who was asked as well, since nobody answered. */
  readonly escalatedTo?: readonly Who[];
  /** Who is still to be asked when nobody answers. */
  readonly escalate?: Escalation;
  /** Who may count here: requester and beneficiary are taken out by any alias. */
  readonly keys: readonly PersonKey[];
  /** Whose of these are a second account of somebody: account → human. Absent where none is. */
  readonly humans?: ReadonlyMap<PersonKey, string>;
  /** By which of `from` each of them may; only where there are several. */
  readonly through?: ReadonlyMap<PersonKey, string>;
}

/** All requirements of one level; with rules combined there may be several. In sequence. */
export interface Stage {
  readonly requirements: readonly Requirement[];
}

/** What it takes, and what comes of it once that is there. */
interface Terms {
  readonly stages: readonly Stage[];
  readonly lapseMs: DurationMs;
  readonly maxMs: DurationMs;
  readonly maxTotalMs: DurationMs;
  readonly warnings: readonly DurationMs[];
  /** Shares of a request's life after which approvers are reminded, soonest first. */
  readonly reminders?: readonly number[];
  /** Closed calendars: what was approved begins when they open, or it takes another level. */
  readonly frozen: readonly Frozen[];
  /** Groups that are asked and did not answer: they count as nobody. Absent where all did. */
  readonly silent?: readonly string[];
  readonly trace: Trace;
}

export type NeedsApproval = Terms & { readonly kind: 'needs-approval' };

/** The stages are those of a person's approval, should the statement be withdrawn. */
export type AutoApproved = Terms & {
  readonly kind: 'auto-approved';
  readonly by: string;
  readonly quota?: QuotaUse;
};

/** Who says afterwards whether it was right, and by when. */
export interface ReviewTerms {
  /** One list for each rule; whoever reviews is in all of them. */
  readonly from: readonly (readonly Who[])[];
  readonly withinMs: DurationMs;
}

/** Access at once, and a review after. The stages are those of more time. */
export type BreakGlassed = Terms & {
  readonly kind: 'break-glass';
  readonly review: ReviewTerms;
  /** Where everybody hears of it. */
  readonly channels: readonly string[];
};

/** What is not forbidden. */
export type Approvable = NeedsApproval | AutoApproved | BreakGlassed;

export type Decision =
  | { readonly kind: 'forbidden'; readonly refusal: Refusal; readonly trace: Trace }
  | Approvable;

/** This one counted. */
export interface QuotaUse {
  readonly used: number;
  readonly times: number;
  readonly perMs: DurationMs;
}

/** How far one requirement has come. */
export interface Progress {
  /** Which stage it belongs to, from 0. */
  readonly stage: number;
  readonly rule: string;
  readonly level: string;
  readonly have: number;
  readonly need: number;
  readonly from: readonly Who[];
  readonly escalatedTo?: readonly Who[];
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
  /** What Cedar said of it. */
  readonly said: Said;
  readonly frozen: readonly Frozen[];
  /** Statements that would have approved it, had their quota not been spent. */
  readonly spent: readonly { readonly statement: string; readonly use: QuotaUse }[];
}
