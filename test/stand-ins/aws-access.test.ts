/** Just-in-time access to nodes through the real SDK: asked for, approved, used, and over. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type AccessSample,
  APPROVER,
  createAccessSample,
  MAY_ASK,
  REQUESTER,
} from './aws/access-sample.ts';
import { allow, HOME, policy } from './aws/sample.ts';
import { AIKO_KEY, DB, ssmOf, WEB } from './aws/ssm-sample.ts';

let sample: AccessSample;
beforeEach(async () => {
  sample = await createAccessSample();
});
afterEach(() => sample.aws.close());

const HOUR = 3_600_000;
const statusOf = async (id: string) => (await sample.token(id)).AccessRequestStatus;
const refusal = (promise: Promise<unknown>, name: string, message = '') =>
  expect(promise).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message) as unknown,
  });
const withToken = ({ Credentials }: SSM.GetAccessTokenResponse) =>
  ssmOf(sample.aws, {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  });
const open = (client: SSM.SSMClient, Target = DB, DocumentName?: string) =>
  client.send(new SSM.StartSessionCommand({ Target, DocumentName }));
const at = (client: SSM.SSMClient, node: string) =>
  sample.ask({ Targets: [{ Key: 'InstanceIds', Values: [node] }] }, client);

describe('a request', () => {
  test('waits for its approver, and gives a token for its node alone', async () => {
    const id = await sample.ask();
    expect(id).toMatch(/^oi-[0-9a-f]{12}$/);
    expect(await sample.token(id)).toMatchObject({ AccessRequestStatus: 'Pending' });
    await sample.signal(id, 'Approve', 'for Aiko, said Bruno');
    const token = await sample.token(id);
    expect(token.AccessRequestStatus).toBe('Approved');
    const client = withToken(token);
    await open(client);
    await refusal(open(client, WEB), 'AccessDeniedException');
    await refusal(open(client, DB, 'AWS-StartSSHSession'), 'AccessDeniedException');
    expect(sample.aws.sessionsOf({ account: HOME })).toMatchObject([
      { node: DB, accessType: 'JustInTime', owner: expect.stringMatching(/\/aiko$/) as unknown },
    ]);
  });

  test('is told to who asked, by the name of their session', async () => {
    const id = await sample.ask();
    const bruno = sample.clientOf(REQUESTER, 'bruno');
    await refusal(sample.token(id, bruno), 'AccessDeniedException');
    await refusal(sample.token('oi-000000000000'), 'ResourceNotFoundException');
    await refusal(sample.token('mine'), 'ValidationException');
  });

  test('of an IAM user is denied at once, without a word', async () => {
    sample.aws.account(HOME).putPolicy('users', 'aiko', 'ask', MAY_ASK);
    const aiko = ssmOf(sample.aws, AIKO_KEY);
    const id = await sample.ask({}, aiko);
    expect(await sample.token(id, aiko)).toMatchObject({ AccessRequestStatus: 'Rejected' });
    expect(sample.region.accessRequest(id)).not.toHaveProperty('execution');
    await refusal(sample.signal(id, 'Approve'), 'AccessDeniedException');
  });

  test('is refused without the rights that it takes beneath', async () => {
    const home = sample.aws.account(HOME);
    const may = (action: string) =>
      home.putPolicy('roles', REQUESTER, 'ask', policy(allow(action, '*')));
    may('ssm:StartAccessRequest');
    await refusal(sample.ask(), 'AccessDeniedException', 'ssm:CreateOpsItem');
    may('ssm:*Ops*');
    await refusal(sample.ask(), 'AccessDeniedException', 'ssm:StartAccessRequest');
  });

  test('names one node that is there, and a reason', async () => {
    await refusal(at(sample.asker, 'i-000000000000'), 'ResourceNotFoundException');
    await refusal(sample.ask({ Targets: [] }), 'ValidationException');
    await refusal(sample.ask({ Reason: 'x'.repeat(257) }), 'ValidationException');
  });

  test('is filed by hand as somebody does it in a console', async () => {
    const filed = { role: REQUESTER, sessionName: 'aiko', node: DB, reason: 'from the console' };
    const { id, status } = sample.region.fileAccessRequest(filed);
    expect([status, await statusOf(id)]).toEqual(['Pending', 'Pending']);
    const nobody = { ...filed, role: APPROVER };
    expect(() => sample.region.fileAccessRequest(nobody)).toThrow('ssm:StartAccessRequest');
  });
});

describe('an approval policy', () => {
  test('is found by the tags of the node before one for all', async () => {
    await refusal(at(sample.asker, WEB), 'ValidationException', 'No approval policy');
    sample.region.putApprovalPolicy('Everything', { levels: [['owner']], hours: 2 });
    const [db, web] = [await sample.ask(), await at(sample.asker, WEB)];
    const found = [db, web].map((id) => sample.region.accessRequest(id)?.policy);
    expect(found).toEqual(['Db-Approval', 'Everything']);
    sample.region.putApprovalPolicy('Other', { tags: { env: 'prod' }, levels: [['owner']] });
    await refusal(sample.ask(), 'ValidationException', 'More than one');
  });

  test('asks level after level, so many of each', async () => {
    const levels = [[APPROVER], [APPROVER, 'Second']];
    sample.region.putApprovalPolicy('Db-Approval', { tags: { app: 'db' }, levels, needed: 2 });
    const id = await sample.ask();
    const [one, two] = [sample.clientOf(APPROVER, 'one'), sample.clientOf(APPROVER, 'two')];
    for (const _ of levels) {
      expect(await statusOf(id)).toBe('Pending');
      await sample.signal(id, 'Approve', undefined, one);
      await refusal(
        sample.signal(id, 'Approve', undefined, one),
        'InvalidAutomationSignalException',
      );
      await sample.signal(id, 'Approve', undefined, two);
    }
    expect(await statusOf(id)).toBe('Approved');
  });

  test.each([
    ['of less than an hour', { accessDuration: 60 }],
    ['without a role for its tokens', { accessTokenRole: undefined }],
    ['with a level of nobody', { mainSteps: [{ name: 'a', action: 'aws:approve', inputs: {} }] }],
    ['that does more than ask', { mainSteps: [{ name: 'a', action: 'aws:pause' }] }],
  ])('%s is refused', async (_, bent) => {
    const version = sample.region.document('Db-Approval')?.versions[0];
    const Content = JSON.stringify({ ...(JSON.parse(version?.content ?? '') as object), ...bent });
    const asked = { Name: 'Bent', Content, DocumentType: 'ManualApprovalPolicy' } as const;
    const made = sample.ssm.send(new SSM.CreateDocumentCommand(asked));
    await refusal(made, 'InvalidDocumentContent');
  });
});

describe('an end', () => {
  test('comes with the window: no more tokens, but what runs lives on', async () => {
    const id = await sample.ask();
    await sample.signal(id, 'Approve');
    sample.clock.nowMs += HOUR - 1;
    const client = withToken(await sample.token(id));
    await open(client);
    sample.clock.nowMs += 1;
    expect(await sample.token(id)).not.toHaveProperty('Credentials');
    expect(await statusOf(id)).toBe('Expired');
    await open(client);
    expect(sample.aws.sessionsOf({ account: HOME, live: true })).toHaveLength(2);
    sample.clock.nowMs += HOUR / 4;
    await refusal(open(client), 'ExpiredTokenException');
    const late = sample.signal(id, 'Revoke');
    await refusal(late, 'InvalidAutomationSignalException');
  });

  test('comes when an approver revokes, and then too what runs lives on', async () => {
    const id = await sample.ask();
    await refusal(sample.signal(id, 'Revoke'), 'InvalidAutomationSignalException');
    await sample.signal(id, 'Approve');
    await open(withToken(await sample.token(id)));
    await sample.signal(id, 'Revoke', 'the incident is over');
    expect(await sample.token(id)).toMatchObject({ AccessRequestStatus: 'Revoked' });
    expect(sample.aws.sessionsOf({ account: HOME, live: true })).toHaveLength(1);
  });

  test('comes with a No, with nobody’s answer, or with the requester’s own', async () => {
    const rejected = await sample.ask();
    await sample.signal(rejected, 'Reject', 'use the replica');
    expect(await statusOf(rejected)).toBe('Rejected');
    const withdrawn = await sample.ask();
    const AutomationExecutionId = sample.region.accessRequest(withdrawn)?.execution;
    await sample.asker.send(new SSM.StopAutomationExecutionCommand({ AutomationExecutionId }));
    sample.clock.nowMs += 1_000;
    expect(sample.region.accessRequest(withdrawn)?.opsItem).toBe('Cancelled');
    const forgotten = await sample.ask();
    sample.clock.nowMs += 7 * 24 * HOUR;
    expect(await statusOf(forgotten)).toBe('Expired');
  });
});
