/** Users, groups, roles and permission sets over the wire: made once, and kept while in use. */

import * as IAM from '@aws-sdk/client-iam';
import { CreateGroupCommand, DeleteGroupCommand } from '@aws-sdk/client-identitystore';
import * as SSO from '@aws-sdk/client-sso-admin';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDirectorySample, type DirectorySample, GROUP } from './aws/directory-sample.ts';
import { HOME, iamOf } from './aws/sample.ts';

let sample: DirectorySample;
beforeEach(async () => {
  sample = await createDirectorySample();
});
afterEach(() => sample.aws.close());

const no = (name: string) => expect.objectContaining({ name });
const Path = '/lab/';

test('a user is made once, under its path, and goes when nothing belongs to it', async () => {
  const UserName = 'lab-user';
  const create = () => sample.iam.send(new IAM.CreateUserCommand({ UserName, Path }));
  const { User } = await create();
  expect(User?.Arn).toBe(`arn:aws:iam::${HOME}:user/lab/lab-user`);
  await expect(create()).rejects.toEqual(no('EntityAlreadyExistsException'));
  const { AccessKey } = await sample.iam.send(new IAM.CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  const theirs = iamOf(sample.aws, { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
  await expect(theirs.send(new IAM.GetUserCommand({}))).rejects.toEqual(no('AccessDenied'));
  const remove = () => sample.iam.send(new IAM.DeleteUserCommand({ UserName }));
  await expect(remove()).rejects.toEqual(no('DeleteConflictException'));
  await sample.iam.send(new IAM.DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  await expect(theirs.send(new IAM.GetUserCommand({}))).rejects.toEqual(no('InvalidClientTokenId'));
  await remove();
  await expect(remove()).rejects.toEqual(no('NoSuchEntityException'));
});

test('a group with members and a role with policies are kept', async () => {
  const [group, role] = [{ GroupName: 'lab-group' }, { RoleName: 'lab-role' }];
  await sample.iam.send(new IAM.CreateGroupCommand({ ...group, Path }));
  await sample.iam.send(new IAM.AddUserToGroupCommand({ ...group, UserName: 'aiko' }));
  const conflict = no('DeleteConflictException');
  const removeGroup = () => sample.iam.send(new IAM.DeleteGroupCommand(group));
  await expect(removeGroup()).rejects.toEqual(conflict);
  sample.aws.account(HOME).leave('aiko', 'lab-group');
  await removeGroup();
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  await sample.iam.send(new IAM.CreateRoleCommand({ ...role, Path, AssumeRolePolicyDocument }));
  const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*' }];
  sample.aws.account(HOME).putPolicy('roles', 'lab-role', 'no', {
    Version: '2012-10-17',
    Statement,
  });
  const removeRole = () => sample.iam.send(new IAM.DeleteRoleCommand(role));
  await expect(removeRole()).rejects.toEqual(conflict);
  sample.aws.account(HOME).deletePolicy('roles', 'lab-role', 'no');
  await removeRole();
});

test('a permission set is kept while it is assigned, and a group is made once', async () => {
  const { identityCenter } = sample.aws;
  const instance = { InstanceArn: identityCenter.instance };
  const create = new SSO.CreatePermissionSetCommand({ ...instance, Name: 'Lab' });
  const { PermissionSet } = await sample.sso.send(create);
  const { PermissionSetArn } = PermissionSet ?? {};
  identityCenter.assign({ group: GROUP, account: HOME, permissionSet: 'Lab' });
  const remove = () =>
    sample.sso.send(new SSO.DeletePermissionSetCommand({ ...instance, PermissionSetArn }));
  await expect(remove()).rejects.toEqual(no('ConflictException'));
  identityCenter.unassign({ group: GROUP, account: HOME, permissionSet: 'Lab' });
  await remove();
  const where = { IdentityStoreId: identityCenter.store };
  const again = new CreateGroupCommand({ ...where, DisplayName: GROUP });
  await expect(sample.store.send(again)).rejects.toEqual(no('ConflictException'));
  const lab = new CreateGroupCommand({ ...where, DisplayName: 'lab' });
  const { GroupId } = await sample.store.send(lab);
  await sample.store.send(new DeleteGroupCommand({ ...where, GroupId }));
  expect(identityCenter.group('lab')).toBeUndefined();
});
