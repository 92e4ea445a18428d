/** A bot that stops: whoever was heard before is told what came of it, in the chat with them. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { saying } from '../slack/fixed-engine.ts';
import { startTeamsBench, type TeamsBench } from './teams-bench.ts';

let bench: TeamsBench;
let filed: PromiseWithResolvers<void>;
beforeEach(async () => {
  bench = await startTeamsBench();
  filed = Promise.withResolvers<void>();
  const answer = async () => {
    await filed.promise;
    return { kind: 'done', notice: saying('PA-7K3M2 is filed.') } as const;
  };
  bench.engine.answers.submit = answer;
  bench.engine.answers.command = () =>
    bench.engine.heard.at(-1)?.line === 'mine'
      ? { kind: 'done', notice: saying('Nothing waits for you.') }
      : answer();
});
afterEach(() => bench.stop());

const ben = () => bench.tenant.as('ben');
const told = () => ben().direct.map((one) => bench.tenant.plainText(one));

test('of a line', async () => {
  await ben().say('prod-db 2h The replica is stuck');
  await expect.poll(() => bench.engine.heard.length).toBe(1);
  const stopping = bench.teams.stop();
  filed.resolve();
  await stopping;
  expect(told()).toContain('PA-7K3M2 is filed.');
});

test('of a form that took longer than Teams waits', async () => {
  const form = { form: 'request', entitlement: 'prod-db', time: '2h', why: 'It is stuck' };
  await ben().say('mine');
  const { type: _, text: _text, ...activity } = bench.tenant.sent.at(-1) ?? {};
  const invoke = { ...activity, type: 'invoke', id: 'late', name: 'task/submit' };
  await bench.tenant.deliver({ ...invoke, value: { data: form } });
  const stopping = bench.teams.stop();
  filed.resolve();
  await stopping;
  expect(told().join()).toContain('PA-7K3M2 is filed.');
}, 15_000);
