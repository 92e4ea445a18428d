/** Of the same table: who may start, follow and stop runbooks, and lend them their role. */

import { iam, type Row, ssm, tagging } from './policies.ts';

const GRANT_RUNBOOK = ssm('document/ProdAccess-GrantPolicy');
const RUN = ssm('automation-execution/0db00000-0000-4000-8000-000000000001');
const OWN_RUN = { 'aws:ResourceTag/prod-access': 'demo01' };
const STARTED = { 'aws:RequestTag/prod-access': 'demo01' };
const TO_SSM = { 'iam:PassedToService': 'ssm.amazonaws.com' };
const RUNBOOK_ROLE = iam('role/prod-access-runbook');

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
  ['iam', 'PassRole', RUNBOOK_ROLE, { 'iam:PassedToService': 'ec2.amazonaws.com' }],
  ['iam', 'PassRole', iam('role/prod-access'), TO_SSM],
  ['iam', 'PassRole', iam('role/Administrator'), TO_SSM],
];
