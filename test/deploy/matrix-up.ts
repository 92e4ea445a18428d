/** Of the same table: every known way up in IAM, closed to each role that deploy/ makes. */

import { PRODUCTION } from '../story/stacks.ts';
import { iam, type Row, type Who } from './policies.ts';

const VICTIM = 'user/root.like';
const ADMIN = 'role/Administrator';
const THEIRS = { 'iam:PermissionsBoundary': iam('policy/another') };
const TO_MACHINES = { 'iam:PassedToService': 'ec2.amazonaws.com' };

/**
 * The paths iam-001 to iam-021 that are published, alone as in pairs: whoever lacks every single
 * one has no pair either. And the same by other credentials, other boundaries, and by lending.
 */
const waysUp = (account?: string): readonly Row[] => {
  const at = (what: string) => iam(what, account);
  return [
    ['iam', 'CreatePolicyVersion SetDefaultPolicyVersion', at('policy/prod-access-boundary')],
    ['iam', 'CreatePolicyVersion SetDefaultPolicyVersion', at('policy/of-everybody')],
    ['iam', 'CreatePolicy DeletePolicyVersion DeletePolicy', at('policy/prod-access-people')],
    ['iam', 'CreateAccessKey UpdateAccessKey', at(VICTIM)],
    ['iam', 'CreateLoginProfile UpdateLoginProfile', at(VICTIM)],
    ['iam', 'CreateServiceSpecificCredential UploadSSHPublicKey', at(VICTIM)],
    ['iam', 'UploadSigningCertificate EnableMFADevice DeactivateMFADevice', at(VICTIM)],
    ['iam', 'PutUserPolicy', at(VICTIM)],
    ['iam', 'PutUserPolicy', at(VICTIM), THEIRS],
    ['iam', 'AttachUserPolicy DetachUserPolicy UpdateUser CreateUser', at(VICTIM)],
    ['iam', 'PutUserPermissionsBoundary DeleteUserPermissionsBoundary', at(VICTIM)],
    ['iam', 'PutRolePolicy AttachRolePolicy UpdateAssumeRolePolicy UpdateRole', at(ADMIN)],
    ['iam', 'PutRolePolicy', at(ADMIN), THEIRS],
    ['iam', 'PutRolePermissionsBoundary DeleteRolePermissionsBoundary', at(ADMIN)],
    ['iam', 'CreateRole', at('role/newcomer')],
    ['iam', 'PutRolePolicy AttachRolePolicy UpdateAssumeRolePolicy', at('role/prod-access')],
    ['iam', 'DeleteRolePolicy DetachRolePolicy TagRole', at('role/prod-access')],
    ['iam', 'PutGroupPolicy AttachGroupPolicy AddUserToGroup', at('group/administrators')],
    ['iam', 'PutGroupPolicy AttachGroupPolicy', at('group/prod-operators')],
    ['iam', 'AddRoleToInstanceProfile', at('instance-profile/theirs')],
    ['iam', 'CreateSAMLProvider UpdateSAMLProvider', at('saml-provider/theirs')],
    ['iam', 'CreateOpenIDConnectProvider', at('oidc-provider/idp.example.com')],
    // Lets in whom another application vouches for.
    ['iam', 'AddClientIDToOpenIDConnectProvider', at('oidc-provider/idp.example.com')],
    // Where policies go by tags.
    ['iam', 'TagPolicy UntagPolicy', at('policy/of-everybody')],
    ['iam', 'TagSAMLProvider UntagSAMLProvider', at('saml-provider/theirs')],
    ['iam', 'TagOpenIDConnectProvider', at('oidc-provider/idp.example.com')],
    // Hands what they may do to a partner of AWS, as themselves.
    ['iam', 'AcceptDelegationRequest SendDelegationToken', at('delegation-request/0123456789')],
    ['iam', 'AssociateDelegationRequest', at('delegation-request/0123456789')],
  ];
};
/** The boundary leaves both to trust policies and to the owner: deploy/README.md says why. */
const asSomebodyElse = (account?: string): readonly Row[] => [
  ['iam', 'PassRole', iam(ADMIN, account), TO_MACHINES],
  ['sts', 'AssumeRole', iam(ADMIN, account)],
  ['sts', 'AssumeRoot', iam('root', account)],
];
/** And a holder may part with a device of their own, whose ARN names nobody. */
const devices = (account?: string): readonly Row[] => [
  ['iam', 'DeleteVirtualMFADevice', iam('mfa/root.like', account)],
];
/** And that which would open a door at once. */
const DOORS: readonly Row[] = [
  ['ssm', 'StartSession SendCommand', 'arn:aws:ec2:eu-central-1:444455556666:instance/i-0a0a0a0a'],
  ['lambda', 'UpdateFunctionCode', 'arn:aws:lambda:eu-central-1:444455556666:function:theirs'],
  ['sso', 'CreateAccountAssignment', 'arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-0a'],
  ['identitystore', 'CreateGroupMembership', 'arn:aws:identitystore:::group/of-administrators'],
];

const AT_HOME: readonly Who[] = [
  'bot',
  'giver',
  'scheduled',
  'runsScheduled',
  'revokeOnly',
  'runbook',
];
const all = [...waysUp(), ...asSomebodyElse(), ...devices()];
const there = [...waysUp(PRODUCTION), ...asSomebodyElse(PRODUCTION), ...devices(PRODUCTION)];

export const WAYS_UP: ReadonlyArray<readonly [Who, readonly Row[]]> = [
  ...AT_HOME.map((who) => [who, [...all, ...DOORS]] as const),
  ['botOfAll', all],
  ['botInTarget', [...there, ...DOORS]],
  ['botOfAllInTarget', there],
  ['holderOfAll', waysUp()],
];
