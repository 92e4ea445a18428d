/** Of the same table: what who holds access may under the boundary, and what nobody may there. */

import { JUMP, PRODUCTION } from '../story/stacks.ts';
import {
  AIKO_ID,
  BUCKET,
  BUCKET_KEY,
  iam,
  instance,
  KEY,
  NODE,
  REGION,
  type Row,
  ssm,
  TABLE,
  TABLE_KEY,
  tagging,
} from './policies.ts';

const AIKO = iam('user/aiko.sato');
const OPERATOR = iam('role/ProdDbOperator', PRODUCTION);
const OTHER_NODE = instance('i-0eb00000000000001');
const SHELL = ssm('document/ProdAccess-Shell-60m');
const PREFERENCES = ssm('document/SSM-SessionManagerRunShell');
const SESSIONS_OF_AIKO = [`session/aiko.sato-0123456789abcdef0`, `session/${AIKO_ID}-0123`];
const TO_SSM = { 'iam:PassedToService': 'ssm.amazonaws.com' };
const table = (name: string) => `arn:aws:dynamodb:${REGION}:${JUMP}:table/${name}`;
const block = (bucket: string) => `arn:aws:s3:::${bucket}/block-00000001.json`;
const scheduled = (what: string, account = JUMP) =>
  `arn:aws:scheduler:${REGION}:${account}:${what}`;
const bookedEnd = (account = JUMP) =>
  scheduled('schedule/prod-access/prod-access-demo01-end', account);
const schedules = (account: string) => scheduled('schedule-group/prod-access', account);
const CHECKED = { 'ssm:SessionDocumentAccessCheck': 'true' };

export const HOLDER_OF_ALL_MAY: readonly Row[] = [
  ['ssm', 'StartSession', instance(NODE), CHECKED],
  ['ssm', 'StartSession GetDocument', SHELL],
  ...SESSIONS_OF_AIKO.map((id): Row => ['ssm', 'ResumeSession TerminateSession', ssm(id)]),
  ['sts', 'AssumeRole', OPERATOR],
  ['ssm', 'UpdateDocument', ssm('document/Of-Somebody-Else')],
  ['ec2', 'CreateTags', instance(NODE), tagging('cost-center')],
  ['iam', 'PassRole', iam('role/build'), TO_SSM],
  ['dynamodb', 'GetItem Query Scan', table(TABLE)],
  ['dynamodb', 'PutItem UpdateItem DeleteItem BatchWriteItem', table('orders')],
  ['kms', 'Sign', KEY.replace('1234abcd', 'dcba4321')],
  ['s3', 'PutObject DeleteObject', block('orders')],
  ['scheduler', 'CreateSchedule UpdateSchedule DeleteSchedule', scheduled('schedule/default/x')],
  ['scheduler', 'GetSchedule', bookedEnd()],
];

