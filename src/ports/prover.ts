/** Experiments at AWS that no stand-in can settle: what is asked of AWS, and what it answered. */

import type { DurationMs, EpochMs } from '../kernel/time.ts';

/** What an operator names on the command line; without it, an experiment is left out. */
export interface Given {
  /** A managed node of Systems Manager, online. */
  readonly node?: string;
  /** The ARN of the instance of Identity Center. */
  readonly instance?: string;
  readonly identityStore?: string;
}

export type ExperimentName =
  | 'schedule-iam'
  | 'schedule-assignment'
  | 'schedule-membership'
  | 'session-longest'
  | 'session-owner'
  | 'role-deny'
  | 'source-deny'
  | 'dated-allow'
  | 'deny-over-group'
  | 'propagation';

/** Each has one assumption in the program behind it. */
export type Question =
  | 'scheduler-takes-iam'
  | 'schedule-deletes-policy'
  | 'schedule-leaves-group'
  | 'scheduler-takes-ssoadmin'
  | 'schedule-deletes-assignment'
  | 'scheduler-takes-identitystore'
  | 'schedule-deletes-membership'
  | 'scheduler-takes-runbook'
  | 'runbook-deletes-membership'
  | 'port-takes-longest'
  | 'port-takes-host'
  | 'shell-keeps-longest'
  | 'port-forgets-longest'
  | 'owner-is-arn'
  | 'terminate-is-listed'
  | 'session-is-named'
  | 'role-deny-ends'
  | 'role-deny-spares'
  | 'role-deny-waits'
  | 'role-deny-counts'
  | 'source-is-own'
  | 'source-is-kept'
  | 'source-deny-spares'
  | 'source-deny-waits'
  | 'source-deny-counts'
  | 'allow-ends-itself'
  | 'deny-waits'
  | 'deny-beats-group'
  | 'put-user-policy'
  | 'delete-user-policy'
  | 'remove-from-group'
  | 'put-role-policy';

export type Seen =
  | { readonly kind: 'yes'; readonly detail?: string }
  | { readonly kind: 'no'; readonly detail?: string }
  /** It came about, each time so long after it should have begun to. */
  | { readonly kind: 'after'; readonly ms: readonly DurationMs[] }
  /** It did not come about for as long as was waited. */
  | { readonly kind: 'never'; readonly waitedMs: DurationMs }
  /** AWS was not asked, or did not say. */
  | { readonly kind: 'untold'; readonly why: string };

export interface Answer {
  readonly question: Question;
  readonly seen: Seen;
}

/** What AWS will do by its own clock, and is looked at until it has. */
export interface Wait {
  readonly question: Question;
  /** When it should begin to come about. */
  readonly dueMs: EpochMs;
  readonly giveUpMs: EpochMs;
  /** What it means that it came about long before: nothing that answers the question. */
  readonly tooEarly: string;
  hasCome(): Promise<boolean>;
}

/** Something that was made for an experiment. */
export interface Thing {
  readonly kind: ThingKind;
  /** As people find it at AWS. */
  readonly name: string;
  /** Of a session, whose name is AWS's: the run that it was opened for. */
  readonly id?: string;
}

export type ThingKind =
  | 'schedule'
  | 'session'
  | 'document'
  | 'assignment'
  | 'permission set'
  | 'directory group'
  | 'directory user'
  | 'user'
  | 'group'
  | 'role';

export interface Remaining {
  readonly thing: Thing;
  readonly why: string;
}

export interface Prover {
  /** Whose credentials these are. */
  whoami(): Promise<{ readonly account: string; readonly arn: string }>;
  /**
   * Runs an experiment as far as it goes without waiting for AWS's clock, and tells each answer as
   * soon as it is there: what comes in between costs the others only.
   * @throws Fault whose message names the call that was denied, or `Stopped`.
   */
  begin(experiment: ExperimentName, tell: (answer: Answer) => void): Promise<readonly Wait[]>;
  /** What stands at AWS and was made for experiments, by this run or an earlier one. */
  standing(): Promise<readonly Thing[]>;
  /**
   * Removes all that this run made, and these as well, in an order that AWS accepts; then looks.
   * Answers what is still there.
   */
  remove(things: readonly Thing[]): Promise<readonly Remaining[]>;
}

/** The run is over before its end: it was interrupted, or its time is. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
