/** What is needed of Systems Manager, and of CloudTrail to say what was done. */

import { nodesAccount } from '../../src/catalog/access-role.ts';
import { runbooksOf, type SsmAutomationTarget } from '../../src/catalog/automation.ts';
import {
  type JitnaTarget,
  opensSessions,
  roleArn,
  type SsmTarget,
  type Target,
} from '../../src/catalog/target.ts';
import { type Known, type Need, needs, type Of } from './need.ts';
import { booked } from './needs-scheduler.ts';
import { OWN_TAG, runTag } from './ssm-automation-run.ts';

const ours = (file: string) => ({ by: 'bot', file }) as const;

interface Place {
  readonly account: string;
  readonly region: string;
}

const at = ({ account, region }: Place, what: string): string =>
  `arn:aws:ssm:${region}:${account}:${what}`;

/** Those of AWS belong to no account. */
const document = (place: Place, name: string): string =>
  at({ ...place, account: name.startsWith('AWS') ? '' : place.account }, `document/${name}`);

/** In the account of the nodes. */
export function atNodes(target: SsmTarget, known: Known): readonly Need[] {
  const { region, through } = target;
  const of = ours(through ? 'target-account.yml' : 'users-account.yml');
  const place = { account: nodesAccount(target), region };
  return [
    ...needs(of, ['ssm:DescribeInstanceInformation', 'ssm:DescribeSessions'], ['*']),
    ...needs(of, ['ssm:GetDocument'], [document(place, target.document)]),
    ...needs(of, ['ssm:TerminateSession'], [at(place, 'session/*')]),
    ...atTags(of, place, known),
    // More than can be named are given by their tag, and counted by it.
    ...(target.tag && !target.pick && !through && !known.hasStatements
      ? needs(of, ['ec2:DescribeTags'], ['*'])
      : []),
    ...(through ? needs(of, ['iam:ListAttachedRolePolicies'], [roleArn(through)]) : []),
  ];
}

/** Statements in Cedar may speak of them. */
const atTags = (of: Of, place: Place, { hasStatements }: Known): readonly Need[] =>
  hasStatements
    ? [
        ...needs(of, ['ec2:DescribeTags'], ['*']),
        ...needs(of, ['ssm:ListTagsForResource'], [at(place, 'managed-instance/*')]),
      ]
    : [];

export function atRequests(target: JitnaTarget, known: Known): readonly Need[] {
  const of = ours('users-account.yml');
  const lists = ['ssm:DescribeOpsItems', 'ssm:DescribeInstanceInformation', 'ssm:DescribeSessions'];
  const runs = [at(target, 'automation-execution/*')];
  return [
    ...needs(of, lists, ['*']),
    ...needs(of, ['ssm:GetOpsItem'], [at(target, 'opsitem/*')]),
    ...needs(of, ['ssm:SendAutomationSignal', 'ssm:GetAutomationExecution'], runs, {
      [`aws:ResourceTag/${MANAGED}`]: 'true',
    }),
    ...needs(of, ['ssm:TerminateSession'], [at(target, 'session/*')]),
    ...atTags(of, target, known),
    ...needs(of, ['iam:GetRole'], [`arn:aws:iam::${target.account}:role/*`]),
  ];
}

/** AWS's own tag on what is of just-in-time access. */
const MANAGED = 'SystemsManagerJustInTimeNodeAccessManaged';

export function atRunbooks(target: SsmAutomationTarget, { installation }: Known): readonly Need[] {
  const of = ours('users-account.yml');
  const each = runbooksOf(target);
  const documents = [...new Set(each.map((one) => document(target, one.document)))];
  const hashed = each.some(({ hash }) => hash !== undefined) ? ['ssm:DescribeDocument'] : [];
  const runs = [at(target, 'automation-execution/*')];
  const keys = [OWN_TAG, `${OWN_TAG}-request`, `${OWN_TAG}-purpose`, runTag('0')];
  const tags = Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, installation]));
  const started = { ...tags, 'aws:TagKeys': keys };
  return [
    ...needs(of, ['ssm:GetDocument', ...hashed], documents),
    ...needs(of, ['ssm:StartAutomationExecution'], [...documents, ...runs], started),
    ...needs(of, ['ssm:AddTagsToResource'], runs, started),
    ...needs(of, ['ssm:GetAutomationExecution', 'ssm:StopAutomationExecution'], runs, {
      [`aws:ResourceTag/${OWN_TAG}`]: installation,
    }),
    ...needs(of, ['ssm:DescribeAutomationExecutions'], ['*']),
    ...lending(of, target),
    ...watching(target),
    ...(target.schedules
      ? booked(ours('runbook-schedules.yml'), { ...target, ...target.schedules }, installation)
      : []),
    ...revoking(target),
  ];
}

const lending = (of: Of, { role }: SsmAutomationTarget): readonly Need[] =>
  role ? needs(of, ['iam:PassRole'], [role], { 'iam:PassedToService': 'ssm.amazonaws.com' }) : [];

/** Automation reads the alarm, and stops the run, as the role in which the runbook acts. */
function watching(target: SsmAutomationTarget): readonly Need[] {
  const { account, region, alarm, role } = target;
  if (alarm === undefined || role === undefined) return [];
  const of = { by: { role }, file: 'users-account.yml' } as const;
  return [
    ...needs(
      of,
      ['cloudwatch:DescribeAlarms'],
      [`arn:aws:cloudwatch:${region}:${account}:alarm:*`],
    ),
    ...needs(of, ['ssm:StopAutomationExecution'], [at(target, 'automation-execution/*')]),
  ];
}

/** By what is booked for the end, in the role that schedules are lent. */
function revoking(target: SsmAutomationTarget): readonly Need[] {
  const { runs, schedules } = target;
  if (!schedules || runs.form !== 'pair') return [];
  const of = { by: { role: schedules.role }, file: 'runbook-schedules.yml' } as const;
  const started = [document(target, runs.revoke.document), at(target, 'automation-execution/*')];
  return [...needs(of, ['ssm:StartAutomationExecution'], started), ...lending(of, target)];
}

/** In the account of the user, and in those of the roles whose sessions are told apart. */
export function atTrail(target: Target, known: Known): readonly Need[] {
  const { account, accounts, saysWhatWasDone } = known;
  const isHome = target.account === account;
  const leads = target.roles.some((role) => role.account === account);
  if (!saysWhatWasDone || !(isHome || (leads && accounts.get(account)?.role))) return [];
  const of = ours(isHome ? 'users-account.yml' : 'target-account.yml');
  const region = opensSessions(target) ? target.region : 'us-east-1';
  return [
    ...needs(of, ['cloudtrail:LookupEvents'], ['*']),
    ...needs(of, ['ssm:GetDocument'], [document({ account, region }, PREFERENCES)]),
  ];
}

/** Of the shells that were opened by no document of their own. */
const PREFERENCES = 'SSM-SessionManagerRunShell';
