/** Of the same table: Identity Center, the store, the ledger, and AWS's own requests. */

import { ACCESS_ROLE } from '../../src/catalog/access-role.ts';
import { JUMP, PRODUCTION } from '../story/stacks.ts';
import * as at from './policies.ts';
import type { Row } from './policies.ts';

const store = `arn:aws:identitystore::${JUMP}:identitystore/${at.STORE_ID}`;
const OTHER_GROUP = 'arn:aws:identitystore:::group/89abcdef-89ab-cdef-0123-456789abcdef';
const [user, membership] = ['user', 'membership'].map(
  (kind) => `arn:aws:identitystore:::${kind}/0123`,
) as [string, string];
const instance = `arn:aws:sso:::instance/${at.INSTANCE_ID}`;
const OTHER_SET = `arn:aws:sso:::permissionSet/${at.INSTANCE_ID}/ps-fedcba9876543210`;
const account = `arn:aws:sso:::account/${PRODUCTION}`;
const HOME_ACCOUNT = `arn:aws:sso:::account/${JUMP}`;
const schedule = (name: string) =>
  `arn:aws:scheduler:${at.REGION}:${JUMP}:schedule/prod-access/${name}`;
const END = schedule('prod-access-demo01-end');
const REVOKER = at.iam('role/ProdAccessRevoker');
const TO_SCHEDULER = { 'iam:PassedToService': 'scheduler.amazonaws.com' };
const table = `arn:aws:dynamodb:${at.REGION}:${JUMP}:table/${at.TABLE}`;
const bucket = `arn:aws:s3:::${at.BUCKET}`;
const NEW_ONLY = { 's3:if-none-match': '*' };
const carried = { 'aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged': 'true' };
const RUN = at.ssm('automation-execution/0db00000-0000-4000-8000-000000000002');

const via = (service: string) => ({ 'kms:ViaService': `${service}.${at.REGION}.amazonaws.com` });
const TO_TABLE = via('dynamodb');
/** Where Identity Center has a key of its own: whoever calls it, and nobody by another way. */
const BY_CENTER = ['sso', 'identitystore'].map(
  (service): Row => ['kms', 'Decrypt', at.CENTER_KEY, via(service)],
);

export const PARTS_MAY: readonly Row[] = [
  ['identitystore', 'GetUserId GetGroupId ListUsers', store],
  ['identitystore', 'DescribeUser ListGroupMembershipsForMember', user],
  ['identitystore', 'IsMemberInGroups GetGroupMembershipId ListGroupMemberships', store],
  ...[store, user, membership, at.CENTER_GROUP].map(
    (one): Row => ['identitystore', 'DeleteGroupMembership', one],
  ),
  ['sso', 'DescribePermissionSet GetInlinePolicyForPermissionSet', at.SET],
  ['sso', 'ListManagedPoliciesInPermissionSet ListAccountAssignments', at.SET],
  ['sso', 'ListCustomerManagedPolicyReferencesInPermissionSet', at.SET],
  ['sso', 'ListAccountAssignmentsForPrincipal', instance],
  ['sso', 'DescribeAccountAssignmentCreationStatus', instance],
  ['sso', 'ListAccountAssignmentCreationStatus', instance],
  ['sso', 'ListInstances', '*'],
  ...[instance, at.SET, account].map((one): Row => ['sso', 'DeleteAccountAssignment', one]),
  ['sts', 'AssumeRole', at.iam('role/ProdAccessGiver')],
  ['scheduler', 'CreateSchedule GetSchedule DeleteSchedule', END],
  ['scheduler', 'ListSchedules', '*'],
  ['scheduler', 'GetScheduleGroup', `arn:aws:scheduler:${at.REGION}:${JUMP}:schedule-group/x`],
  ['iam', 'PassRole', REVOKER, TO_SCHEDULER],
  ['dynamodb', 'DescribeTable GetItem BatchGetItem PutItem Query Scan', table],
  ['dynamodb', 'Query', `${table}/index/by-due`],
  ['kms', 'GetPublicKey Sign', at.KEY],
  ['kms', 'Decrypt DescribeKey GenerateDataKey', at.TABLE_KEY, TO_TABLE],
  ['kms', 'Encrypt GenerateDataKeyWithoutPlaintext', at.TABLE_KEY, TO_TABLE],
  ['kms', 'ReEncryptFrom ReEncryptTo', at.TABLE_KEY, TO_TABLE],
  ['kms', 'Decrypt GenerateDataKey', at.BUCKET_KEY, via('s3')],
  ...BY_CENTER,
  ['s3', 'PutObject', `${bucket}/block-00000001.json`, NEW_ONLY],
  ['s3', 'PutObjectRetention GetObject', `${bucket}/block-00000001.json`],
  ['s3', 'GetBucketObjectLockConfiguration', bucket],
  ['ssm', 'DescribeOpsItems', '*'],
  ['ssm', 'GetOpsItem', at.ssm('opsitem/oi-0123456789ab')],
  ['ssm', 'SendAutomationSignal GetAutomationExecution', RUN, carried],
  ['iam', 'GetRole', at.iam('role/ProdRequester')],
];

