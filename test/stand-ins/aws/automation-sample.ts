/** A Region with runbooks in it, the role they act in, and a bot that may start them. */

import * as SSM from '@aws-sdk/client-ssm';
import { allow, BOT_KEY, HOME, policy } from './sample.ts';
import {
  GRANT_GROUP,
  GRANT_POLICY,
  OBSERVE,
  REVOKE_GROUP,
  REVOKE_POLICY,
} from './sample-runbooks.ts';
import type { RegionHand } from './ssm-hand.ts';
import { createSsmSample, REGION, type SsmSample, ssmOf } from './ssm-sample.ts';
import type { PolicySource } from './types.ts';

export const SECOND = 1_000;
export const ROLE = `arn:aws:iam::${HOME}:role/prod-access-runbook`;
export const EXECUTIONS = `arn:aws:ssm:*:${HOME}:automation-execution/*`;
export const RUNBOOKS = `arn:aws:ssm:*:${HOME}:document/ProdAccess-*`;
export const PASSED = { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } };
const READ = ['ssm:GetAutomationExecution', 'ssm:DescribeAutomationStepExecutions'];
const TELL = ['ssm:StopAutomationExecution', 'ssm:SendAutomationSignal', 'ssm:AddTagsToResource'];

export const trustSsm = policy({
  Effect: 'Allow',
  Principal: { Service: 'ssm.amazonaws.com' },
  Action: 'sts:AssumeRole',
  Condition: { StringEquals: { 'aws:SourceAccount': HOME } },
});

/** What the role of the runbooks may do: to people, never to a bot. */
export const WORK = policy(
  allow(
    ['iam:PutUserPolicy', 'iam:DeleteUserPolicy', 'iam:GetUserPolicy', 'iam:ListUserPolicies'],
    `arn:aws:iam::${HOME}:user/humans/*`,
  ),
  allow(
    ['iam:TagUser', 'iam:UntagUser', 'iam:ListGroupsForUser'],
    `arn:aws:iam::${HOME}:user/humans/*`,
  ),
  allow(['iam:AddUserToGroup', 'iam:RemoveUserFromGroup'], `arn:aws:iam::${HOME}:group/prod-db`),
  allow('cloudwatch:DescribeAlarms', '*'),
  allow('ssm:StopAutomationExecution', EXECUTIONS),
);

/** What the bot may do: start these runbooks, as that role, and see what becomes of them. */
export const MAY_START = [
  allow('ssm:StartAutomationExecution', [RUNBOOKS, EXECUTIONS]),
  allow([...READ, ...TELL], EXECUTIONS),
  allow('ssm:DescribeAutomationExecutions', '*'),
  allow('iam:PassRole', ROLE, PASSED),
];

export interface AutomationSample extends SsmSample {
  readonly bot: SSM.SSMClient;
  readonly region: RegionHand;
  /** Starts a runbook as the bot, in its role. */
  start(runbook: string, parameters: object, more?: object): Promise<string>;
  read(id: string): Promise<SSM.AutomationExecution>;
  /** The clock goes on by so many seconds. */
  pass(seconds: number): void;
}

export async function createAutomationSample(persistPath?: string): Promise<AutomationSample> {
  const sample = await createSsmSample(persistPath);
  const { aws, clock } = sample;
  const region = aws.ssm.region(HOME, REGION);
  const home = aws.account(HOME);
  if (!region.document('ProdAccess-Observe')) {
    publishAll(region);
    home.createRole('prod-access-runbook', { trust: trustSsm, inline: { work: WORK } });
    home.putPolicy('users', 'bot', 'runbooks', policy(...MAY_START));
    aws.settle();
  }
  const bot = ssmOf(aws, BOT_KEY);
  return {
    ...sample,
    bot,
    region,
    async start(runbook, parameters, more = {}) {
      const DocumentName = `ProdAccess-${runbook}`;
      const Parameters = { AutomationAssumeRole: [ROLE], ...parameters };
      const asked = { DocumentName, Parameters, ...more };
      const command = new SSM.StartAutomationExecutionCommand(asked);
      return (await bot.send(command)).AutomationExecutionId ?? '';
    },
    async read(id) {
      const asked = { AutomationExecutionId: id };
      const answer = await bot.send(new SSM.GetAutomationExecutionCommand(asked));
      return answer.AutomationExecution ?? {};
    },
    pass: (seconds) => {
      clock.nowMs += seconds * SECOND;
    },
  };
}

function publishAll(region: RegionHand): void {
  const all: Readonly<Record<string, PolicySource>> = {
    GrantPolicy: GRANT_POLICY,
    RevokePolicy: REVOKE_POLICY,
    GrantGroup: GRANT_GROUP,
    RevokeGroup: REVOKE_GROUP,
    Observe: OBSERVE,
  };
  for (const [name, content] of Object.entries(all)) {
    region.publishRunbook(`ProdAccess-${name}`, content);
  }
}
