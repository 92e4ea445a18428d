/** How an execution goes on: step after step, each in its time, until it has ended somehow. */

import { carryOut, type Outcome } from './automation-actions.ts';
import {
  type Current,
  type Execution,
  type ExecutionStatus,
  type StepRun,
  stepOf,
  withFreshStep,
  withStep,
} from './automation-types.ts';
import { definitionOf, inputsOf, runbookOf, wakesAtMs } from './automation-values.ts';
import { AwsFault } from './fault.ts';
import type { Json, RunbookStep } from './runbook.ts';
import { textOf } from './runbook-values.ts';

export interface StepOnItsWay {
  readonly document: string;
  readonly step: string;
  readonly action: string;
  readonly attempt: number;
}

/** What is to become of a step: a second, and that it succeeds, where nothing is said. */
export interface Fate {
  readonly ms?: number;
  /** Before its call reached the other service, or after: then its write stands all the same. */
  readonly fails?: 'before' | 'after';
}

export interface Engine {
  readonly now: () => number;
  readonly fateOf: (step: StepOnItsWay) => Fate;
  /** Whether the execution may, as whom it acts. */
  readonly may: (execution: Execution, action: string, resource: string) => boolean;
  /** Calls an API with the permissions of the execution. */
  readonly call: (execution: Execution, service: string, api: string, inputs: Json) => unknown;
}

const STEP_MS = 1_000;
const GUIDE =
  'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';
const WAITING = ['aws:approve', 'aws:pause'];
const USUAL_TIMEOUT: Readonly<Record<string, number>> = {
  'aws:approve': 604_800,
  'aws:waitForAwsResourceProperty': 3_600,
};

/** In interactive mode every step waits to be started by a signal. */
export function begin(engine: Engine, execution: Execution, name: string): Execution {
  if (execution.mode === 'Auto') return commence(engine, execution, name, 1);
  const waiting = withFreshStep(execution, name, { status: 'Waiting' });
  return { ...waiting, status: 'Waiting', current: { step: name } };
}

export function commence(
  engine: Engine,
  execution: Execution,
  name: string,
  attempt: number,
): Execution {
  const step = definitionOf(execution, name);
  const atMs = engine.now();
  const inputs = shownInputs(execution, step, atMs);
  const status = WAITING.includes(step.action) ? 'Waiting' : 'InProgress';
  const { document } = execution;
  const fate = engine.fateOf({ document, step: name, action: step.action, attempt });
  const timeout = step.timeoutSeconds ?? USUAL_TIMEOUT[step.action];
  const current: Current = {
    step: name,
    ...(status === 'Waiting' ? {} : { dueAtMs: dueAtMs(step, inputs, fate, atMs) }),
    ...(timeout === undefined ? {} : { deadlineMs: atMs + timeout * 1_000 }),
    ...(fate.fails === undefined ? {} : { fails: fate.fails }),
  };
  const texts = Object.entries(inputs).map(([key, value]) => [key, JSON.stringify(value)]);
  const begun: Partial<StepRun> = {
    status,
    attempt,
    startedAtMs: atMs,
    inputs: Object.fromEntries(texts) as StepRun['inputs'],
  };
  return { ...withFreshStep(execution, name, begun), status, current };
}

function dueAtMs(step: RunbookStep, inputs: Json, { ms = STEP_MS }: Fate, atMs: number): number {
  const soon = atMs + Math.max(ms, 1);
  try {
    return step.action === 'aws:sleep' ? Math.max(wakesAtMs(inputs, atMs), soon) : soon;
  } catch {
    return soon;
  }
}

/** What cannot be filled in yet makes the step fail when it is carried out, not before. */
function shownInputs(execution: Execution, step: RunbookStep, atMs: number): Json {
  try {
    return inputsOf(execution, step, atMs);
  } catch {
    return {};
  }
}

/** What happens at this instant, which is the one that was due. */
export function happen(engine: Engine, execution: Execution): Execution {
  const { current } = execution;
  if (!current) return execution;
  if (execution.status === 'Cancelling') return cancelled(engine, execution);
  if ((current.deadlineMs ?? Infinity) < (current.dueAtMs ?? Infinity)) {
    return failed(engine, execution, 'TimedOut', `Step timed out while step is running. ${GUIDE}`);
  }
  return attempt(engine, execution, current);
}

