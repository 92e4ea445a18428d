/** The shipped runbooks on the wire, in the role that deploy/ makes, started by the bot. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach } from 'vitest';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { shipped } from '../story/runbooks.ts';
import { BOT, JUMP, seedAccounts } from '../story/seed.ts';
import { NOON, REGION } from './policies.ts';

export const ROLE = `arn:aws:iam::${JUMP}:role/prod-access-runbook`;
const NAMES = [
  'GrantPolicy',
  'RevokePolicy',
  'ObservePolicy',
  'GrantGroup',
  'RevokeGroup',
  'ObserveGroup',
] as const;
const TAGS = [{ Key: 'prod-access', Value: 'demo01' }];

export interface RunbookGround {
  aws: AwsStandIn;
  bot: SSM.SSMClient;
  readonly start: (
    name: string,
    parameters: object,
    more?: object,
  ) => Promise<SSM.StartAutomationExecutionCommandOutput>;
  /** To its end, and how it ended. */
  readonly run: (name: string, parameters: object) => Promise<Ran>;
  /** The clock goes on by so many seconds. */
  readonly pass: (seconds: number) => void;
}

interface Ran {
  readonly status: string | undefined;
  readonly outputs: Readonly<Record<string, string[]>> | undefined;
  readonly why: string | undefined;
}

/** Anew before each test. */
export function runbooksForEachTest(): RunbookGround {
  const clock = { nowMs: NOON };
  const ground: RunbookGround = {
    ...({} as Pick<RunbookGround, 'aws' | 'bot'>),
    start: (name, parameters, more = { Tags: TAGS }) =>
      ground.bot.send(
        new SSM.StartAutomationExecutionCommand({
          DocumentName: `ProdAccess-${name}`,
          DocumentVersion: '1',
          Parameters: { AutomationAssumeRole: [ROLE], ...parameters },
          ...more,
        }),
      ),
    run: async (name, parameters) => {
      const { AutomationExecutionId } = await ground.start(name, parameters);
      ground.pass(60);
      const asked = new SSM.GetAutomationExecutionCommand({ AutomationExecutionId });
      const { AutomationExecution: read = {} } = await ground.bot.send(asked);
      return {
        status: read.AutomationExecutionStatus,
        outputs: read.Outputs,
        why: read.FailureMessage,
      };
    },
    pass: (seconds) => void (clock.nowMs += seconds * 1_000),
  };
  beforeEach(async () => {
    clock.nowMs = NOON;
    const aws = await createAwsStandIn({ now: () => clock.nowMs, accounts: seedAccounts() });
    aws.ssm.knobs.ratesApply = false;
    const region = aws.ssm.region(JUMP, REGION);
    for (const name of NAMES) region.publishRunbook(`ProdAccess-${name}`, shipped(name));
    region.publishRunbook('ProdAccess-Other', shipped('ObserveGroup'));
    const options = { endpoint: aws.url, region: REGION, maxAttempts: 1, credentials: BOT };
    Object.assign(ground, { aws, bot: new SSM.SSMClient(options) });
  });
  afterEach(() => ground.aws.close());
  return ground;
}
