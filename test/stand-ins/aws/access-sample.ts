/** A Region with just-in-time access: who asks, who approves, and by which rules. */

import * as SSM from '@aws-sdk/client-ssm';
import { allow, HOME, policy, trust } from './sample.ts';
import type { RegionHand } from './ssm-hand.ts';
import { createSsmSample, DB, REGION, type SsmSample, ssmOf } from './ssm-sample.ts';

export const REQUESTER = 'ProdRequester';
export const APPROVER = 'ProdApprover';
const EXECUTIONS = 'arn:aws:ssm:*:*:automation-execution/*';
const OF_ACCESS = {
  StringEquals: { 'aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged': 'true' },
};

/** As AWS has it in its guide for users of just-in-time access. */
export const MAY_ASK = policy(
  allow(['ssm:StartAccessRequest', 'ssm:GetAccessToken'], '*'),
  allow(['ssm:CreateOpsItem', 'ssm:GetOpsItem'], 'arn:aws:ssm:*:*:opsitem/*'),
  allow('ssm:DescribeOpsItems', '*'),
  allow('ssm:StartAutomationExecution', 'arn:aws:ssm:*:*:document/*', {
    StringEquals: { 'ssm:DocumentType': 'ManualApprovalPolicy' },
  }),
  allow('ssm:StartAutomationExecution', EXECUTIONS),
  allow('ssm:StopAutomationExecution', EXECUTIONS, OF_ACCESS),
);

/** As AWS has it in its guide for approvers. */
export const MAY_APPROVE = policy(
  allow('ssm:DescribeOpsItems', '*'),
  allow('ssm:GetOpsItem', 'arn:aws:ssm:*:*:opsitem/*'),
  allow('ssm:SendAutomationSignal', EXECUTIONS, OF_ACCESS),
);

export interface AccessSample extends SsmSample {
  readonly region: RegionHand;
  /** Aiko, signed in with the role of those who ask. */
  readonly asker: SSM.SSMClient;
  readonly approver: SSM.SSMClient;
  clientOf(role: string, sessionName: string): SSM.SSMClient;
  ask(more?: Partial<SSM.StartAccessRequestRequest>, client?: SSM.SSMClient): Promise<string>;
  token(id: string, client?: SSM.SSMClient): Promise<SSM.GetAccessTokenResponse>;
  signal(
    id: string,
    type: SSM.SignalType,
    comment?: string,
    client?: SSM.SSMClient,
  ): Promise<unknown>;
}

export async function createAccessSample(): Promise<AccessSample> {
  const sample = await createSsmSample();
  const { aws } = sample;
  const region = aws.ssm.region(HOME, REGION);
  const home = aws.account(HOME);
  home.createRole(REQUESTER, { trust: trust(HOME), inline: { ask: MAY_ASK } });
  home.createRole(APPROVER, { trust: trust(HOME), inline: { approve: MAY_APPROVE } });
  region.enableJustInTime();
  region.putApprovalPolicy('Db-Approval', { tags: { app: 'db' }, levels: [[APPROVER]] });
  aws.settle();
  const clientOf = (role: string, sessionName: string) => {
    const key = { accessKeyId: `ASIA${role}${sessionName}`, secretAccessKey: 'session-secret' };
    home.createKey({ ...key, role, sessionName });
    return ssmOf(aws, key);
  };
  const [asker, approver] = [clientOf(REQUESTER, 'aiko'), clientOf(APPROVER, 'prod-access')];
  return {
    ...sample,
    region,
    asker,
    approver,
    clientOf,
    async ask(more = {}, client = asker) {
      const Targets = [{ Key: 'InstanceIds', Values: [DB] }];
      const asked = { Reason: 'a slow query', Targets, ...more };
      const answer = await client.send(new SSM.StartAccessRequestCommand(asked));
      return answer.AccessRequestId ?? '';
    },
    token: (AccessRequestId, client = asker) =>
      client.send(new SSM.GetAccessTokenCommand({ AccessRequestId })),
    signal(id, SignalType, comment, client = approver) {
      const AutomationExecutionId = region.accessRequest(id)?.execution ?? 'none';
      const Payload = comment === undefined ? {} : { Comment: [comment] };
      const asked = { AutomationExecutionId, SignalType, Payload };
      return client.send(new SSM.SendAutomationSignalCommand(asked));
    },
  };
}
