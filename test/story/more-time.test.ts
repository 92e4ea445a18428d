/** More time, as those see it who decide on it. */

import { describe, expect, test } from 'vitest';
import { obtain, press, type, untilCard, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { MINUTE } from './deeds.ts';

const LINE = 'prod-db 1h Restart the stuck replica';

describe.each(EITHER_CHAT)('more time, in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test('that two have approved: the card says how long it is', () =>
    inWorld(async (world) => {
      const story = await obtain(world, LINE);
      expect(story.words()).toContain('For 1 h, until 19:02');
      world.clock.turn(30 * MINUTE);
      await type(world, 'aiko', 'extend 30m There is one more to restart');
      await untilCard(world, story, 'Waiting, 0 of 2.');
      await press(story, 'chie', 'Approve extension');
      await untilCard(world, story, 'Waiting, 1 of 2.');
      await press(story, 'dai', 'Approve extension');
      await untilCard(world, story, 'active until 19:32');
      expect(story.words()).toContain('For 1 h 30 min, until 19:32');
    }));
});