export const HOLDER_OF_ALL_MAY_NOT: readonly Row[] = [
  ['ssm', 'CreateDocument UpdateDocument UpdateDocumentDefaultVersion', SHELL],
  ['ssm', 'DeleteDocument ModifyDocumentPermission UpdateDocumentMetadata', SHELL],
  ['ssm', 'CreateDocument UpdateDocument DeleteDocument', PREFERENCES],
  ['ec2', 'CreateTags', OTHER_NODE, tagging('Role')],
  ['ec2', 'CreateTags', OTHER_NODE, tagging('cost-center', 'role')],
  ['ssm', 'AddTagsToResource', ssm('managed-instance/mi-0db00000000000001'), tagging('Role')],
  ['iam', 'PutUserPolicy DeleteUserPolicy AttachUserPolicy TagUser', AIKO],
  ['iam', 'PutUserPermissionsBoundary DeleteUserPermissionsBoundary', AIKO],
  ['iam', 'AddUserToGroup', iam('group/administrators')],
  ['iam', 'PassRole', iam('role/prod-access-runbook'), TO_SSM],
  ['iam', 'PassRole', iam('role/prod-access-runbook', PRODUCTION), TO_SSM],
  ['iam', 'PassRole', iam('role/ProdAccessRunbookRevoker'), TO_SSM],
  ['iam', 'CreateAccessKey UpdateLoginProfile', iam('user/ben.okafor')],
  // A booked end is the only fence of what has no date, in whichever account it stands.
  ...[JUMP, PRODUCTION].flatMap((account): readonly Row[] => [
    ['scheduler', 'CreateSchedule UpdateSchedule DeleteSchedule', bookedEnd(account)],
    ['scheduler', 'CreateScheduleGroup DeleteScheduleGroup', schedules(account)],
    ['scheduler', 'TagResource UntagResource', schedules(account)],
  ]),
  // Whatever the bot does, it does by its record.
  ['dynamodb', 'PutItem UpdateItem DeleteItem BatchWriteItem PartiQLUpdate', table(TABLE)],
  ['dynamodb', 'DeleteTable UpdateTable PutResourcePolicy', table(TABLE)],
  // By way of another Region, or of another account.
  ['dynamodb', 'CreateTableReplica ReplicateSettings WriteDataForReplication', table(TABLE)],
  ...[KEY, TABLE_KEY, BUCKET_KEY].flatMap((key): readonly Row[] => [
    ['kms', 'CreateGrant DisableKey PutKeyPolicy ScheduleKeyDeletion', key],
    ['kms', 'ImportKeyMaterial DeleteImportedKeyMaterial', key],
    ['kms', 'ReplicateKey UpdatePrimaryRegion', key],
  ]),
  ['kms', 'Sign', KEY],
  ...[TABLE_KEY, BUCKET_KEY].map((key): Row => ['kms', 'RetireGrant RevokeGrant', key]),
  ['s3', 'PutObject DeleteObject BypassGovernanceRetention', block(BUCKET)],
  ['s3', 'ReplicateObject ReplicateDelete ReplicateTags', block(BUCKET)],
  ['s3', 'ObjectOwnerOverrideToBucketOwner UpdateObjectEncryption', block(BUCKET)],
  ['s3', 'PutBucketPolicy DeleteBucket', `arn:aws:s3:::${BUCKET}`],
  // Whose shells would be another owner's, and not found to be ended.
  ['sts', 'GetFederationToken', iam('federated-user/x').replace(':iam:', ':sts:')],
];

export const HOLDER_OF_GRANT_MAY: readonly Row[] = [
  ['ssm', 'StartSession', instance(NODE), CHECKED],
  ['ssm', 'StartSession', SHELL, CHECKED],
  ...SESSIONS_OF_AIKO.map((id): Row => ['ssm', 'ResumeSession TerminateSession', ssm(id)]),
  ...SESSIONS_OF_AIKO.map((id): Row => ['ssmmessages', 'OpenDataChannel', ssm(id)]),
];

const LATER = { 'aws:CurrentTime': '2026-11-24T13:00:00Z' };
export const HOLDER_OF_GRANT_MAY_NOT: readonly Row[] = [
  ['ssm', 'StartSession', instance(NODE), { ...CHECKED, ...LATER }],
  ['ssm', 'StartSession', SHELL, { ...CHECKED, ...LATER }],
  ['ssm', 'ResumeSession', ssm(SESSIONS_OF_AIKO[0] ?? ''), LATER],
  ['ssm', 'StartSession', instance(NODE), { 'ssm:SessionDocumentAccessCheck': 'false' }],
  ['ssm', 'StartSession', OTHER_NODE, CHECKED],
  ['ssm', 'StartSession', ssm('document/ProdAccess-Shell-240m'), CHECKED],
  ['ssm', 'StartSession', PREFERENCES, CHECKED],
  ['ssm', 'ResumeSession TerminateSession', ssm('session/dai.tran-0fedcba9876543210')],
  ['ssm', 'SendCommand', instance(NODE)],
  ['ssmmessages', 'OpenDataChannel', ssm(SESSIONS_OF_AIKO[0] ?? ''), LATER],
  ['ssm', 'StartSession', instance(NODE).replace(JUMP, PRODUCTION), CHECKED],
];
