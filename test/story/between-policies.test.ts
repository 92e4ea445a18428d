/** Where two parts of policy meet: each is right by itself, and both have to be together. */

import { expect, test } from 'vitest';
import { inWorld, press, refusal, untilCard, untilThread } from './acts.ts';
import { ask } from './deeds.ts';
import { inLevels } from './leveled.ts';
import { changeTo } from './tightened.ts';

test('an entry that leads elsewhere calls its first level again, and not the one it waited for', () =>
  inWorld(
    async (world) => {
      const story = await ask(world, 'prod-db 1h Restart the stuck replica');
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await changeTo(world, (text) =>
        inLevels(text).replace('role: ProdDbOperator', 'role: ProdLogReader'),
      );
      expect(await refusal('dai', story)).toContain('The card has been updated');
      await untilCard(world, story, '0 of 2');
      world.clock.turn(30 * 60_000);
      await untilThread(world, story, 'Not enough approvals in 20 min (lead)');
      expect(story.thread().join()).not.toContain('(head)');
    },
    { configure: inLevels },
  ));
