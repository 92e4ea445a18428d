/** Who may do what on which resource, and who may not: the policies of deploy/ as a table. */

import type { ContextFacts } from '../stand-ins/aws/context.ts';
import { JUMP, PRODUCTION } from '../story/stacks.ts';
import * as holders from './matrix-holders.ts';
import * as parts from './matrix-parts.ts';
import * as runs from './matrix-runs.ts';
import { WAYS_UP } from './matrix-up.ts';
import { AIKO_ID, iam, instance, NODE, type Row, ssm, tagging, type Who } from './policies.ts';

export interface Cell {
  readonly who: Who;
  readonly allowed: boolean;
  readonly action: string;
  readonly resource: string;
  readonly facts: ContextFacts;
}

const cells = (who: Who, allowed: boolean, rows: readonly Row[]): readonly Cell[] =>
  rows.flatMap(([service, actions, resource, facts = {}]) =>
    actions
      .split(' ')
      .map((name) => ({ who, allowed, action: `${service}:${name}`, resource, facts })),
  );

const AIKO = iam('user/aiko.sato');
const ENGINEER = iam('role/Engineer');
const ROOT_LIKE = iam('user/root.like');
const BOUNDED = { 'iam:PermissionsBoundary': iam('policy/prod-access-boundary') };
const OPERATOR = iam('role/ProdDbOperator', PRODUCTION);
const BOUNDED_THERE = {
  'iam:PermissionsBoundary': iam('policy/prod-access-boundary', PRODUCTION),
};
const SHELL = ssm('document/ProdAccess-Shell-60m');
const PREFERENCES = ssm('document/SSM-SessionManagerRunShell');
const SESSIONS_OF_AIKO = [`session/aiko.sato-0123456789abcdef0`, `session/${AIKO_ID}-0123`];

const BOT_MAY: readonly Row[] = [
  ['iam', 'GetUser ListUserPolicies GetUserPolicy ListAttachedUserPolicies', AIKO],
  ['iam', 'ListGroupsForUser ListUserTags', AIKO],
  ['iam', 'ListUsers', '*'],
  ['iam', 'GetGroup ListGroupPolicies GetGroupPolicy', iam('group/prod-operators')],
  ['iam', 'ListAttachedGroupPolicies', iam('group/prod-operators')],
  ['iam', 'GetPolicy GetPolicyVersion', iam('policy/reading')],
  ['iam', 'PutUserPolicy DeleteUserPolicy', AIKO, BOUNDED],
  ['iam', 'TagUser UntagUser', AIKO, tagging('prod-access:prod-operators')],
  ['iam', 'AddUserToGroup RemoveUserFromGroup', iam('group/prod-operators')],
  ['iam', 'GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies', ENGINEER],
  ['iam', 'PutRolePolicy DeleteRolePolicy', ENGINEER, BOUNDED],
  ['sts', 'AssumeRole', iam('role/prod-access', PRODUCTION)],
  ['ssm', 'DescribeInstanceInformation DescribeSessions', '*'],
  ['ssm', 'ListTagsForResource', ssm('managed-instance/mi-0123456789abcdef0')],
  ['ec2', 'DescribeTags', '*'],
  ['ssm', 'GetDocument', SHELL],
  ['ssm', 'GetDocument', ssm('document/ProdAccess-Admin-GUI')],
  ['ssm', 'GetDocument', PREFERENCES],
  ['ssm', 'GetCalendarState', `arn:aws:ssm:us-east-1:${JUMP}:document/ChangeFreeze`],
  ['cloudtrail', 'LookupEvents', '*'],
  ['ssm', 'TerminateSession', ssm(SESSIONS_OF_AIKO[0] ?? '')],
  ['ssm', 'TerminateSession', ssm('session/dai.tran-0fedcba9876543210')],
  ...runs.RUNS_MAY,
  ...parts.PARTS_MAY,
];

