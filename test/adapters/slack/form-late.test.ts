/** A form is acknowledged in time, whoever else is slow. */

import { expect, test } from 'vitest';
import { useBench } from './bench.ts';

const bench = useBench('http');

test('though the engine broke, and Slack says of nobody who they are', async () => {
  const { workspace, engine } = bench();
  const ben = workspace.as('U_BEN');
  await (await ben.command('/prod-access')).untilView('What do you need?');
  workspace.faults.add({ method: 'users.info', trouble: { kind: 'hang', ms: 6_000 } });
  engine.answers.submit = () => {
    throw new Error('disk full');
  };
  const answer = await ben.submitView({ entitlement: 'prod-db', time: '2h', why: 'stuck' });
  expect([answer.shown, answer.ackMs < 3_000]).toEqual([undefined, true]);
  await ben.untilView('may or may not have been received');
}, 20_000);
