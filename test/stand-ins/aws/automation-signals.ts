/** What people tell an execution: to stop, to go on, or whether it may. */

import { stateOf } from './access-types.ts';
import { decided, isApprover } from './automation-approvals.ts';
import { cancelled, commence, ended, succeeded } from './automation-run.ts';
import {
  type Execution,
  executionArn,
  isOver,
  type Signal,
  type SignalType,
  stepOf,
  withStep,
} from './automation-types.ts';
import { definitionOf, runbookOf } from './automation-values.ts';
import type { Caller } from './caller.ts';
import { AwsFault } from './fault.ts';
import { require, requiredText, type SsmCall, tagsOfResource, textOf } from './ssm-call.ts';
import { callerOfKey } from './ssm-caller.ts';
import type { Place } from './ssm-types.ts';

const HISTORY_MS = 30 * 86_400_000;
const STOPPING_MS = 1_000;

/** Judged before it is looked for, so that guessing teaches nothing. */
export function executionAsked(call: SsmCall): Execution {
  const id = requiredText(call.input, 'AutomationExecutionId');
  const found = keptExecution(call.place, id, call.now());
  require(call, executionArn({ ...call.place, id }), tagsOfResource(found?.tags ?? []));
  if (found) return found;
  const words = `Automation execution with ID ${id} does not exist.`;
  throw new AwsFault('AutomationExecutionNotFoundException', words);
}

/** AWS forgets after thirty days. */
export function keptExecution(place: Place, id: string, nowMs: number): Execution | undefined {
  const found = place.executions.get(id);
  return found && isKept(found, nowMs) ? found : undefined;
}

export const isKept = ({ startedAtMs }: Execution, nowMs: number) =>
  startedAtMs + HISTORY_MS > nowMs;

/** Cancelling takes a moment; completing lets the step it is at end, and nothing follows. */
export function stopAutomation(call: SsmCall): object {
  const execution = executionAsked(call);
  if (isOver(execution) || execution.status === 'Cancelling') {
    const words = `The automation ${execution.id} is ${execution.status} and cannot be stopped.`;
    throw new AwsFault('InvalidAutomationStatusUpdateException', words);
  }
  const isCancelled = textOf(call.input, 'Type') !== 'Complete';
  put(call, isCancelled ? stopping(execution, call.now()) : closing(call, execution));
  return {};
}

function stopping(execution: Execution, nowMs: number): Execution {
  const step = execution.current?.step ?? '';
  const changed = withStep(execution, step, { status: 'Cancelling' });
  return { ...changed, status: 'Cancelling', current: { step, dueAtMs: nowMs + STOPPING_MS } };
}

function closing(call: SsmCall, execution: Execution): Execution {
  const closed = { ...execution, isClosing: true };
  return execution.status === 'Waiting' ? ended(call.engine, closed, 'Success') : closed;
}

export function sendSignal(call: SsmCall): object {
  const execution = executionAsked(call);
  const type = requiredText(call.input, 'SignalType') as SignalType;
  const payload = (call.input['Payload'] ?? {}) as Readonly<Record<string, readonly string[]>>;
  const by = callerOfKey(call, call.asked.key);
  const comment = payload['Comment']?.[0];
  const step = execution.current?.step;
  const signal: Signal = {
    atMs: call.now(),
    type,
    by: by.arn,
    ...(step === undefined ? {} : { step }),
    ...(comment === undefined ? {} : { comment }),
  };
  if (type === 'Revoke') revoke(call, execution, by);
  const after = type === 'Revoke' ? execution : taken(call, execution, { signal, by, payload });
  put(call, { ...after, signals: [...after.signals, signal] });
  return {};
}

interface Sent {
  readonly signal: Signal;
  readonly by: Caller;
  readonly payload: Readonly<Record<string, readonly string[]>>;
}

function taken(call: SsmCall, execution: Execution, sent: Sent): Execution {
  const { engine } = call;
  const { type } = sent.signal;
  const at = isOver(execution) ? undefined : execution.current?.step;
  const step = at === undefined ? undefined : definitionOf(execution, at);
  const run = at === undefined ? undefined : stepOf(execution, at);
  const named = sent.payload['StepName']?.[0];
  if (named !== undefined && !stepOf(execution, named)) {
    throw new AwsFault('AutomationStepNotFoundException', `There is no step ${named}.`);
  }
  const isThis = named === undefined || named === at;
  if (step && run?.status === 'Waiting' && isThis) {
    const isHeld = run.attempt === 0 || run.startedAtMs === undefined;
    if (type === 'StartStep' && isHeld) return commence(engine, execution, step.name, 1);
    if (!isHeld && step.action === 'aws:approve' && (type === 'Approve' || type === 'Reject')) {
      return decided(engine, execution, step, sent.by, type);
    }
    if (!isHeld && step.action === 'aws:pause' && type === 'Resume') {
      return succeeded(engine, execution, step, { kind: 'done', outputs: {} });
    }
  }
  if (type === 'StopStep' && run && sent.payload['StepExecutionId']?.[0] === run.id) {
    return cancelled(engine, execution);
  }
  throw notValid(type, execution);
}

/** No more tokens; sessions that run are left running. */
function revoke(call: SsmCall, execution: Execution, by: Caller): void {
  const { place, now } = call;
  const request = place.accessRequests.get(execution.accessRequest ?? '');
  const state = request && stateOf(request, execution, now());
  const isTheirs = runbookOf(execution).mainSteps.some(({ inputs = {} }) => isApprover(inputs, by));
  if (!request || state?.status !== 'Approved' || !isTheirs) throw notValid('Revoke', execution);
  const revoked = { atMs: now(), by: by.arn };
  place.accessRequests.set(request.id, { ...request, revoked });
}

const notValid = (type: string, { id, status }: Execution) =>
  new AwsFault(
    'InvalidAutomationSignalException',
    `The signal ${type} is not valid for the automation ${id}, which is ${status}.`,
  );

function put({ place, changed }: SsmCall, execution: Execution): void {
  place.executions.set(execution.id, execution);
  changed();
}
