/** IAM of the stand-in, through the real SDK: what is written is read back, or refused. */

import * as IAM from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allow, createSample, HOME, policy, type Sample } from './aws/sample.ts';

let sample: Sample;
beforeEach(async () => {
  sample = await createSample({ pageSize: 2 });
});
afterEach(() => sample.aws.close());

const UserName = 'aiko';
const document = (length = 0) =>
  JSON.stringify(policy(allow('s3:*', `arn:aws:s3:::b/${'x'.repeat(length)}*`)), null, 2);
const put = (PolicyName: string, PolicyDocument = document()) =>
  new IAM.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument });

describe('a user', () => {
  test('is told with path, unique id, tags and dates', async () => {
    const { User } = await sample.iam.send(new IAM.GetUserCommand({ UserName }));
    expect(User).toEqual({
      Path: '/humans/',
      UserName,
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string,
      Arn: `arn:aws:iam::${HOME}:user/humans/aiko`,
      CreateDate: new Date(sample.clock.nowMs),
      Tags: [{ Key: 'team', Value: 'db' }],
    });
  });

  test('who is not there is NoSuchEntityException', async () => {
    const asked = sample.iam.send(new IAM.GetUserCommand({ UserName: 'nobody' }));
    await expect(asked).rejects.toBeInstanceOf(IAM.NoSuchEntityException);
    await expect(asked).rejects.toThrow('The user with name nobody cannot be found.');
  });

  test('is found under their path, page by page', async () => {
    for (const name of ['chie', 'daan', 'emil']) {
      sample.aws.account(HOME).createUser(name, { path: '/humans/' });
    }
    const names: (string | undefined)[][] = [];
    const pages = IAM.paginateListUsers({ client: sample.iam }, { PathPrefix: '/humans/' });
    for await (const page of pages) names.push((page.Users ?? []).map((user) => user.UserName));
    expect(names).toEqual([['aiko', 'bruno'], ['chie', 'daan'], ['emil']]);
  });

  test('carries tags that can be set, changed whatever their case, and taken off', async () => {
    const tag = (Key: string, Value: string) =>
      sample.iam.send(new IAM.TagUserCommand({ UserName, Tags: [{ Key, Value }] }));
    await tag('prod-access:db', 'until 18:00');
    await tag('PROD-ACCESS:DB', 'until 19:00');
    const list = async () =>
      (await sample.iam.send(new IAM.ListUserTagsCommand({ UserName }))).Tags;
    expect(await list()).toContainEqual({ Key: 'prod-access:db', Value: 'until 19:00' });
    await sample.iam.send(new IAM.UntagUserCommand({ UserName, TagKeys: ['Prod-Access:db'] }));
    expect(await list()).toEqual([{ Key: 'team', Value: 'db' }]);
  });
});

describe('a group', () => {
  const membership = { UserName, GroupName: 'prod-db' };

  test('may be joined twice, but left only once', async () => {
    await sample.iam.send(new IAM.AddUserToGroupCommand(membership));
    await sample.iam.send(new IAM.AddUserToGroupCommand(membership));
    const { Users } = await sample.iam.send(new IAM.GetGroupCommand({ GroupName: 'prod-db' }));
    expect(Users?.map((user) => user.UserName)).toEqual(['aiko']);
    const { Groups } = await sample.iam.send(new IAM.ListGroupsForUserCommand({ UserName }));
    expect(Groups?.map((group) => group.GroupName)).toEqual(['prod-db']);
    await sample.iam.send(new IAM.RemoveUserFromGroupCommand(membership));
    const again = sample.iam.send(new IAM.RemoveUserFromGroupCommand(membership));
    await expect(again).rejects.toBeInstanceOf(IAM.NoSuchEntityException);
  });

  test('beyond the tenth is refused', async () => {
    const home = sample.aws.account(HOME);
    for (let i = 0; i < 10; i++) {
      home.createGroup(`g${i}`);
      home.join(UserName, `g${i}`);
    }
    const asked = sample.iam.send(new IAM.AddUserToGroupCommand(membership));
    await expect(asked).rejects.toBeInstanceOf(IAM.LimitExceededException);
    await expect(asked).rejects.toThrow('Cannot exceed quota for GroupsPerUser: 10');
  });
});

