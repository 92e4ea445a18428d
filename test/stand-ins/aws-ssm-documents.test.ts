/** Session documents of Systems Manager through the real SDK: made, changed, read, deleted. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allow, BOT_KEY, HOME, policy } from './aws/sample.ts';
import {
  createSsmSample,
  DB,
  documentArn,
  REGION,
  SHELL,
  type SsmSample,
  shell,
  ssmOf,
  tunnel,
} from './aws/ssm-sample.ts';

const Name = 'ProdAccess-Grant';

let sample: SsmSample;
beforeEach(async () => {
  sample = await createSsmSample();
});
afterEach(() => sample.aws.close());

const create = (
  content: object | string = shell('30'),
  more: Partial<SSM.CreateDocumentRequest> = {},
  client = sample.ssm,
) => {
  const Content = typeof content === 'string' ? content : JSON.stringify(content);
  const asked = { Name, Content, DocumentType: 'Session', ...more } as const;
  return client.send(new SSM.CreateDocumentCommand(asked));
};
const update = (content: object, DocumentVersion?: string) =>
  sample.ssm.send(
    new SSM.UpdateDocumentCommand({ Name, Content: JSON.stringify(content), DocumentVersion }),
  );
const get = (name = Name, DocumentVersion?: string) =>
  sample.ssm.send(new SSM.GetDocumentCommand({ Name: name, DocumentVersion }));
const remove = (name = Name) => sample.ssm.send(new SSM.DeleteDocumentCommand({ Name: name }));
const names = async (Key: string, ...Values: string[]) => {
  const command = new SSM.ListDocumentsCommand({ Filters: [{ Key, Values }] });
  return (await sample.ssm.send(command)).DocumentIdentifiers?.map((one) => one.Name);
};
const refusal = (promise: Promise<unknown>, name: string) =>
  expect(promise).rejects.toMatchObject({ name });

describe('a document', () => {
  test('is made with its tags, described, read and deleted', async () => {
    const Tags = [{ Key: 'grant', Value: 'PA-1' }];
    const made = await create(tunnel, { Tags });
    expect(made.DocumentDescription).toMatchObject({ Name, Status: 'Creating', Owner: HOME });
    const command = new SSM.DescribeDocumentCommand({ Name });
    const { Document } = await sample.ssm.send(command);
    expect(Document).toMatchObject({ Status: 'Active', DefaultVersion: '1', Tags });
    const { Content = '', DocumentType } = await get();
    expect([JSON.parse(Content), DocumentType]).toEqual([tunnel, 'Session']);
    const resource = { ResourceType: 'Document', ResourceId: Name } as const;
    const { TagList } = await sample.ssm.send(new SSM.ListTagsForResourceCommand(resource));
    expect(TagList).toEqual(Tags);
    await remove();
    await refusal(get(), 'InvalidDocument');
    await refusal(remove(), 'InvalidDocument');
  });

  test('of a name that is taken is not made twice', async () => {
    await create();
    await refusal(create(), 'DocumentAlreadyExists');
    await refusal(create(undefined, { Name: 'AWS-Mine' }), 'ValidationException');
  });

  test.each([
    ['no JSON', '{', 'InvalidDocumentContent'],
    ['another schema', { ...tunnel, schemaVersion: '2.2' }, 'InvalidDocumentSchemaVersion'],
    ['a kind nobody knows', { ...tunnel, sessionType: 'Fax' }, 'InvalidDocumentContent'],
    ['an element nobody knows', { ...tunnel, colour: 'red' }, 'InvalidDocumentContent'],
    ['a tunnel without a port', { ...tunnel, properties: {} }, 'InvalidDocumentContent'],
    ['a shell without inputs', { ...shell('30'), inputs: undefined }, 'InvalidDocumentContent'],
    ['a shell of more than a day', shell('1441'), 'InvalidDocumentContent'],
    ['an idle time of no minute', shell('30', '0'), 'InvalidDocumentContent'],
    ['too many letters', { ...tunnel, description: 'x'.repeat(65_536) }, 'MaxDocumentSizeExceeded'],
  ])('with %s is refused', async (_, content, name) => {
    await refusal(create(content), name);
    await refusal(get(), 'InvalidDocument');
  });

  test('is made only by who may, under the names they may use', async () => {
    const home = sample.aws.account(HOME);
    const kind = { StringEquals: { 'ssm:DocumentType': 'Session' } };
    const may = allow('ssm:CreateDocument', documentArn('ProdAccess-*'), kind);
    home.putPolicy('users', 'bot', 'documents', policy(may));
    const bot = ssmOf(sample.aws, BOT_KEY);
    await create(undefined, {}, bot);
    await refusal(create(undefined, { Name: 'Other' }, bot), 'AccessDeniedException');
  });
});

test('an account has at most 500 documents in a Region', async () => {
  const region = sample.aws.ssm.region(HOME, REGION);
  for (let i = 3; i < 499; i++) region.putDocument(`Filler-${i}`, tunnel);
  await create();
  await refusal(create(undefined, { Name: 'OneMore' }), 'DocumentLimitExceeded');
  await remove('Filler-3');
  await create(undefined, { Name: 'OneMore' });
});

describe('a version', () => {
  const setDefault = (DocumentVersion: string) =>
    sample.ssm.send(new SSM.UpdateDocumentDefaultVersionCommand({ Name, DocumentVersion }));
  const opened = () => {
    const open = policy(allow('ssm:StartSession', '*'));
    sample.aws.account(HOME).putPolicy('users', 'aiko', 'db', open);
    const asked = { account: HOME, region: REGION, node: DB, user: 'aiko', document: Name };
    return sample.aws.startSession(asked).maxMinutes;
  };

  test('is used once it is the default one, for sessions that start from then on', async () => {
    await create(shell('30'));
    const { DocumentDescription } = await update(shell('15'));
    expect(DocumentDescription).toMatchObject({ DocumentVersion: '2', DefaultVersion: '1' });
    expect(opened()).toBe(30);
    await setDefault('2');
    expect(opened()).toBe(15);
    const { Content = '' } = await get(Name, '1');
    expect(JSON.parse(Content)).toEqual(shell('30'));
    const command = new SSM.ListDocumentVersionsCommand({ Name });
    const { DocumentVersions } = await sample.ssm.send(command);
    expect(DocumentVersions).toMatchObject([
      { DocumentVersion: '2', IsDefaultVersion: true },
      { DocumentVersion: '1', IsDefaultVersion: false },
    ]);
  });

  test('follows the latest one, and says something new about a document there', async () => {
    await refusal(update(shell('15')), 'InvalidDocument');
    await create(shell('30'));
    await refusal(update(shell('30')), 'DuplicateDocumentContent');
    await update(shell('15'));
    await refusal(update(shell('10')), 'InvalidDocumentVersion');
    await update(shell('10'), '$LATEST');
    await refusal(get(Name, '9'), 'InvalidDocumentVersion');
    await refusal(setDefault('9'), 'InvalidDocumentVersion');
  });
});

describe('a list of documents', () => {
  test('tells the account’s own from those of AWS, and by name and tag', async () => {
    await create(undefined, { Tags: [{ Key: 'grant', Value: 'PA-1' }] });
    expect(await names('Owner', 'Amazon')).toEqual([
      'AWS-StartPortForwardingSession',
      'AWS-StartPortForwardingSessionToRemoteHost',
      'AWS-StartSSHSession',
    ]);
    expect(await names('Owner', 'Self')).toContain('SSM-SessionManagerRunShell');
    expect(await names('Name', 'ProdAccess-S')).toEqual([SHELL]);
    expect(await names('tag:grant', 'PA-1')).toEqual([Name]);
    await refusal(names('Color', 'red'), 'InvalidFilterKey');
  });

  test('of AWS are read by everybody who may, and changed by nobody', async () => {
    const { Content = '' } = await get('AWS-StartSSHSession');
    expect(JSON.parse(Content)).toMatchObject({ sessionType: 'Port' });
    await refusal(remove('AWS-StartSSHSession'), 'InvalidDocument');
  });
});

test('a conflict, a failure and a denial have the words of Systems Manager', async () => {
  for (const [kind, name] of [
    ['conflict', 'TooManyUpdates'],
    ['failure', 'InternalServerError'],
    ['denied', 'AccessDeniedException'],
    ['throttle', 'ThrottlingException'],
  ] as const) {
    sample.aws.faults.add({ kind, action: 'CreateDocument' });
    await refusal(create(), name);
  }
  await create();
});