/** The ways up that are known for IAM, and those by way of nodes. */
const BOT_MAY_NOT: readonly Row[] = [
  ['iam', 'PutUserPolicy DeleteUserPolicy', ROOT_LIKE],
  ['iam', 'PutUserPolicy', ROOT_LIKE, { 'iam:PermissionsBoundary': iam('policy/another') }],
  ['iam', 'AttachUserPolicy DetachUserPolicy PutUserPermissionsBoundary', AIKO, BOUNDED],
  ['iam', 'DeleteUserPermissionsBoundary', AIKO, BOUNDED],
  ['iam', 'CreateAccessKey UpdateAccessKey CreateLoginProfile UpdateLoginProfile', AIKO],
  ['iam', 'CreateServiceSpecificCredential UploadSSHPublicKey UpdateUser DeleteUser', AIKO],
  ['iam', 'EnableMFADevice DeactivateMFADevice ResyncMFADevice', AIKO],
  ['iam', 'CreateUser', iam('user/newcomer')],
  ['iam', 'TagUser UntagUser', AIKO, tagging('prod-access:chat')],
  ['iam', 'TagUser', AIKO, tagging('Prod-Access:EMAIL')],
  ['iam', 'TagUser', AIKO, tagging('prod-access:prod-operators', 'team')],
  ['iam', 'TagUser', AIKO, tagging('SSMSessionRunAs')],
  ['iam', 'AddUserToGroup RemoveUserFromGroup', iam('group/administrators')],
  ['iam', 'CreateGroup DeleteGroup UpdateGroup', iam('group/prod-operators')],
  ['iam', 'PutGroupPolicy AttachGroupPolicy', iam('group/prod-operators')],
  ['iam', 'DetachGroupPolicy DeleteGroupPolicy', iam('group/prod-operators')],
  ['iam', 'CreatePolicyVersion SetDefaultPolicyVersion', iam('policy/prod-access-boundary')],
  ['iam', 'DeletePolicyVersion DeletePolicy', iam('policy/prod-access-boundary')],
  ['iam', 'PutRolePolicy DeleteRolePolicy', ENGINEER],
  ['iam', 'AttachRolePolicy DetachRolePolicy UpdateAssumeRolePolicy', ENGINEER, BOUNDED],
  ['iam', 'DeleteRolePermissionsBoundary', ENGINEER, BOUNDED],
  ['iam', 'PutRolePolicy', iam('role/Other'), BOUNDED],
  ['iam', 'PutRolePolicy AttachRolePolicy UpdateAssumeRolePolicy', iam('role/prod-access')],
  ['iam', 'DeleteRolePolicy DetachRolePolicy TagRole', iam('role/prod-access')],
  ['iam', 'PutRolePermissionsBoundary', iam('role/prod-access')],
  ['iam', 'DeleteRolePermissionsBoundary', iam('role/prod-access')],
  ['iam', 'CreateRole PassRole DeleteRole UpdateRole', iam('role/Administrator')],
  ['sts', 'AssumeRole', OPERATOR],
  ['sts', 'AssumeRole', iam('role/Administrator')],
  ['sts', 'AssumeRoot', iam('root', PRODUCTION)],
  ['sts', 'GetFederationToken', iam('federated-user/thief').replace(':iam:', ':sts:')],
  ['ssm', 'StartSession SendCommand', instance(NODE)],
  ['ssm', 'StartSession SendCommand', SHELL, { 'ssm:DocumentType': 'Session' }],
  ['ssm', 'StartSession SendCommand', ssm('managed-instance/mi-0db00000000000001')],
  ['ssm', 'ResumeSession', ssm(SESSIONS_OF_AIKO[0] ?? '')],
  ['ssm', 'CreateDocument UpdateDocument UpdateDocumentDefaultVersion', SHELL],
  ['ssm', 'DeleteDocument ModifyDocumentPermission UpdateDocumentMetadata', SHELL],
  ['ssm', 'CreateDocument UpdateDocument', ssm('document/Anything')],
  ['ssm', 'CreateDocument UpdateDocument', PREFERENCES],
  ['ssm', 'GetDocument', ssm('document/Runbook-With-Secrets')],
  ['ssm', 'StartAutomationExecution', ssm('automation-definition/AWS-RestartEC2Instance:1')],
  ['ssm', 'CreateAssociation', SHELL],
  ['ssm', 'AddTagsToResource', ssm('managed-instance/mi-0db00000000000001'), tagging('app')],
  ['ssm', 'GetParameter', ssm('parameter/db-password')],
  ['ssm', 'GetAccessToken', ssm('opsitem/oi-0123456789ab')],
  ['ssm', 'CreateActivation', '*'],
  ['ec2', 'CreateTags ModifyInstanceAttribute', instance(NODE)],
  ...runs.RUNS_MAY_NOT,
  ...parts.PARTS_MAY_NOT,
];

/** Whatever else is attached to its role. */
const BOT_NEVER: readonly Row[] = [
  ['ssm', 'StartSession SendCommand', instance(NODE)],
  ['ssm', 'ResumeSession', ssm(SESSIONS_OF_AIKO[0] ?? '')],
  ['ssm', 'CreateDocument UpdateDocument UpdateDocumentDefaultVersion', SHELL],
  ['ssm', 'DeleteDocument ModifyDocumentPermission UpdateDocumentMetadata', SHELL],
  ['ssm', 'CreateAssociation CreateAssociationBatch UpdateAssociation', SHELL],
  ['ssm', 'GetAccessToken', ssm('opsitem/oi-0123456789ab')],
];

