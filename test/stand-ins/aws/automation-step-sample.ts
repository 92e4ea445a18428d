/** A runbook of any steps, published and run in one breath, for whoever looks at steps alone. */

import type * as SSM from '@aws-sdk/client-ssm';
import type { AutomationSample } from './automation-sample.ts';

export type Step = Readonly<Record<string, unknown>>;

export const publish = (sample: AutomationSample, steps: readonly Step[], more: object = {}) =>
  sample.region.publishRunbook('ProdAccess-Test', {
    schemaVersion: '0.3',
    assumeRole: '{{ AutomationAssumeRole }}',
    parameters: { AutomationAssumeRole: { type: 'String' } },
    mainSteps: steps,
    ...more,
  });

/** Started, and looked at so many seconds later. */
export async function run(sample: AutomationSample, seconds: number) {
  const id = await sample.start('Test', {});
  sample.pass(seconds);
  return sample.read(id);
}

export const statusesOf = ({ StepExecutions = [] }: SSM.AutomationExecution) =>
  Object.fromEntries(StepExecutions.map(({ StepName, StepStatus }) => [StepName, StepStatus]));

export const nap = (name: string, more: Step = {}): Step => ({
  name,
  action: 'aws:sleep',
  inputs: { Duration: 'PT1S' },
  ...more,
});

export const iam = (name: string, Api: string, inputs: object, more: Step = {}): Step => ({
  name,
  action: 'aws:executeAwsApi',
  inputs: { Service: 'iam', Api, ...inputs },
  ...more,
});
