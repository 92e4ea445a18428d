/** More time, as those see it who decide on it: when they come too late, and when it was given. */

import { describe, expect, test } from 'vitest';
import { obtain, press, type, untilCard, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { isTold, MINUTE } from './deeds.ts';

const LINE = 'prod-db 1h Restart the stuck replica';

describe.each(EITHER_CHAT)('more time, in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test('that two have approved: the card says how long it is, and the third who did', () =>
    inWorld(async (world) => {
      const story = await obtain(world, LINE);
      expect(story.words()).toContain('For 1 h, until 19:0');
      world.clock.turn(30 * MINUTE);
      await type(world, 'aiko', 'extend 30m There is one more to restart');
      await untilCard(world, story, 'Waiting, 0 of 2.');
      const first = await story.click('chie', 'Approve extension');
      await untilCard(world, story, 'Waiting, 1 of 2.');
      await press(story, 'dai', 'Approve extension');
      await untilCard(world, story, 'active until 19:3');
      expect(story.words()).toContain('For 1 h 30 min, until 19:3');
      await first.again('ben');
      const words = 'This request was already approved by chie and dai at 18:3';
      await world.runUntil('ben is told', () => isTold(world, 'ben', words));
    }));
});