const IN_TARGET_MAY: readonly Row[] = [
  ['iam', 'GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies', OPERATOR],
  ['iam', 'GetPolicy GetPolicyVersion', iam('policy/reading', PRODUCTION)],
  ['cloudtrail', 'LookupEvents', '*'],
  ['ssm', 'GetDocument', PREFERENCES.replace(JUMP, PRODUCTION)],
  ['iam', 'PutRolePolicy DeleteRolePolicy', OPERATOR, BOUNDED_THERE],
  ...parts.NODES_THERE_MAY,
];

const IN_TARGET_MAY_NOT: readonly Row[] = [
  ['iam', 'PutRolePolicy DeleteRolePolicy', OPERATOR],
  ['iam', 'PutRolePolicy', OPERATOR, BOUNDED],
  ['iam', 'PutRolePolicy', iam('role/prod-access', PRODUCTION), BOUNDED_THERE],
  ['iam', 'AttachRolePolicy UpdateAssumeRolePolicy PassRole UpdateRole', OPERATOR, BOUNDED_THERE],
  ['iam', 'DeleteRolePermissionsBoundary', OPERATOR, BOUNDED_THERE],
  ['iam', 'CreateRole', iam('role/newcomer', PRODUCTION)],
  ['iam', 'CreateUser PutUserPolicy CreateAccessKey', iam('user/newcomer', PRODUCTION)],
  ['sts', 'AssumeRole', OPERATOR],
  ...parts.NODES_THERE_MAY_NOT,
];

const TAKING: readonly Row[] = [
  ['iam', 'ListUsers', '*'],
  ['iam', 'ListUserPolicies GetUserPolicy ListUserTags ListGroupsForUser', AIKO],
  ['iam', 'DeleteUserPolicy', AIKO, BOUNDED],
  ['iam', 'ListRolePolicies GetRolePolicy', ENGINEER],
  ['iam', 'DeleteRolePolicy', ENGINEER, BOUNDED],
  ['iam', 'RemoveUserFromGroup', iam('group/prod-operators')],
  ['iam', 'UntagUser', AIKO, tagging('prod-access:prod-operators')],
];
const GIVING: readonly Row[] = [
  ['iam', 'PutUserPolicy', AIKO, BOUNDED],
  ['iam', 'PutRolePolicy', ENGINEER, BOUNDED],
  ['iam', 'DeleteRolePolicy', ENGINEER],
  ['iam', 'AddUserToGroup', iam('group/prod-operators')],
  ['iam', 'TagUser', AIKO, tagging('prod-access:prod-operators')],
  ['sts', 'AssumeRole', iam('role/prod-access', PRODUCTION)],
  // Whose account in chat a user belongs to, without which they neither ask nor approve.
  ['iam', 'UntagUser', AIKO, tagging('prod-access:chat')],
  ['iam', 'UntagUser', AIKO, tagging('prod-access:prod-operators', 'prod-access:Email')],
];

export const MATRIX: readonly Cell[] = [
  ...cells('bot', true, BOT_MAY),
  ...cells('bot', false, BOT_MAY_NOT),
  ...cells('botOfAll', false, BOT_NEVER),
  ...cells('botOfAllInTarget', false, parts.NODES_THERE_NEVER),
  ...cells('botInTarget', true, IN_TARGET_MAY),
  ...cells('botInTarget', false, IN_TARGET_MAY_NOT),
  ...cells('giver', true, parts.GIVER_MAY),
  ...cells('giver', false, parts.GIVER_MAY_NOT),
  ...cells('scheduled', true, parts.SCHEDULED_MAY),
  ...cells('scheduled', false, parts.SCHEDULED_MAY_NOT),
  ...cells('runsScheduled', true, runs.REVOKER_MAY),
  ...cells('runsScheduled', false, runs.REVOKER_MAY_NOT),
  ...cells('revokeOnly', true, TAKING),
  ...cells('revokeOnly', false, GIVING),
  ...cells('runbook', true, runs.RUNBOOK_MAY),
  ...cells('runbook', false, runs.RUNBOOK_MAY_NOT),
  ...cells('holderOfAll', true, holders.HOLDER_OF_ALL_MAY),
  ...cells('holderOfAll', false, holders.HOLDER_OF_ALL_MAY_NOT),
  ...cells('holderOfGrant', true, holders.HOLDER_OF_GRANT_MAY),
  ...cells('holderOfGrant', false, holders.HOLDER_OF_GRANT_MAY_NOT),
  ...WAYS_UP.flatMap(([who, rows]) => cells(who, false, rows)),
];
