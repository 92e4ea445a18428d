/** What no access may allow, by whatever spelling. */

import { describe, expect, test } from 'vitest';
import { dangerousActions, riskyActions } from '../../src/catalog/dangerous.ts';

const on = (resource: string, ...actions: readonly string[]) => [
  { actions, resources: [resource] },
];
const covered = (action: string, resource = '*') =>
  dangerousActions(on(resource, action)).map(({ covers }) => covers);

describe('refused', () => {
  test.each([
    ['*', 'every action'],
    ['*:*', 'every action'],
    ['*:Put*', 'iam:PutUserPolicy'],
    ['i*:*', 'iam:PassRole'],
    ['iam:*', 'iam:PassRole'],
    ['iam:Pass*', 'iam:PassRole'],
    ['iam:P??UserPolicy', 'iam:PutUserPolicy'],
    ['iam:*AccessKey', 'iam:CreateAccessKey'],
    ['IAM:ATTACHROLEPOLICY', 'iam:AttachRolePolicy'],
    ['iam:AddUserToGroup', 'iam:AddUserToGroup'],
    ['iam:AddRoleToInstanceProfile', 'iam:AddRoleToInstanceProfile'],
    ['iam:SetDefaultPolicyVersion', 'iam:SetDefaultPolicyVersion'],
    ['iam:DeleteUserPolicy', 'iam:DeleteUserPolicy'],
    ['iam:TagUser', 'iam:TagUser'],
    ['iam:Create*Role', 'iam:Create*'],
    ['organizations:*', 'organizations:DetachPolicy'],
    ['sso:CreateAccountAssignment', 'sso:CreateAccountAssignment'],
    ['account-access:*', 'account-access:CreateEntitlement'],
    ['identitystore:Create*', 'identitystore:CreateGroupMembership'],
    ['rolesanywhere:*', 'rolesanywhere:CreateTrustAnchor'],
    ['rolesanywhere:EnableTrustAnchor', 'rolesanywhere:EnableTrustAnchor'],
    ['iam:ResetServiceSpecificCredential', 'iam:ResetServiceSpecificCredential'],
    ['iam:AcceptDelegationRequest', 'iam:AcceptDelegationRequest'],
    ['sso:PutPermissionsPolicy', 'sso:PutPermissionsPolicy'],
    [
      'sso:DeletePermissionsBoundaryFromPermissionSet',
      'sso:DeletePermissionsBoundaryFromPermissionSet',
    ],
    ['sso-directory:CreateBearerToken', 'sso-directory:CreateBearerToken'],
    ['identitystore:UpdateUser', 'identitystore:UpdateUser'],
  ])('%s, since it covers %s', (action, covers) => {
    expect(covered(action)).toEqual([covers]);
  });

  test('on a narrow resource as well: one user or one role is enough to go on with', () => {
    expect(covered('iam:PutUserPolicy', 'arn:aws:iam::444455556666:user/aiko.sato')).toHaveLength(
      1,
    );
    expect(covered('iam:PassRole', 'arn:aws:iam::111122223333:role/One')).toHaveLength(1);
  });

  test('one by one, and each only once', () => {
    const reach = [...on('*', 'iam:PutUserPolicy', 's3:GetObject', 'iam:*'), ...on('a', 'iam:*')];
    expect(dangerousActions(reach).map(({ action }) => action)).toEqual([
      'iam:PutUserPolicy',
      'iam:*',
    ]);
  });
});

describe('assuming roles', () => {
  test.each([
    '*',
    'arn:*',
    'arn:aws:iam::*:role/*',
    'arn:aws:iam::111122223333:role/*',
    'arn:aws:iam::*:role/ProdDbOperator',
    'arn:aws:iam::????????????:role/ProdDbOperator',
  ])('is refused on %s', (resource) => {
    expect(covered('sts:AssumeRole', resource)).toEqual(['sts:AssumeRole']);
    expect(covered('sts:*', resource)).toEqual(['sts:AssumeRole']);
  });

  test.each([
    'arn:aws:iam::111122223333:role/ProdDbOperator',
    'arn:aws:iam::111122223333:role/prod-*',
  ])('is allowed on %s', (resource) => {
    expect(covered('sts:AssumeRole', resource)).toEqual([]);
  });

  test('into nodes of another account is refused where nobody has pinned the tags', () => {
    const role = 'arn:aws:iam::111122223333:role/prod-access-nodes';
    for (const resource of [role, 'arn:aws:iam::111122223333:role/prod-*']) {
      expect(covered('sts:TagSession', resource)).toEqual(['sts:TagSession']);
      expect(covered('sts:*', resource)).toEqual(['sts:TagSession']);
    }
    expect(covered('sts:TagSession', 'arn:aws:iam::111122223333:role/Other')).toEqual([]);
    const pinned = { actions: ['sts:TagSession'], resources: [role], sessionTags: { target: 'x' } };
    expect(dangerousActions([pinned])).toEqual([]);
  });

  test('is refused for the root user', () => {
    expect(covered('sts:AssumeRoot', 'arn:aws:iam::111122223333:root')).toEqual(['sts:AssumeRoot']);
  });
});

describe('let through', () => {
  test.each([
    'iam:Get*',
    'iam:List*',
    'iam:GenerateCredentialReport',
    // AWS decides what such a role may do and who takes it on: its own service, and nobody else.
    'iam:CreateServiceLinkedRole',
    'IAM:deleteservicelinkedrole',
    'organizations:Describe*',
    'sts:GetCallerIdentity',
    'ssm:StartSession',
    's3:*',
    'ec2:*',
    'rds-db:connect',
  ])('%s', (action) => {
    expect(covered(action)).toEqual([]);
  });
});

describe('worth a warning', () => {
  test.each([
    ['ssm:SendCommand', 'ssm:SendCommand'],
    ['lambda:*', 'lambda:UpdateFunctionCode'],
    ['s3:Put*', 's3:PutBucketPolicy'],
    ['cloudformation:UpdateStack', 'cloudformation:UpdateStack'],
    ['eks:*', 'eks:CreateAccessEntry'],
  ])('%s, since it covers %s', (action, covers) => {
    expect(riskyActions(on('*', action)).map((each) => each.covers)).toEqual([covers]);
  });

  test('nothing that is refused anyway, and nothing harmless', () => {
    expect(riskyActions(on('*', '*', 's3:GetObject', 'ssm:StartSession'))).toEqual([]);
  });
});
