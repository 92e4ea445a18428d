/** What `{{ … }}` means to an execution at an instant, and how long what it asks for takes. */

import { type Execution, stepOf } from './automation-types.ts';
import { AwsFault } from './fault.ts';
import type { Json, Runbook, RunbookStep } from './runbook.ts';
import { filled, type Lookup, textOf } from './runbook-values.ts';
import { own } from './types.ts';

const parsed = new Map<string, Runbook>();
const CACHED = 500;

export function runbookOf({ content }: Execution): Runbook {
  const runbook = parsed.get(content) ?? (JSON.parse(content) as Runbook);
  if (parsed.size >= CACHED) parsed.clear();
  parsed.set(content, runbook);
  return runbook;
}

export function definitionOf(execution: Execution, name: string): RunbookStep {
  const step = runbookOf(execution).mainSteps.find((one) => one.name === name);
  if (!step) throw new Error(`There is no step ${name} in ${execution.document}.`);
  return step;
}

/** @throws AwsFault when something is referred to that is not there yet */
export const inputsOf = (execution: Execution, step: RunbookStep, atMs: number): Json =>
  filled(step.inputs ?? {}, lookupIn(execution, atMs)) as Json;

export const lookupIn =
  (execution: Execution, atMs: number): Lookup =>
  (reference) => {
    const value = valueOf(execution, reference, new Date(atMs).toISOString());
    if (value !== undefined) return value;
    throw new AwsFault('UnresolvedReference', `{{ ${reference} }} has no value`);
  };

function valueOf(execution: Execution, reference: string, iso: string): unknown {
  const { account, region, id, variables, values } = execution;
  const known: Readonly<Record<string, string>> = {
    'automation:EXECUTION_ID': id,
    'global:ACCOUNT_ID': account,
    'global:AWS_PARTITION': 'aws',
    'global:DATE': iso.slice(0, 10),
    'global:DATE_TIME': `${iso.slice(0, 10)}_${iso.slice(11, 19).replaceAll(':', '.')}`,
    'global:REGION': region,
  };
  const [step = '', output] = reference.split('.', 2);
  if (output !== undefined) return own(stepOf(execution, step)?.outputs ?? {}, output);
  if (reference.startsWith('variable:')) return own(variables, reference.slice('variable:'.length));
  return own(known, reference) ?? own(values, reference);
}

const MOST_SLEEP_MS = 604_800_000;

/** Until when a sleep lasts: for a time, or to an instant, which may have passed. */
export function wakesAtMs({ Duration, Timestamp }: Json, atMs: number): number {
  const untilMs = Timestamp === undefined ? Number.NaN : Date.parse(textOf(Timestamp));
  const wakes = Number.isNaN(untilMs) ? atMs + durationMs(textOf(Duration)) : untilMs;
  return Math.min(Math.max(wakes, atMs), atMs + MOST_SLEEP_MS);
}

function durationMs(text: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!match) throw new AwsFault('InvalidDuration', `${text} is no duration`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((one) => Number(one ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}
