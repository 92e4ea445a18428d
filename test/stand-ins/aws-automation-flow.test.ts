/** Where a runbook goes from a step, through the real SDK: after a failure, and at a branch. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AutomationSample, createAutomationSample } from './aws/automation-sample.ts';
import { iam, nap, publish, run, type Step, statusesOf } from './aws/automation-step-sample.ts';
import { HOME } from './aws/sample.ts';

let sample: AutomationSample;
beforeEach(async () => {
  sample = await createAutomationSample();
});
afterEach(() => sample.aws.close());

const broken = (name: string, more: Step = {}) =>
  iam(name, 'TagUser', { UserName: 'nobody' }, more);

describe('what follows a failure', () => {
  test('is nothing, where nothing is said', async () => {
    publish(sample, [broken('first'), nap('second')]);
    const execution = await run(sample, 5);
    expect(execution.AutomationExecutionStatus).toBe('Failed');
    expect(statusesOf(execution)).toEqual({ first: 'Failed', second: 'Pending' });
  });

  test.each([
    ['the next step, and success', { onFailure: 'Continue' }, 'Success', 'Success'],
    ['the next step', { onFailure: 'Continue', isCritical: true }, 'Success', 'Failed'],
    ['the step it names', { onFailure: 'step:last' }, 'Pending', 'Failed'],
    ['it, and success', { onFailure: 'step:last', isCritical: false }, 'Pending', 'Success'],
    ['the end', { onFailure: 'Continue', isEnd: true }, 'Pending', 'Success'],
  ])('is %s', async (_, more, second, status) => {
    publish(sample, [broken('first', more), nap('second'), nap('last')]);
    const execution = await run(sample, 9);
    expect(execution.AutomationExecutionStatus).toBe(status);
    expect(statusesOf(execution)['second']).toBe(second);
  });
});

describe('a branch', () => {
  const branch = (Choices: readonly object[], more: object = {}): Step => ({
    name: 'choose',
    action: 'aws:branch',
    inputs: { Choices, ...more },
    isEnd: true,
  });
  const Variable = '{{ variable:Color }}';
  const variables = { Color: { type: 'String', default: 'red' } };

  test('leads to the first choice that holds', async () => {
    const Not = { Variable, StringEquals: 'red' };
    const Or = [
      { Variable, StartsWith: 'g' },
      { Variable, Contains: 'e' },
    ];
    publish(
      sample,
      [
        branch([
          { NextStep: 'no', Not },
          { NextStep: 'yes', Or },
        ]),
        nap('no'),
        nap('yes'),
      ],
      {
        variables,
      },
    );
    expect(statusesOf(await run(sample, 5))).toEqual({
      choose: 'Success',
      no: 'Pending',
      yes: 'Success',
    });
  });

  test('leads to its default, or to the end', async () => {
    const green = { NextStep: 'no', Variable, StringEquals: 'green' };
    publish(sample, [branch([green], { Default: 'yes' }), nap('no'), nap('yes')], { variables });
    expect(statusesOf(await run(sample, 5))).toMatchObject({ no: 'Pending', yes: 'Success' });
    publish(sample, [branch([green]), nap('no')], { variables });
    expect(statusesOf(await run(sample, 5))).toEqual({ choose: 'Success', no: 'Pending' });
  });

  test('sees what a step put into a variable', async () => {
    const paint = { Name: 'variable:Color', Value: 'green' };
    const green = { NextStep: 'yes', Variable, StringEquals: 'green' };
    const set = { name: 'paint', action: 'aws:updateVariable', inputs: paint };
    publish(sample, [set, branch([green]), nap('no'), nap('yes')], { variables });
    expect(statusesOf(await run(sample, 5))).toMatchObject({ no: 'Pending', yes: 'Success' });
  });

  test('may lead back, until what is looked for is there', async () => {
    const outputs = [{ Name: 'All', Selector: '$.Groups..GroupName', Type: 'String' }];
    // As a text, a list has to have a single entry.
    const member = { NextStep: 'found', Variable: '{{ look.All }}', StringEquals: 'prod-db' };
    sample.aws.account(HOME).createGroup('waiting');
    sample.aws.account(HOME).join('aiko', 'waiting');
    publish(sample, [
      iam('look', 'ListGroupsForUser', { UserName: 'aiko' }, { outputs }),
      { ...branch([member], { Default: 'rest' }), isEnd: false },
      nap('rest', { nextStep: 'look' }),
      nap('found', { isEnd: true }),
    ]);
    const before = await run(sample, 3.5);
    expect(statusesOf(before)).toEqual({
      look: 'InProgress',
      choose: 'Success',
      rest: 'Success',
      found: 'Pending',
    });
    expect(before.StepExecutions?.[0]).not.toHaveProperty('ExecutionEndTime');
    sample.aws.account(HOME).leave('aiko', 'waiting');
    sample.aws.account(HOME).join('aiko', 'prod-db');
    sample.pass(5);
    expect(sample.region.executions()[0]).toMatchObject({ status: 'Success' });
  });
});
