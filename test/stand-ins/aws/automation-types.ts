/** What is kept of a run of a runbook: plain data, so that it goes on after a restart. */

import type { AccessKey, Tag } from './types.ts';

export type StepStatus =
  | 'Pending'
  | 'InProgress'
  | 'Waiting'
  | 'Success'
  | 'TimedOut'
  | 'Cancelling'
  | 'Cancelled'
  | 'Failed';
export type ExecutionStatus = Exclude<StepStatus, 'Pending'>;

export type SignalType = 'Approve' | 'Reject' | 'Revoke' | 'Resume' | 'StartStep' | 'StopStep';

/** A word that somebody sent to an execution, and that was taken. */
export interface Signal {
  readonly atMs: number;
  readonly type: SignalType;
  /** The ARN of who sent it. */
  readonly by: string;
  /** The step it was meant for, if the execution was at one. */
  readonly step?: string;
  readonly comment?: string;
}

export interface StepRun {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly status: StepStatus;
  /** Counts from one once it was begun. */
  readonly attempt: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  readonly inputs: Readonly<Record<string, string>>;
  /** Each of its own type, as later steps read them. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly failure?: string;
}

/** Where it is, and what will happen to it by itself; without a due time it waits for a word. */
export interface Current {
  readonly step: string;
  readonly dueAtMs?: number;
  readonly deadlineMs?: number;
  /** Meant to fail, before its call is made or after. */
  readonly fails?: 'before' | 'after';
}

export interface WatchedAlarm {
  readonly names: readonly string[];
  readonly ignoresPollFailure: boolean;
}

export interface TriggeredAlarm {
  readonly name: string;
  readonly state: 'ALARM' | 'UNKNOWN';
}

export interface Execution {
  readonly id: string;
  /** Counts the executions of its place: the order they are listed in. */
  readonly number: number;
  readonly account: string;
  readonly region: string;
  readonly document: string;
  readonly documentVersion: string;
  /** The runbook as it was at the start, as JSON. */
  readonly content: string;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  readonly status: ExecutionStatus;
  readonly mode: 'Auto' | 'Interactive';
  /** The ARN of who started it. */
  readonly executedBy: string;
  /** Whose permissions it acts with: a session of its role, or its starter. */
  readonly key: AccessKey;
  readonly token?: string;
  /** What was asked for at the start, to tell a repetition from another wish with its token. */
  readonly asked: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
  readonly alarm?: WatchedAlarm;
  readonly triggered: readonly TriggeredAlarm[];
  readonly steps: readonly StepRun[];
  readonly current?: Current;
  /** How a critical step ended that the run went on after. */
  readonly spoiled?: 'Failed' | 'TimedOut';
  /** Told to complete: nothing follows the step it is at. */
  readonly isClosing?: boolean;
  readonly failure?: string;
  readonly signals: readonly Signal[];
  /** The request for access whose approvals it waits for. */
  readonly accessRequest?: string;
}

export const isOver = ({ status }: Execution): boolean =>
  status !== 'InProgress' && status !== 'Waiting' && status !== 'Cancelling';

/** When something happens to it by itself; Infinity while it waits for a word, or is over. */
export const nextEventMs = ({ current }: Execution): number =>
  Math.min(current?.dueAtMs ?? Infinity, current?.deadlineMs ?? Infinity);

export const stepOf = (execution: Execution, name: string): StepRun | undefined =>
  execution.steps.find((step) => step.name === name);

export function withStep(execution: Execution, name: string, change: Partial<StepRun>): Execution {
  const steps = execution.steps.map((step) => (step.name === name ? { ...step, ...change } : step));
  return { ...execution, steps };
}

/** The same step anew, with nothing left of an earlier time it was come to. */
export function withFreshStep(execution: Execution, name: string, change: Partial<StepRun>) {
  const steps = execution.steps.map((step): StepRun => {
    if (step.name !== name) return step;
    const { id, action } = step;
    return { id, name, action, status: 'Pending', attempt: 0, inputs: {}, outputs: {}, ...change };
  });
  return { ...execution, steps };
}

export const executionArn = ({
  region,
  account,
  id,
}: Pick<Execution, 'region' | 'account' | 'id'>) =>
  `arn:aws:ssm:${region}:${account}:automation-execution/${id}`;