export const PARTS_MAY_NOT: readonly Row[] = [
  // It gives nothing by itself, and takes from no other place.
  ...[store, user, at.CENTER_GROUP].map(
    (one): Row => ['identitystore', 'CreateGroupMembership', one],
  ),
  ...[instance, at.SET, account].map((one): Row => ['sso', 'CreateAccountAssignment', one]),
  ['identitystore', 'DeleteGroupMembership', OTHER_GROUP],
  ['identitystore', 'CreateUser CreateGroup UpdateUser UpdateGroup DeleteUser DeleteGroup', store],
  ['sso', 'DeleteAccountAssignment', OTHER_SET],
  ['sso', 'DeleteAccountAssignment', HOME_ACCOUNT],
  ['sso', 'PutInlinePolicyToPermissionSet AttachManagedPolicyToPermissionSet', at.SET],
  ['sso', 'UpdatePermissionSet DeletePermissionSet ProvisionPermissionSet', at.SET],
  ['scheduler', 'UpdateSchedule', END],
  ['scheduler', 'CreateSchedule DeleteSchedule', schedule('nightly')],
  ['iam', 'PassRole', REVOKER, { 'iam:PassedToService': 'ssm.amazonaws.com' }],
  ['iam', 'PassRole', at.iam('role/ProdAccessGiver'), TO_SCHEDULER],
  ['dynamodb', 'DeleteItem UpdateItem DeleteTable UpdateTable', table],
  ['dynamodb', 'GetItem', table.replace(at.TABLE, 'another')],
  ['s3', 'PutObject', `${bucket}/block-00000001.json`],
  ['s3', 'DeleteObject BypassGovernanceRetention', `${bucket}/block-00000001.json`],
  ['s3', 'PutBucketObjectLockConfiguration DeleteBucket PutBucketPolicy', bucket],
  ['kms', 'ScheduleKeyDeletion DisableKey PutKeyPolicy CreateGrant', at.KEY],
  ...[at.TABLE_KEY, at.BUCKET_KEY, at.CENTER_KEY].map((one): Row => ['kms', 'Decrypt', one]),
  ['kms', 'Decrypt', at.TABLE_KEY, via('s3')],
  ['kms', 'Decrypt', at.BUCKET_KEY, TO_TABLE],
  ['kms', 'Decrypt', at.CENTER_KEY, via('s3')],
  ['ssm', 'SendAutomationSignal', RUN],
  ['ssm', 'StartAccessRequest', at.ssm('managed-instance/mi-0db00000000000001')],
];

