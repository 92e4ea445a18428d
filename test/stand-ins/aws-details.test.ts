/** IAM's list of everything, as its real client reads it: what is in it, page by page. */

import { GetAccountAuthorizationDetailsCommand, GetPolicyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allow, createSample, HOME, iamOf, policy, type Sample } from './aws/sample.ts';

let sample: Sample;
beforeEach(async () => {
  sample = await createSample();
});
afterEach(() => sample.aws.close());

test('users come with their policies, groups, tags and boundary', async () => {
  const home = sample.aws.account(HOME);
  home.seed({ policies: { edge: policy(allow('*', '*')) } });
  home.setBoundary('aiko', 'edge');
  home.putPolicy('users', 'aiko', 'reads', policy(allow('s3:Get*', '*')));
  home.attachPolicy('users', 'aiko', 'arn:aws:iam::aws:policy/AdministratorAccess');
  home.join('aiko', 'prod-db');
  sample.aws.settle();
  const all = await sample.iam.send(new GetAccountAuthorizationDetailsCommand({}));
  const aiko = all.UserDetailList?.find(({ UserName }) => UserName === 'aiko');
  expect(aiko).toMatchObject({
    GroupList: ['prod-db'],
    Tags: [{ Key: 'team', Value: 'db' }],
    PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${HOME}:policy/edge` },
    UserPolicyList: [{ PolicyName: 'reads' }],
    AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess' }],
  });
  expect(decodeURIComponent(aiko?.UserPolicyList?.[0]?.PolicyDocument ?? '')).toContain('s3:Get*');
  const names = all.Policies?.map(({ PolicyName }) => PolicyName).toSorted();
  expect(names).toEqual(['AdministratorAccess', 'edge']);
  expect(all.GroupDetailList).toMatchObject([{ GroupPolicyList: [{ PolicyName: 'operate' }] }]);
  expect(all.RoleDetailList).toHaveLength(1);
});

test('one page follows another through all the lists, and a filter leaves lists out', async () => {
  const seen: string[] = [];
  let Marker: string | undefined;
  do {
    const command = new GetAccountAuthorizationDetailsCommand({
      MaxItems: 2,
      Filter: ['User', 'Group'],
      ...(Marker === undefined ? {} : { Marker }),
    });
    const page = await sample.iam.send(command);
    seen.push(...(page.UserDetailList ?? []).map(({ UserName = '' }) => UserName));
    seen.push(...(page.GroupDetailList ?? []).map(({ GroupName = '' }) => GroupName));
    expect(page.RoleDetailList ?? []).toEqual([]);
    ({ Marker } = page);
  } while (Marker !== undefined);
  expect(seen.toSorted()).toEqual(['aiko', 'bot', 'bruno', 'owner', 'prod-db']);
});

test('whoever may read single users may not read all at once', async () => {
  const home = sample.aws.account(HOME);
  const key = { accessKeyId: 'AKIAAIKO', secretAccessKey: 'aiko-secret' };
  home.createKey({ ...key, user: 'aiko' });
  home.putPolicy('users', 'aiko', 'reads', policy(allow(['iam:GetUser', 'iam:List*'], '*')));
  sample.aws.settle();
  const asked = iamOf(sample.aws, key).send(new GetAccountAuthorizationDetailsCommand({}));
  await expect(asked).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a policy of AWS itself is read by whoever may read policies', async () => {
  const home = sample.aws.account(HOME);
  const key = { accessKeyId: 'AKIAAIKO', secretAccessKey: 'aiko-secret' };
  home.createKey({ ...key, user: 'aiko' });
  home.putPolicy('users', 'aiko', 'reads', policy(allow('iam:GetPolicy', '*')));
  sample.aws.settle();
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const { Policy } = await iamOf(sample.aws, key).send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy?.Arn).toBe(PolicyArn);
});