function attempt(engine: Engine, execution: Execution, current: Current): Execution {
  const step = definitionOf(execution, current.step);
  const trouble = new AwsFault('InternalServerError', 'An error occurred on the server side');
  try {
    if (current.fails === 'before') throw trouble;
    const inputs = inputsOf(execution, step, engine.now());
    if (step.action === 'aws:sleep') wakesAtMs(inputs, engine.now());
    const call = (service: string, api: string, given: Json) =>
      engine.call(execution, service, api, given);
    const outcome = carryOut({ execution, step, inputs, call });
    if (current.fails === 'after') throw trouble;
    if (outcome.kind === 'done') return succeeded(engine, execution, step, outcome);
    return { ...execution, current: { ...current, dueAtMs: engine.now() + STEP_MS } };
  } catch (error) {
    return failed(engine, execution, 'Failed', wordsFor(step, error));
  }
}

function wordsFor({ inputs }: RunbookStep, error: unknown): string {
  const { Api } = inputs ?? {};
  const said = error instanceof Error ? error.message : String(error);
  const code = error instanceof AwsFault ? error.code : 'StandInMistake';
  const what =
    Api === undefined
      ? `${said}.`
      : `An error occurred (${code}) when calling the ${textOf(Api)} operation: ${said}.`;
  return `Step fails when it is Execute/Cancelling action. ${what} ${GUIDE}`;
}

export function succeeded(
  engine: Engine,
  execution: Execution,
  step: RunbookStep,
  { outputs, next, variables = {} }: Extract<Outcome, { kind: 'done' }>,
): Execution {
  const change = { status: 'Success', endedAtMs: engine.now(), outputs } as const;
  const done = withStep(execution, step.name, change);
  const changed = { ...done, variables: { ...done.variables, ...variables } };
  return follow(engine, changed, step, next);
}

export function failed(
  engine: Engine,
  execution: Execution,
  status: 'Failed' | 'TimedOut',
  failure: string,
): Execution {
  const { step: name = '' } = execution.current ?? {};
  const step = definitionOf(execution, name);
  const attempts = stepOf(execution, name)?.attempt ?? 1;
  if (attempts < (step.maxAttempts ?? 1)) return commence(engine, execution, name, attempts + 1);
  const over = withStep(execution, name, { status, failure, endedAtMs: engine.now() });
  const onFailure = step.onFailure ?? 'Abort';
  if (/^abort$/i.test(onFailure)) return ended(engine, { ...over, failure }, status);
  const isCritical = step.isCritical ?? !/^continue$/i.test(onFailure);
  const tainted = isCritical ? { ...over, failure, spoiled: status } : over;
  // As the guide has it, the execution stops there "if the step execution failed or succeeded".
  if (step.isEnd === true) return ended(engine, tainted, tainted.spoiled ?? 'Success');
  return follow(engine, tainted, step, /^step:(\w+)$/.exec(onFailure)?.[1]);
}

function follow(
  engine: Engine,
  execution: Execution,
  step: RunbookStep,
  next: string | undefined,
): Execution {
  const names = runbookOf(execution).mainSteps.map(({ name }) => name);
  const usual = step.nextStep ?? names[names.indexOf(step.name) + 1];
  const target = next ?? (step.isEnd === true ? undefined : usual);
  if (target !== undefined && !execution.isClosing) return begin(engine, execution, target);
  return ended(engine, execution, execution.spoiled ?? 'Success');
}

export function cancelled(engine: Engine, execution: Execution): Execution {
  const { step = '' } = execution.current ?? {};
  const over = withStep(execution, step, { status: 'Cancelled', endedAtMs: engine.now() });
  return ended(engine, over, 'Cancelled');
}

export function ended(engine: Engine, execution: Execution, status: ExecutionStatus): Execution {
  const { current: _, ...rest } = execution;
  return { ...rest, status, endedAtMs: engine.now() };
}
