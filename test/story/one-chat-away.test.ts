/** Two chats, and one of them is away: whoever is in the other gets in, and the port says which. */

import { expect, test } from 'vitest';
import { worldsIn } from './acts.ts';
import type { World } from './world.ts';

const inWorld = worldsIn('Slack and Teams');

const page = async (world: World, path: string): Promise<readonly [number, string]> => {
  const answer = await fetch(`http://127.0.0.1:${world.bot().port}${path}`);
  return [answer.status, await answer.text()];
};
const connected = async (world: World): Promise<readonly string[]> => {
  const [, text] = await page(world, '/metrics');
  return text.split('\n').filter((line) => line.startsWith('prod_access_chat_connected'));
};

test('a proxy sends what Teams posts, with Slack away, and whoever watches sees it', () =>
  inWorld(
    async (world) => {
      const [slack, teams] = ['slack', 'teams'].map(
        (one) => (is: 0 | 1) => `prod_access_chat_connected{chat="${one}"} ${is}`,
      );
      await expect.poll(() => connected(world)).toEqual([slack?.(1), teams?.(1)]);
      world.slack.faults.add({ trouble: { kind: 'down', how: '503' } });
      world.slack.sockets.drop();
      await expect.poll(() => connected(world)).toEqual([slack?.(0), teams?.(1)]);
      expect(await page(world, '/readyz')).toEqual([200, 'ok\n']);
    },
    { transport: 'socket', replicas: 1 },
  ));
