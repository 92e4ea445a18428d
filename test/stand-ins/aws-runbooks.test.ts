/** The sample runbooks through the real SDK: what they give, take away and tell, in their time. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AutomationSample, createAutomationSample } from './aws/automation-sample.ts';
import { iam, nap } from './aws/automation-step-sample.ts';
import { HOME, NOON, OPERATOR } from './aws/sample.ts';
import { REGION, ssmOf } from './aws/ssm-sample.ts';
import { createAwsStandIn } from './aws/stand-in.ts';

let sample: AutomationSample;
beforeEach(async () => {
  sample = await createAutomationSample();
});
afterEach(() => sample.aws.close());

const at = (minutes: number) => new Date(NOON + minutes * 60_000).toISOString().replace('.000', '');
const window = {
  UserName: ['aiko'],
  PolicyName: ['prod-access-g1'],
  RoleArn: [OPERATOR],
  StartTime: [at(0)],
  EndTime: [at(60)],
};
const mayAssume = (minutes: number) =>
  sample.aws.mayAssume({
    account: HOME,
    user: 'aiko',
    roleArn: OPERATOR,
    at: NOON + minutes * 60_000,
  }).allowed;
const observe = async (parameters: object): Promise<Record<string, string[]>> => {
  const id = await sample.start('Observe', parameters);
  sample.pass(10);
  const { AutomationExecutionStatus, Outputs } = await sample.read(id);
  return { ...Outputs, status: [AutomationExecutionStatus ?? ''] };
};

describe('the runbook of a window', () => {
  test('is under way first, and lets its user in when it has succeeded', async () => {
    const id = await sample.start('GrantPolicy', window);
    expect(await sample.read(id)).toMatchObject({
      AutomationExecutionStatus: 'InProgress',
      CurrentStepName: 'put',
      ExecutedBy: `arn:aws:iam::${HOME}:user/bot`,
      DocumentVersion: '1',
    });
    expect(mayAssume(1)).toBe(false);
    sample.pass(5);
    expect(mayAssume(1)).toBe(true);
    expect(mayAssume(61)).toBe(false);
    expect(await sample.read(id)).toMatchObject({
      AutomationExecutionStatus: 'Success',
      ExecutionEndTime: new Date(NOON + 2_000),
    });
  });

  test('refuses an instant with something behind it, as a looser pattern would not', async () => {
    const late = sample.start('GrantPolicy', { ...window, EndTime: [`${at(60)} or later`] });
    await expect(late).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
  });

  test('ends without its user, and its role reaches no further than to people', async () => {
    const nobody = await sample.start('GrantPolicy', { ...window, UserName: ['nobody'] });
    const bot = await sample.start('GrantPolicy', { ...window, UserName: ['bot'] });
    sample.pass(5);
    expect(await sample.read(nobody)).toMatchObject({
      AutomationExecutionStatus: 'Failed',
      FailureMessage: expect.stringContaining(
        'An error occurred (AccessDenied) when calling the PutUserPolicy operation: ' +
          `User: arn:aws:sts::${HOME}:assumed-role/prod-access-runbook/Automation-${nobody}`,
      ) as unknown,
    });
    expect((await sample.read(bot)).AutomationExecutionStatus).toBe('Failed');
    expect(sample.aws.account(HOME).user('bot')?.inline).not.toHaveProperty('prod-access-g1');
  });

  test('waits until what it wrote is seen', async () => {
    sample.aws.propagation.readsMs = 10_000;
    const id = await sample.start('GrantPolicy', window);
    sample.pass(10);
    expect((await sample.read(id)).CurrentStepName).toBe('seen');
    sample.pass(2);
    expect((await sample.read(id)).AutomationExecutionStatus).toBe('Success');
  });
});

describe('a pair of runbooks', () => {
  test('gives a policy and takes it away, and a look tells which of both', async () => {
    const asked = { UserName: ['aiko'], PolicyName: ['prod-access-g1'] };
    const none = 'No output available yet because the step is not successfully executed';
    expect(await observe(asked)).toMatchObject({ status: ['Success'], 'read.Policy': [none] });
    await sample.start('GrantPolicy', window);
    sample.pass(5);
    const there = await observe(asked);
    expect(there['policies.Names']).toEqual(['db', 'prod-access-g1']);
    expect(JSON.parse(there['read.Policy']?.[0] ?? '')).toMatchObject({
      Statement: [{ Resource: OPERATOR }],
    });
    await sample.start('RevokePolicy', asked);
    sample.pass(5);
    expect(await observe(asked)).toMatchObject({
      'policies.Names': ['db'],
      'read.Policy': [none],
    });
  });

  test('gives a group with a tag and takes both away, and twice is no trouble', async () => {
    const asked = { UserName: ['aiko'], GroupName: ['prod-db'] };
    await sample.start('GrantGroup', { ...asked, EndTime: [at(60)] });
    sample.pass(5);
    const user = () => sample.aws.account(HOME).user('aiko');
    expect(user()).toMatchObject({
      groups: ['prod-db'],
      tags: [{ key: 'team' }, { key: 'prod-access:prod-db', value: at(60) }],
    });
    expect(await observe({ UserName: ['aiko'] })).toMatchObject({
      'groups.Names': ['prod-db'],
    });
    for (let times = 0; times < 2; times++) {
      const id = await sample.start('RevokeGroup', asked);
      sample.pass(5);
      expect((await sample.read(id)).AutomationExecutionStatus).toBe('Success');
      expect(user()).toMatchObject({ groups: [], tags: [{ key: 'team' }] });
    }
  });
});

test('a runbook in YAML is published, described with its hash, and read as JSON', async () => {
  const yaml = "schemaVersion: '0.3'\nmainSteps:\n- name: nap\n  action: aws:sleep\n";
  const Content = `${yaml}  inputs:\n    Duration: PT1M\n`;
  const made = {
    Name: 'Nap',
    Content,
    DocumentType: 'Automation',
    DocumentFormat: 'YAML',
  } as const;
  const { DocumentDescription } = await sample.ssm.send(new SSM.CreateDocumentCommand(made));
  expect(DocumentDescription).toMatchObject({ DocumentType: 'Automation', SchemaVersion: '0.3' });
  expect(DocumentDescription?.Hash).toHaveLength(64);
  const asJson = await sample.ssm.send(new SSM.GetDocumentCommand({ Name: 'Nap' }));
  expect(JSON.parse(asJson.Content ?? '')).toMatchObject({ mainSteps: [{ name: 'nap' }] });
  const asked = { Name: 'Nap', DocumentFormat: 'YAML' } as const;
  expect((await sample.ssm.send(new SSM.GetDocumentCommand(asked))).Content).toBe(Content);
  const elsewhere = ssmOf(sample.aws, undefined, 'us-east-1');
  const none = elsewhere.send(new SSM.GetDocumentCommand({ Name: 'Nap' }));
  await expect(none).rejects.toMatchObject({ name: 'InvalidDocument' });
  expect(sample.aws.ssm.region(HOME, REGION).document('Nap')?.type).toBe('Automation');
});

describe('a runbook is refused when it is made', () => {
  const create = (content: object) => {
    const Content = JSON.stringify({ schemaVersion: '0.3', ...content });
    const asked = { Name: 'Refused', Content, DocumentType: 'Automation' } as const;
    return sample.ssm.send(new SSM.CreateDocumentCommand(asked));
  };
  const choose = { action: 'aws:branch', inputs: { Choices: [{ Variable: 'a', Equals: 'b' }] } };

  test.each([
    ['of another schema', { schemaVersion: '2.2', mainSteps: [] }, 'InvalidDocumentSchemaVersion'],
    ['without steps', { mainSteps: [] }],
    ['with an element nobody knows', { colour: 'red', mainSteps: [nap('a')] }],
    ['with two steps of one name', { mainSteps: [nap('a'), nap('a')] }],
    ['with a name that is none', { mainSteps: [nap('a-b')] }],
    ['with an action nobody knows', { mainSteps: [nap('a', { action: 'aws:dance' })] }],
    ['that leads nowhere', { mainSteps: [nap('a', { nextStep: 'b' })] }],
    ['that fails to nowhere', { mainSteps: [nap('a', { onFailure: 'step:b' })] }],
    ['with a timeout of nothing', { mainSteps: [nap('a', { timeoutSeconds: 0 })] }],
    ['with a value of nothing', { mainSteps: [nap('a', { inputs: { Duration: '{{ b }}' } })] }],
    ['with a stored value', { mainSteps: [nap('a', { inputs: { Duration: '{{ssm:b}}' } })] }],
    ['that calls nothing', { mainSteps: [iam('a', '', {})] }],
    ['that compares by nothing', { mainSteps: [nap('a', choose)] }],
  ])('%s', async (_, content, name = 'InvalidDocumentContent') => {
    await expect(create(content)).rejects.toMatchObject({ name });
  });
});

test('a Region can have runbooks and calendars from the start', async () => {
  const ics = 'BEGIN:VCALENDAR\nX-CALENDAR-TYPE:DEFAULT_OPEN\nEND:VCALENDAR\n';
  const mainSteps = [nap('only')];
  const seeds = {
    runbooks: { Nap: { schemaVersion: '0.3', mainSteps } },
    calendars: { Freeze: ics },
  };
  const accounts = { [HOME]: { ssm: { [REGION]: seeds } } };
  const aws = await createAwsStandIn({ now: () => NOON, accounts });
  const region = aws.ssm.region(HOME, REGION);
  expect(region.document('Nap')).toMatchObject({ type: 'Automation' });
  expect(region.document('Freeze')).toMatchObject({ type: 'ChangeCalendar' });
  await aws.close();
});