export const GIVER_MAY: readonly Row[] = [
  ...BY_CENTER,
  ...[store, user, at.CENTER_GROUP].map(
    (one): Row => ['identitystore', 'CreateGroupMembership', one],
  ),
  ...[instance, at.SET, account].map((one): Row => ['sso', 'CreateAccountAssignment', one]),
];
export const GIVER_MAY_NOT: readonly Row[] = [
  ['kms', 'Decrypt', at.CENTER_KEY],
  ['identitystore', 'CreateGroupMembership', OTHER_GROUP],
  ['identitystore', 'DeleteGroupMembership', at.CENTER_GROUP],
  ['sso', 'CreateAccountAssignment', OTHER_SET],
  ['sso', 'CreateAccountAssignment', HOME_ACCOUNT],
  ['scheduler', 'DeleteSchedule UpdateSchedule', END],
];

const there = (arn: string) => arn.replace(`:${JUMP}:`, `:${PRODUCTION}:`);
const WAY_IN = at.iam(`role/${ACCESS_ROLE}`, PRODUCTION);
const SHELL_THERE = there(at.ssm('document/ProdAccess-Shell-60m'));
const SESSION_THERE = there(at.ssm('session/aiko.sato-0123456789abcdef0'));
const BOUNDED_THERE = {
  'iam:PermissionsBoundary': at.iam('policy/prod-access-boundary', PRODUCTION),
};

/** In the account of somebody's nodes, which is not that of the users. */
export const NODES_THERE_MAY: readonly Row[] = [
  ['ssm', 'DescribeInstanceInformation DescribeSessions', '*'],
  ['ssm', 'ListTagsForResource', there(at.ssm('managed-instance/mi-0123456789abcdef0'))],
  ['ec2', 'DescribeTags', '*'],
  ['ssm', 'GetDocument', SHELL_THERE],
  ['ssm', 'TerminateSession', SESSION_THERE],
  ['iam', 'GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies', WAY_IN],
  ['iam', 'PutRolePolicy DeleteRolePolicy', WAY_IN, BOUNDED_THERE],
];
/** Whatever else is attached to its role. */
export const NODES_THERE_NEVER: readonly Row[] = [
  ['ssm', 'StartSession SendCommand', there(at.instance(at.NODE))],
  ['ssm', 'ResumeSession', SESSION_THERE],
  ['ssm', 'CreateDocument UpdateDocument DeleteDocument', SHELL_THERE],
  ['sts', 'AssumeRole', WAY_IN],
  ['iam', 'PutRolePolicy DeleteRolePolicy', WAY_IN],
  ['iam', 'AttachRolePolicy DetachRolePolicy UpdateAssumeRolePolicy', WAY_IN, BOUNDED_THERE],
  ['iam', 'TagRole UpdateRole DeleteRolePermissionsBoundary', WAY_IN, BOUNDED_THERE],
];
export const NODES_THERE_MAY_NOT: readonly Row[] = [
  ...NODES_THERE_NEVER,
  ['ssm', 'GetDocument', there(at.ssm('document/Runbook-With-Secrets'))],
];

/** Lent to schedules: it takes whatever was given, wherever. */
export const SCHEDULED_MAY: readonly Row[] = [
  ...BY_CENTER,
  ...[instance, at.SET, OTHER_SET, account].map(
    (one): Row => ['sso', 'DeleteAccountAssignment', one],
  ),
  ['ssm', 'StartAutomationExecution', at.ssm('document/ProdAccess-EndMembership')],
  ['identitystore', 'GetGroupMembershipId DeleteGroupMembership', at.CENTER_GROUP],
];
export const SCHEDULED_MAY_NOT: readonly Row[] = [
  ['kms', 'Decrypt', at.CENTER_KEY],
  ['sso', 'CreateAccountAssignment', instance],
  ['identitystore', 'CreateGroupMembership', store],
  ['ssm', 'StartAutomationExecution', at.ssm('document/ProdAccess-GrantPolicy')],
  ['iam', 'PassRole', REVOKER, TO_SCHEDULER],
];
