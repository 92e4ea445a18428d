/** What a step does when its time has come: calls an API, compares, chooses, or merely slept. */

import type { Execution } from './automation-types.ts';
import { AwsFault } from './fault.ts';
import { isObject, type Json, type RunbookStep, type StepOutput } from './runbook.ts';
import { chosen } from './runbook-choices.ts';
import { textOf } from './runbook-values.ts';
import { select } from './selectors.ts';

export interface Work {
  readonly execution: Execution;
  readonly step: RunbookStep;
  readonly inputs: Json;
  /** @throws AwsFault */
  readonly call: (service: string, api: string, inputs: Json) => unknown;
}

export type Outcome =
  | { readonly kind: 'again' }
  | {
      readonly kind: 'done';
      readonly outputs: Json;
      /** Where it leads, if it is for the step itself to say. */
      readonly next?: string;
      readonly variables?: Json;
    };

/** @throws AwsFault */
export function carryOut(work: Work): Outcome {
  const { step, inputs } = work;
  switch (step.action) {
    case 'aws:executeAwsApi':
      return { kind: 'done', outputs: outputsOf(step.outputs ?? [], callApi(work)) };
    case 'aws:assertAwsResourceProperty': {
      if (isDesired(work)) return NOTHING;
      const words = `${textOf(inputs['PropertySelector'])} is none of the desired values`;
      throw new AwsFault('AssertionFailed', words);
    }
    case 'aws:waitForAwsResourceProperty':
      return isDesired(work) ? NOTHING : { kind: 'again' };
    case 'aws:branch': {
      const next = chosen(inputs['Choices']) ?? inputs['Default'];
      return typeof next === 'string' ? { ...NOTHING, next } : NOTHING;
    }
    case 'aws:updateVariable': {
      const name = textOf(inputs['Name']).replace(/^variable:/, '');
      return { ...NOTHING, variables: { [name]: inputs['Value'] } };
    }
    default:
      return NOTHING;
  }
}

const NOTHING = { kind: 'done', outputs: {} } as const;

function callApi({ inputs, call }: Work): unknown {
  const { Service, Api, PropertySelector: _, DesiredValues: __, ...rest } = inputs;
  return call(textOf(Service), textOf(Api), rest);
}

function isDesired(work: Work): boolean {
  const found = select(callApi(work), textOf(work.inputs['PropertySelector']));
  const desired = work.inputs['DesiredValues'];
  return Array.isArray(desired) && desired.some((one) => textOf(one) === textOf(found));
}

/** What a selector does not find is no output, and whoever refers to it fails. */
function outputsOf(outputs: readonly StepOutput[], response: unknown): Json {
  const entries = outputs.flatMap(({ Name, Selector, Type }) => {
    const found = select(response, Selector);
    return found === undefined ? [] : [[Name, typed(found, Name, Type)] as const];
  });
  return Object.fromEntries(entries);
}

/**
 * As the guide has it ("Using action outputs as inputs"): one value becomes a list of one, and of
 * lists only one of a single entry becomes a value. Nothing else is promised, so it fails.
 */
function typed(value: unknown, name: string, type: string): unknown {
  const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  const isOne = ['string', 'number', 'boolean'].includes(typeof only);
  const fits: Readonly<Record<string, boolean>> = {
    String: isOne,
    StringList: isOne || Array.isArray(value),
    MapList: Array.isArray(value),
    StringMap: isObject(value),
    Integer: isOne && Number.isInteger(Number(only)),
    Boolean: isOne && /^(?:true|false)$/i.test(textOf(only)),
  };
  if (fits[type] !== true) throw new AwsFault('TypeMismatch', `${name} is not of type ${type}`);
  if (type === 'Integer') return Number(only);
  if (type === 'Boolean') return textOf(only).toLowerCase() === 'true';
  if (type === 'StringList') return (Array.isArray(value) ? value : [value]).map(textOf);
  return type === 'String' ? textOf(only) : value;
}
