/** Automation through the real SDK: who starts what, as which role, once, and within limits. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type AutomationSample,
  createAutomationSample,
  EXECUTIONS,
  MAY_START,
  PASSED,
  ROLE,
  RUNBOOKS,
  trustSsm,
} from './aws/automation-sample.ts';
import { allow, HOME, policy, trust } from './aws/sample.ts';

let sample: AutomationSample;
beforeEach(async () => {
  sample = await createAutomationSample();
});
afterEach(() => sample.aws.close());

const TOKEN = '11111111-2222-4333-8444-555555555555';
const asked = { UserName: ['aiko'], GroupName: ['prod-db'], EndTime: ['2026-11-22T13:00:00Z'] };
const start = (more: object = {}, parameters: object = asked) =>
  sample.start('GrantGroup', parameters, more);
const refusal = (promise: Promise<unknown>, name: string, message = '') =>
  expect(promise).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message) as unknown,
  });
const botMay = (...statements: object[]) =>
  sample.aws.account(HOME).putPolicy('users', 'bot', 'runbooks', policy(...statements));
const joined = () => sample.aws.account(HOME).members('prod-db');

describe('a runbook is started', () => {
  test('only by who may start it, as an execution', async () => {
    botMay(allow('ssm:StartAutomationExecution', RUNBOOKS), allow('iam:PassRole', ROLE, PASSED));
    await refusal(start(), 'AccessDeniedException', ':automation-execution/');
    botMay(allow('ssm:StartAutomationExecution', EXECUTIONS), allow('iam:PassRole', ROLE));
    await refusal(start(), 'AccessDeniedException', ':document/ProdAccess-GrantGroup');
  });

  test('only by who may pass its role to Systems Manager', async () => {
    const [document] = MAY_START;
    const elsewhere = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
    botMay(document ?? {}, allow('iam:PassRole', ROLE, elsewhere));
    await refusal(start(), 'AccessDeniedException', 'iam:PassRole');
    botMay(document ?? {}, allow('iam:PassRole', ROLE, PASSED));
    await start();
  });

  test('in the version that a policy pins, and in no other', async () => {
    const pinned = { 'ForAnyValue:StringEquals': { 'ssm:DocumentVersion': ['2'] } };
    botMay(
      allow('ssm:StartAutomationExecution', RUNBOOKS, pinned),
      allow('ssm:StartAutomationExecution', EXECUTIONS),
      allow('iam:PassRole', ROLE, PASSED),
    );
    await refusal(start({ DocumentVersion: '1' }), 'AccessDeniedException');
    await refusal(start({ DocumentVersion: '2' }), 'AutomationDefinitionVersionNotFoundException');
  });

  test('with tags only by who may tag, and is found by them', async () => {
    const Tags = [{ Key: 'prodaccess', Value: 'g1' }];
    const [document, ...rest] = MAY_START;
    botMay(document ?? {}, allow('iam:PassRole', ROLE, PASSED));
    await refusal(start({ Tags }), 'AccessDeniedException', 'ssm:AddTagsToResource');
    const tagged = { StringLike: { 'aws:ResourceTag/prodaccess': '*' } };
    botMay(document ?? {}, ...rest.slice(1), {
      ...allow('ssm:*', EXECUTIONS, tagged),
    });
    const id = await start({ Tags });
    expect((await sample.read(id)).AutomationExecutionStatus).toBe('InProgress');
    await refusal(sample.read(await start()), 'AccessDeniedException');
    const resource = { ResourceType: 'Automation', ResourceId: id } as const;
    const { TagList } = await sample.ssm.send(new SSM.ListTagsForResourceCommand(resource));
    expect(TagList).toEqual(Tags);
  });

  test('not as a role that is not there, or that does not trust Systems Manager', async () => {
    const words = 'The defined assume role is unable to be assumed';
    const home = sample.aws.account(HOME);
    const name = 'InvalidAutomationExecutionParametersException';
    home.setTrust('prod-access-runbook', trust(HOME));
    await refusal(start(), name, words);
    home.setTrust('prod-access-runbook', trustSsm);
    await start();
    home.deleteRole('prod-access-runbook');
    await refusal(start(), name, words);
    const AutomationAssumeRole = ['admin'];
    await refusal(start({}, { ...asked, AutomationAssumeRole }), name, 'The format');
  });

  test('not if it is none, or there is none', async () => {
    const name = 'AutomationDefinitionNotFoundException';
    await refusal(sample.start('Nothing', asked), name);
    sample.region.putDocument('ProdAccess-Shell', {
      schemaVersion: '1.0',
      sessionType: 'Standard_Stream',
      inputs: {},
    });
    await refusal(sample.start('Shell', asked), name);
  });
});

describe('its parameters', () => {
  const name = 'InvalidAutomationExecutionParametersException';

  test('are all there, and none besides', async () => {
    const { EndTime: _, ...less } = asked;
    await refusal(start({}, less), name, 'Missing required parameter: EndTime in user inputs.');
    await refusal(start({}, { ...asked, Color: ['red'] }), name, 'Color');
    await refusal(start({}, { ...asked, UserName: ['aiko', 'bruno'] }), name, 'UserName');
  });

  test('have values that the runbook allows', async () => {
    sample.region.publishRunbook('ProdAccess-Pick', {
      schemaVersion: '0.3',
      parameters: {
        Action: { type: 'String', allowedValues: ['Install', 'Uninstall'] },
        Times: { type: 'Integer', default: 1 },
      },
      mainSteps: [{ name: 'nap', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
    });
    const pick = (Parameters: Record<string, string[]>) =>
      sample.bot.send(
        new SSM.StartAutomationExecutionCommand({ DocumentName: 'ProdAccess-Pick', Parameters }),
      );
    const words = 'Parameter "Action" has value "install" not found in [Install, Uninstall].';
    await refusal(pick({ Action: ['install'] }), name, words);
    await refusal(pick({ Action: ['Install'], Times: ['often'] }), name, 'Times');
    await pick({ Action: ['Install'], Times: ['2'] });
  });
});

describe('a token', () => {
  test('starts once, whatever is lost on the way', async () => {
    sample.aws.faults.add({ kind: 'lost-after', action: 'StartAutomationExecution' });
    await expect(start({ ClientToken: TOKEN })).rejects.toThrow(/hang up|ECONNRESET/);
    const id = await start({ ClientToken: TOKEN.toUpperCase() });
    sample.pass(5);
    expect(await start({ ClientToken: TOKEN })).toBe(id);
    expect(sample.region.executions()).toHaveLength(1);
    expect(joined()).toEqual(['aiko']);
  });

  test('is for one wish only, and is a UUID', async () => {
    await start({ ClientToken: TOKEN });
    const other = start({ ClientToken: TOKEN }, { ...asked, UserName: ['bruno'] });
    await refusal(other, 'IdempotentParameterMismatch');
    await refusal(start({ ClientToken: 'mine' }), 'ValidationException');
  });
});

describe('an account', () => {
  test('has at most so many executions under way', async () => {
    sample.aws.ssm.knobs.automationsAtOnce = 2;
    await start();
    await start();
    await refusal(start(), 'AutomationExecutionLimitExceededException');
    sample.pass(5);
    await start();
  });

  test('starts one a second, and reads three', async () => {
    sample.aws.ssm.knobs.ratesApply = true;
    const id = await start();
    await refusal(start(), 'ThrottlingException');
    for (let times = 0; times < 3; times++) await sample.read(id);
    await refusal(sample.read(id), 'ThrottlingException');
    sample.pass(1);
    await start();
  });

  test('forgets an execution after thirty days', async () => {
    const id = await start();
    sample.pass(30 * 86_400 - 1);
    await sample.read(id);
    sample.pass(1);
    await refusal(sample.read(id), 'AutomationExecutionNotFoundException');
  });
});
