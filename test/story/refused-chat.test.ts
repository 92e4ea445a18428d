/** A Slack that refuses our token, while there is access to be taken away. */

import { afterEach, expect, test } from 'vitest';
import { CHANNELS, createWorld, PEOPLE, type World } from './world.ts';

let world: World | undefined;
afterEach(() => world?.close());

test('a start that Slack refuses still takes away what is due', async () => {
  world = await createWorld();
  const { slack } = world;
  await slack.as(PEOPLE.aiko).command('/prod-access', 'prod-logs 30m Look for the failed jobs');
  const card = () => slack.messages(CHANNELS.approvals).find((one) => !one.threadTs);
  await world.runUntil('the card is posted', () => card() !== undefined);
  await slack.as(PEOPLE.ben).click(CHANNELS.approvals, card()?.ts ?? '', 'Approve');
  const may = () => world?.may('aiko.sato', 'ProdLogReader') === true;
  await world.runUntil('access is active', may);
  await world.stopBot();
  slack.faults.add({ method: 'auth.test', trouble: { kind: 'error', error: 'invalid_auth' } });
  // Past the latest end, whether or not the clock of the grant had started.
  world.clock.turn(45 * 60_000);
  await world.startBot();
  const marks = () =>
    Object.keys(world?.aws.account('444455556666').state().users['aiko.sato']?.inline ?? {});
  await world.runUntil('the permission is gone', () =>
    marks().every((name) => !name.endsWith('-allow')),
  );
  expect(may()).toBe(false);
});
