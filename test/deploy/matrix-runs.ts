/** Of the same table: who may start, follow and stop runbooks, and lend them their role. */

import { JUMP } from '../story/seed.ts';
import { iam, REGION, type Row, ssm, tagging } from './policies.ts';

const AIKO = iam('user/aiko.sato');
const BOUNDED = { 'iam:PermissionsBoundary': iam('policy/prod-access-boundary') };
const GRANT_RUNBOOK = ssm('document/ProdAccess-GrantPolicy');
const RUN = ssm('automation-execution/0db00000-0000-4000-8000-000000000001');
const OWN_RUN = { 'aws:ResourceTag/prod-access': 'demo01' };
const STARTED = { 'aws:RequestTag/prod-access': 'demo01' };
const TO_SSM = { 'iam:PassedToService': 'ssm.amazonaws.com' };
const RUNBOOK_ROLE = iam('role/prod-access-runbook');
/** Of runbooks of one's own. */
const OWN_ROLE = iam('role/queue-drainer');

const SCHEDULER = `arn:aws:scheduler:ap-northeast-1:${JUMP}:`;
const END = `${SCHEDULER}schedule/prod-access/prod-access-demo01-1-2-1`;
const REVOKER = iam('role/ProdAccessRunbookRevoker');
const TO_SCHEDULER = { 'iam:PassedToService': 'scheduler.amazonaws.com' };

export const RUNS_MAY: readonly Row[] = [
  ['ssm', 'GetDocument DescribeDocument StartAutomationExecution', GRANT_RUNBOOK],
  [
    'ssm',
    'StartAutomationExecution AddTagsToResource',
    RUN,
    { ...STARTED, ...tagging('prod-access') },
  ],
  ['ssm', 'GetAutomationExecution StopAutomationExecution', RUN, OWN_RUN],
  ['ssm', 'DescribeAutomationExecutions', '*'],
  ['iam', 'PassRole', RUNBOOK_ROLE, TO_SSM],
  ['iam', 'PassRole', OWN_ROLE, TO_SSM],
  ['scheduler', 'CreateSchedule GetSchedule DeleteSchedule', END],
  ['scheduler', 'ListSchedules', '*'],
  ['scheduler', 'GetScheduleGroup', `${SCHEDULER}schedule-group/prod-access`],
  ['iam', 'PassRole', REVOKER, TO_SCHEDULER],
];

export const RUNS_MAY_NOT: readonly Row[] = [
  ['ssm', 'StartAutomationExecution', ssm('document/ProdAccess-Anything')],
  ['ssm', 'StartAutomationExecution', ssm('document/AWS-RunShellScript')],
  ['ssm', 'StartAutomationExecution AddTagsToResource', RUN, tagging('prod-access-purpose')],
  ['ssm', 'AddTagsToResource', RUN, { ...STARTED, ...tagging('prod-access', 'team') }],
  ['ssm', 'GetAutomationExecution StopAutomationExecution SendAutomationSignal', RUN],
  ['ssm', 'SendAutomationSignal StartChangeRequestExecution', RUN, OWN_RUN],
  ['ssm', 'CreateDocument UpdateDocument UpdateDocumentDefaultVersion', GRANT_RUNBOOK],
  ['iam', 'PassRole', RUNBOOK_ROLE],
  ['iam', 'PassRole', RUNBOOK_ROLE, TO_SCHEDULER],
  ['iam', 'PassRole', REVOKER, TO_SSM],
  ['scheduler', 'CreateSchedule', END.replace('prod-access-demo01', 'nightly')],
  ['iam', 'PassRole', RUNBOOK_ROLE, { 'iam:PassedToService': 'ec2.amazonaws.com' }],
  ['iam', 'PassRole', iam('role/prod-access'), TO_SSM],
  ['iam', 'PassRole', iam('role/Administrator'), TO_SSM],
];

/** Of the role that schedules are lent: it starts what takes, and nothing that gives. */
export const REVOKER_MAY: readonly Row[] = [
  ['ssm', 'StartAutomationExecution', ssm('document/ProdAccess-RevokeGroup')],
  ['ssm', 'StartAutomationExecution', ssm('automation-definition/ProdAccess-RevokeGroup:1')],
  ['ssm', 'StartAutomationExecution', RUN],
  ['iam', 'PassRole', RUNBOOK_ROLE, TO_SSM],
  ['iam', 'PassRole', OWN_ROLE, TO_SSM],
];

export const REVOKER_MAY_NOT: readonly Row[] = [
  ['ssm', 'StartAutomationExecution', GRANT_RUNBOOK],
  ['ssm', 'StartAutomationExecution', ssm('document/AWS-RunShellScript')],
  ['iam', 'PassRole', RUNBOOK_ROLE],
  ['iam', 'PassRole', OWN_ROLE, TO_SCHEDULER],
  ['iam', 'PassRole', iam('role/prod-access'), TO_SSM],
  ['iam', 'PassRole', iam('role/of-somebody-else'), TO_SSM],
];

/** Of the role that they act in. */
export const RUNBOOK_MAY: readonly Row[] = [
  ['iam', 'ListUserPolicies GetUserPolicy ListGroupsForUser', AIKO],
  ['iam', 'PutUserPolicy DeleteUserPolicy', AIKO, BOUNDED],
  ['iam', 'TagUser UntagUser', AIKO, tagging('change-window:prod-operators')],
  ['iam', 'AddUserToGroup RemoveUserFromGroup', iam('group/prod-operators')],
  ['ssm', 'GetAutomationExecution', RUN],
  // What its alarm needs.
  ['cloudwatch', 'DescribeAlarms', `arn:aws:cloudwatch:${REGION}:${JUMP}:alarm:prod-errors`],
  ['ssm', 'StopAutomationExecution', ssm('automation-execution/0db00000-0000')],
];
export const RUNBOOK_MAY_NOT: readonly Row[] = [
  ['iam', 'TagUser', AIKO, tagging('prod-access:chat')],
  ['iam', 'DeleteUserPolicy', iam('user/root.like')],
];
