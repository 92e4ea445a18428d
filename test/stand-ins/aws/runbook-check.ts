/** Refuses a runbook that AWS would refuse when it is made: before it ever runs. */

import { AwsFault } from './fault.ts';
import type { Json, Runbook, RunbookStep } from './runbook.ts';
import { operatorsIn } from './runbook-choices.ts';
import { referencesIn } from './runbook-values.ts';

const ELEMENTS = [
  'schemaVersion',
  'description',
  'assumeRole',
  'parameters',
  'variables',
  'mainSteps',
  'outputs',
  'files',
];

/** The actions that are carried out here. */
const ACTIONS = [
  'aws:approve',
  'aws:assertAwsResourceProperty',
  'aws:branch',
  'aws:executeAwsApi',
  'aws:pause',
  'aws:sleep',
  'aws:updateVariable',
  'aws:waitForAwsResourceProperty',
];

/** @throws AwsFault */
export function checkRunbook(content: Json): Runbook {
  const unknown = Object.keys(content).find((name) => !ELEMENTS.includes(name));
  if (unknown !== undefined) throw invalid(`unknown element ${unknown}`);
  const steps = content['mainSteps'];
  if (!Array.isArray(steps) || steps.length === 0) throw invalid('there are no mainSteps');
  const runbook = content as unknown as Runbook;
  const names = runbook.mainSteps.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw invalid('two steps have the same name');
  for (const [name, { type }] of Object.entries(runbook.parameters ?? {})) {
    if (typeof type !== 'string') throw invalid(`the parameter ${name} has no type`);
  }
  for (const step of runbook.mainSteps) checkStep(step, names);
  checkReferences(runbook);
  return runbook;
}

function checkStep(step: RunbookStep, names: readonly string[]): void {
  const { name, action, timeoutSeconds, maxAttempts } = step;
  if (name === undefined || action === undefined) throw invalid('Missing "name" or "action"');
  if (!/^[a-zA-Z0-9_]+$/.test(name)) throw invalid(`${name} is no name of a step`);
  if (!ACTIONS.includes(action)) throw invalid(`step ${name}: unknown action ${action}`);
  for (const number of [timeoutSeconds, maxAttempts]) {
    if (number !== undefined && !(Number.isInteger(number) && number > 0)) {
      throw invalid(`step ${name}: ${String(number)} is no count`);
    }
  }
  for (const target of targetsOf(step)) {
    if (!names.includes(target))
      throw invalid(`step ${name} leads to ${target}, which is not there`);
  }
  if (!/^(?:Abort|Continue|step:\w+)$/i.test(step.onFailure ?? 'Abort')) {
    throw invalid(`step ${name}: unknown onFailure ${step.onFailure}`);
  }
  const { Service, Api, Choices } = step.inputs ?? {};
  if (/aws:executeAwsApi|AwsResourceProperty/.test(action) && !(Service && Api)) {
    throw invalid(`step ${name} needs a Service and an Api`);
  }
  if (action === 'aws:branch') operatorsIn(Choices, (words) => invalid(`step ${name}: ${words}`));
}

function targetsOf({ nextStep, onFailure, inputs, action }: RunbookStep): string[] {
  const { Choices, Default } = inputs ?? {};
  const choices = action === 'aws:branch' && Array.isArray(Choices) ? Choices : [];
  const targets = [
    nextStep,
    /^step:(\w+)$/.exec(onFailure ?? '')?.[1],
    action === 'aws:branch' ? Default : undefined,
    ...choices.map((choice) => (choice as Json)['NextStep']),
  ];
  return targets.filter((target) => typeof target === 'string');
}

function checkReferences({
  parameters = {},
  variables = {},
  mainSteps,
  assumeRole,
}: Runbook): void {
  for (const reference of referencesIn([assumeRole, mainSteps.map(({ inputs }) => inputs)])) {
    if (reference.startsWith('ssm:')) throw invalid(`${reference} cannot be used in a step`);
    const [prefix = '', rest] = reference.split(/[:.]/, 2);
    const isKnown =
      rest === undefined
        ? Object.hasOwn(parameters, reference)
        : reference.includes(':')
          ? prefix === 'global' || prefix === 'automation' || Object.hasOwn(variables, rest)
          : mainSteps.some(({ name }) => name === prefix);
    if (!isKnown) throw invalid(`{{ ${reference} }} refers to nothing`);
  }
}

const invalid = (words: string) => new AwsFault('InvalidDocumentContent', words);
