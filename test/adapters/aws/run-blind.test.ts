/** What an observing runbook could not see is not taken for gone. */
import { expect, test } from 'vitest';
import { runAt } from '../../../adapters/aws/ssm-automation-read.ts';
import type { Clients } from '../../../adapters/aws/clients.ts';
import type { RunSlot } from '../../../src/holding/slot.ts';
import { requestId } from '../../../src/kernel/brand.ts';

const SLOT: RunSlot = {
  kind: 'run',
  target: 'aaaaaaaaaaaa',
  purpose: 'observe',
  generation: 1,
  grant: requestId('PA-AAAAA'),
  region: 'us-east-1',
  document: 'ProdAccess-Observe',
  version: '1',
  parameters: {},
};

async function seen(execution: object) {
  const answered = { AutomationExecution: { AutomationExecutionStatus: 'Success', ...execution } };
  const clients = {
    ssmSdk: async () => ({
      GetAutomationExecutionCommand: class {
        readonly input = {};
      },
    }),
    ssm: async () => ({ send: async () => answered }),
  } as unknown as Clients;
  const reading = { clients, installation: 'demo01', account: '111122223333' };
  const run = { slot: SLOT, sentMs: 0, state: 'running', failures: 0, told: [] } as const;
  const at = { ...reading, signal: AbortSignal.timeout(1_000) };
  return (await runAt(at, { ...run, execution: 'x' }))?.state;
}

const failed = (FailureMessage: string) => ({
  StepExecutions: [{ StepName: 'read', StepStatus: 'Failed', FailureMessage }],
  Outputs: {
    'read.Policy': ['No output available yet because the step is not successfully executed'],
  },
});

test.each([
  'An error occurred (AccessDeniedException) when calling the GetParameter operation: ' +
    'The ciphertext refers to a customer master key that does not exist, does not exist in ' +
    'this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400)',
  "ModuleNotFoundError: No module named 'requests'",
  'getaddrinfo ENOTFOUND directory.example.com',
])('a step that failed with “%s” saw nothing', async (message) => {
  expect(await seen(failed(message))).toBe('failed');
});

test('what is really gone still counts as gone', async () => {
  const message =
    'An error occurred (NoSuchEntity) when calling the GetUserPolicy operation: ' +
    'The user policy with name x cannot be found.';
  expect(await seen(failed(message))).toBe('done');
});

test('of a list of steps that AWS cut off nobody says that no step failed', async () => {
  const StepExecutions = [{ StepName: 'first', StepStatus: 'Success' }];
  expect(await seen({ StepExecutions, StepExecutionsTruncated: true })).toBe('failed');
});
