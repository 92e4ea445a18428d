/** An account in which much else runs: AWS looks through it page by page; some are empty. */

import * as SSM from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { type, untilThread } from './acts.ts';
import { MINUTE, posted } from './deeds.ts';
import { play } from './runbook-play.ts';
import { askByForm, REGION, RUNBOOK_ROLE, runsOf } from './runbooks.ts';
import { ADMIN } from './seed.ts';
import type { World } from './world.ts';

const DRAIN = 'ProdAccess-DrainQueue';

/** More than AWS looks at for one page. */
async function runMuchElse({ aws }: World): Promise<void> {
  const options = { endpoint: aws.url, region: REGION, maxAttempts: 1, credentials: ADMIN };
  const client = new SSM.SSMClient(options);
  aws.ssm.knobs.ratesApply = false;
  const Parameters = { AutomationAssumeRole: [RUNBOOK_ROLE], UserName: ['aiko.sato'] };
  const DocumentName = 'ProdAccess-ObserveGroup';
  for (let count = 0; count < 60; count += 1)
    await client.send(new SSM.StartAutomationExecutionCommand({ DocumentName, Parameters }));
}

test(
  'a run whose start was never answered is found among them, and stopped when it is given back',
  play(async (world) => {
    const story = await posted(world, async () => {
      const line = 'prod-drain 1h The queue is stuck, INC-1234';
      expect(await askByForm(world, line, { 'answer:queue': 'orders' })).toEqual({});
    });
    const met = world.aws.faults.add({
      kind: 'lost-after',
      times: 100_000,
      action: 'StartAutomationExecution',
      when: ({ params }) => params['DocumentName'] === DRAIN,
    });
    let isSilent = true;
    world.aws.faults.add({
      kind: 'failure',
      times: 100_000,
      action: 'DescribeAutomationExecutions',
      when: () => isSilent,
    });
    await story.click('ben', 'Approve');
    await met.met();
    await runMuchElse(world);
    isSilent = false;
    await type(world, 'aiko', `done ${story.id}`);
    await untilThread(world, story, 'The runbook was stopped', 5 * MINUTE);
    expect(runsOf(world, 'DrainQueue')).toMatchObject([{ status: 'Cancelled' }]);
  }),
);
