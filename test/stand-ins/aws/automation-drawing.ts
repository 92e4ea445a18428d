/** Executions and their steps as Systems Manager draws them in its answers. */

import {
  type Execution,
  isOver,
  type StepRun,
  stepOf,
  type TriggeredAlarm,
} from './automation-types.ts';
import { definitionOf, runbookOf } from './automation-values.ts';
import type { Json } from './runbook.ts';
import { textsOf } from './runbook-values.ts';
import { seconds } from './ssm-call.ts';
import { own } from './types.ts';

const NO_OUTPUT = 'No output available yet because the step is not successfully executed';

export function drawExecution(execution: Execution): object {
  return {
    ...drawCommon(execution),
    StepExecutions: execution.steps.map((step) => drawStep(execution, step)),
    StepExecutionsTruncated: false,
    Parameters: execution.parameters,
    Variables: textsIn(execution.variables),
    ProgressCounters: countersOf(execution),
  };
}

export const drawMetadata = (execution: Execution): object => ({
  ...drawCommon(execution),
  LogFile: '',
  AutomationType: 'Local',
});

function drawCommon(execution: Execution): object {
  const { endedAtMs, current, alarm, triggered } = execution;
  const step = isOver(execution) ? undefined : current?.step;
  return {
    AutomationExecutionId: execution.id,
    DocumentName: execution.document,
    DocumentVersion: execution.documentVersion,
    AutomationExecutionStatus: execution.status,
    ExecutionStartTime: seconds(execution.startedAtMs),
    ExecutionEndTime: endedAtMs === undefined ? undefined : seconds(endedAtMs),
    ExecutedBy: execution.executedBy,
    Outputs: outputsOf(execution),
    Mode: execution.mode,
    CurrentStepName: step,
    CurrentAction: step === undefined ? undefined : definitionOf(execution, step).action,
    FailureMessage: execution.failure,
    Targets: [],
    ResolvedTargets: { ParameterValues: [], Truncated: false },
    AutomationSubtype: execution.accessRequest && 'AccessRequest',
    OpsItemId: execution.accessRequest,
    AlarmConfiguration: alarm && {
      IgnorePollAlarmFailure: alarm.ignoresPollFailure,
      Alarms: alarm.names.map((Name) => ({ Name })),
    },
    TriggeredAlarms: drawTriggered(triggered),
  };
}

export function drawStep(execution: Execution, run: StepRun): object {
  const step = definitionOf(execution, run.name);
  const { startedAtMs, endedAtMs } = run;
  return {
    StepName: run.name,
    StepExecutionId: run.id,
    Action: run.action,
    StepStatus: run.status,
    TimeoutSeconds: step.timeoutSeconds,
    MaxAttempts: step.maxAttempts ?? 1,
    OnFailure: step.onFailure ?? 'Abort',
    IsCritical: step.isCritical,
    IsEnd: step.isEnd,
    NextStep: step.nextStep,
    ExecutionStartTime: startedAtMs === undefined ? undefined : seconds(startedAtMs),
    ExecutionEndTime: endedAtMs === undefined ? undefined : seconds(endedAtMs),
    Inputs: run.inputs,
    Outputs: textsIn(run.outputs),
    FailureMessage: run.failure,
    TriggeredAlarms: run.status === 'Cancelled' ? drawTriggered(execution.triggered) : undefined,
  };
}

const drawTriggered = (alarms: readonly TriggeredAlarm[]) =>
  alarms.map(({ name, state }) => ({ Name: name, State: state }));

/** The outputs that the runbook names, of steps that succeeded or did not. */
function outputsOf(execution: Execution): Record<string, string[]> {
  const named = runbookOf(execution).outputs ?? [];
  const entries = named.map((name) => {
    const [step = '', output = ''] = name.split('.', 2);
    const run = stepOf(execution, step);
    const value = run?.status === 'Success' ? own(run.outputs, output) : undefined;
    return [name, value === undefined ? [NO_OUTPUT] : textsOf(value)] as const;
  });
  return Object.fromEntries(entries);
}

const textsIn = (values: Json): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, textsOf(value)]),
  );

function countersOf({ steps }: Execution): object {
  const count = (status: StepRun['status']) => steps.filter((one) => one.status === status).length;
  return {
    TotalSteps: steps.length,
    SuccessSteps: count('Success'),
    FailedSteps: count('Failed'),
    CancelledSteps: count('Cancelled'),
    TimedOutSteps: count('TimedOut'),
  };
}
