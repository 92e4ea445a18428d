/** Executions as they are read: one in full, many listed, and the steps of one. */

import { drawExecution, drawMetadata, drawStep } from './automation-drawing.ts';
import { executionAsked, isKept } from './automation-signals.ts';
import type { Execution, StepRun } from './automation-types.ts';
import { AwsFault } from './fault.ts';
import { type Input, require, type SsmCall } from './ssm-call.ts';
import { page } from './ssm-pages.ts';
import { own } from './types.ts';

type Test<T> = (item: T, values: readonly string[]) => boolean;

export function getAutomation(call: SsmCall): object {
  return { AutomationExecution: drawExecution(executionAsked(call)) };
}

const EXECUTION_TESTS: Readonly<Record<string, Test<Execution>>> = {
  DocumentNamePrefix: (one, values) => values.some((value) => one.document.startsWith(value)),
  ExecutionStatus: (one, values) => values.includes(one.status),
  ExecutionId: (one, values) => values.includes(one.id),
  CurrentAction: (one, values) =>
    one.steps.some(({ name, action }) => name === one.current?.step && values.includes(action)),
  StartTimeBefore: (one, [value]) => one.startedAtMs < instant(value),
  StartTimeAfter: (one, [value]) => one.startedAtMs > instant(value),
  AutomationType: (_, values) => values.includes('Local'),
  AutomationSubtype: (one, values) =>
    one.accessRequest !== undefined && values.includes('AccessRequest'),
  OpsItemId: ({ accessRequest = '' }, values) => values.includes(accessRequest),
  TagKey: (one, values) => one.tags.some(({ key }) => values.includes(key)),
};

const SIZE = { least: 1, most: 50, usual: 50 };

/** The newest first. What a filter leaves out counts for its page: one may be empty, not last. */
export function describeAutomations(call: SsmCall): object {
  require(call, '*');
  const { place, input, now } = call;
  const fits = testsIn(input, EXECUTION_TESTS);
  const all = [...place.executions.values()].toReversed();
  const keyOf = ({ number }: Execution) => String(1e9 - number);
  const { items, ...next } = page(all, keyOf, (one) => isKept(one, now()), input, SIZE);
  return { AutomationExecutionMetadataList: items.filter(fits).map(drawMetadata), ...next };
}

const STEP_TESTS: Readonly<Record<string, Test<StepRun>>> = {
  StepName: (one, values) => values.includes(one.name),
  Action: (one, values) => values.includes(one.action),
  StepExecutionId: (one, values) => values.includes(one.id),
  StepExecutionStatus: (one, values) => values.includes(one.status),
  StartTimeBefore: (one, [value]) => (one.startedAtMs ?? Infinity) < instant(value),
  StartTimeAfter: (one, [value]) => (one.startedAtMs ?? -Infinity) > instant(value),
};

export function describeSteps(call: SsmCall): object {
  const execution = executionAsked(call);
  const { input } = call;
  const fits = testsIn(input, STEP_TESTS);
  const numbered = execution.steps.map((step, index) => ({ step, key: String(1e6 + index) }));
  const listed = input['ReverseOrder'] === true ? reversed(numbered) : numbered;
  const isListed = ({ step }: (typeof listed)[number]) => fits(step);
  const { items, ...next } = page(listed, ({ key }) => key, isListed, input, SIZE);
  return { StepExecutions: items.map(({ step }) => drawStep(execution, step)), ...next };
}

const reversed = (numbered: readonly { readonly step: StepRun; readonly key: string }[]) =>
  numbered.toReversed().map(({ step }, index) => ({ step, key: String(1e6 + index) }));

function testsIn<T>(input: Input, tests: Readonly<Record<string, Test<T>>>): (item: T) => boolean {
  const filters = (input['Filters'] ?? []) as readonly { Key: string; Values: string[] }[];
  const unknown = filters.find(({ Key }) => own(tests, Key) === undefined);
  if (unknown) throw new AwsFault('InvalidFilterKey', `The key ${unknown.Key} is not valid.`);
  return (item) => filters.every(({ Key, Values }) => own(tests, Key)?.(item, Values) === true);
}

function instant(text = ''): number {
  const atMs = Date.parse(text);
  if (!Number.isNaN(atMs)) return atMs;
  throw new AwsFault('InvalidFilterValue', `${text} is no instant.`);
}
