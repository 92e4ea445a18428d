/** The schedules that end what runbooks give, as deploy/ makes what they need. */

import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { ADMIN, JUMP } from './seed.ts';
import { schedulesStack } from './stacks.ts';
import type { World } from './world.ts';

const REGION = 'ap-northeast-1';
export const REVOKER = `arn:aws:iam::${JUMP}:role/ProdAccessRunbookRevoker`;

/** What `deploy/runbook-schedules.yml` makes. */
export async function putSchedules({ aws }: Pick<World, 'aws'>, withGroup = true): Promise<void> {
  const { policies, roles, attached } = schedulesStack();
  const home = aws.account(JUMP);
  home.seed({ policies, roles });
  for (const [role, names] of Object.entries(attached)) {
    for (const name of names) home.attachPolicy('roles', role, name);
  }
  aws.settle();
  if (!withGroup) return;
  const options = { endpoint: aws.url, region: REGION, maxAttempts: 1, credentials: ADMIN };
  const command = new CreateScheduleGroupCommand({ Name: 'prod-access' });
  await new SchedulerClient(options).send(command);
  aws.settle();
}