describe('an inline policy', () => {
  test('is answered percent-encoded, exactly as it was put', async () => {
    await sample.iam.send(put('p1'));
    const asked = new IAM.GetUserPolicyCommand({ UserName, PolicyName: 'p1' });
    const { PolicyDocument } = await sample.iam.send(asked);
    expect(PolicyDocument).not.toContain('{');
    expect(decodeURIComponent(PolicyDocument ?? '')).toBe(document());
  });

  test('is listed with the others and deleted once', async () => {
    for (const name of ['p1', 'p2', 'p3']) await sample.iam.send(put(name));
    const names: string[] = [];
    const pages = IAM.paginateListUserPolicies({ client: sample.iam }, { UserName });
    for await (const page of pages) names.push(...(page.PolicyNames ?? []));
    expect(names).toEqual(['p1', 'p2', 'p3']);
    const gone = new IAM.DeleteUserPolicyCommand({ UserName, PolicyName: 'p2' });
    await sample.iam.send(gone);
    await expect(sample.iam.send(gone)).rejects.toBeInstanceOf(IAM.NoSuchEntityException);
  });

  test('counts with all others against 2,048 characters, white space left out', async () => {
    const spare = 2048 - document().replaceAll(/\s/g, '').length;
    await sample.iam.send(put('full', document(spare)));
    await sample.iam.send(put('full', document(spare)));
    const asked = sample.iam.send(put('one-more'));
    await expect(asked).rejects.toBeInstanceOf(IAM.LimitExceededException);
    await expect(asked).rejects.toThrow('Maximum policy size of 2048 bytes exceeded for user aiko');
  });

  test.each([
    ['no JSON', '{'],
    ['an effect of its own', JSON.stringify(policy({ ...allow('s3:*', '*'), Effect: 'Maybe' }))],
    ['no such operator', JSON.stringify(policy(allow('s3:*', '*', { DateBefore: {} })))],
    ['no date', JSON.stringify(policy(allow('*', '*', { DateLessThan: { 'aws:a': 'x' } })))],
    ['a Sid with a hyphen', JSON.stringify(policy({ ...allow('s3:*', '*'), Sid: 'a-b' }))],
    ['a resource that is no ARN', JSON.stringify(policy(allow('s3:*', 'bucket')))],
  ])('with %s is refused', async (_, text) => {
    const asked = sample.iam.send(put('bad', text));
    await expect(asked).rejects.toBeInstanceOf(IAM.MalformedPolicyDocumentException);
  });
});

test('a role that AWS owns cannot be changed', async () => {
  sample.aws.account(HOME).createRole('AWSReservedSSO_x', {
    path: '/aws-reserved/sso.amazonaws.com/',
    trust: policy(),
  });
  const asked = sample.iam.send(
    new IAM.PutRolePolicyCommand({
      RoleName: 'AWSReservedSSO_x',
      PolicyName: 'p',
      PolicyDocument: document(),
    }),
  );
  await expect(asked).rejects.toBeInstanceOf(IAM.UnmodifiableEntityException);
});

test('managed policies and a role are read with their documents', async () => {
  const home = sample.aws.account(HOME);
  home.seed({ policies: { 'prodaccess/boundary': policy(allow('s3:*', '*')) } });
  home.attachPolicy('users', UserName, 'prodaccess/boundary');
  const attached = new IAM.ListAttachedUserPoliciesCommand({ UserName });
  const { AttachedPolicies } = await sample.iam.send(attached);
  const PolicyArn = AttachedPolicies?.[0]?.PolicyArn;
  const { Policy } = await sample.iam.send(new IAM.GetPolicyCommand({ PolicyArn }));
  const version = { PolicyArn, VersionId: Policy?.DefaultVersionId };
  const { PolicyVersion } = await sample.iam.send(new IAM.GetPolicyVersionCommand(version));
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('s3:*');
  const { Role } = await sample.iam.send(new IAM.GetRoleCommand({ RoleName: 'bot-home' }));
  expect(Role).toMatchObject({ MaxSessionDuration: 3600, RoleName: 'bot-home' });
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('sts:AssumeRole');
});
