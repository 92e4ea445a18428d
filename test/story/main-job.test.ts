/** The main job, end to end, through the real libraries of each chat and the real AWS SDK. */

import { describe, expect, test } from 'vitest';
import { refusal, untilCard, untilThread, worldsIn } from './acts.ts';
import { EVERY_CHAT } from './chats.ts';
import { ask, cardsIn, dmsOf, untilEndIsWritten } from './deeds.ts';

describe.each(EVERY_CHAT)('from asking to the revocation notice, in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test('two approve, access is active, and it ends when it says', () =>
    inWorld(async (world) => {
      const may = () => world.may('aiko.sato', 'ProdDbOperator');
      const story = await ask(world, 'prod-db 1h Restart the stuck replica, INC-1234');
      expect(may()).toBe(false);
      expect(await refusal('mallory', story)).toContain('You are not among those who decide on');
      expect(await refusal('aiko', story)).toContain('You cannot approve your own request');
      await story.click('ben', 'Approve');
      await untilCard(world, story, '1 of 2');
      await story.click('chie', 'Approve');
      await untilThread(world, story, 'Access is active until');
      expect(may()).toBe(true);
      await untilEndIsWritten(world);
      world.clock.turn(61 * 60_000);
      expect(may()).toBe(false);
      await untilThread(world, story, 'Access ended');
      const lines = story.thread();
      expect(lines[0]).toBe('aiko asked for Production database, read and write, for 1 h.');
      expect(lines).toContain('mallory tried to approve this: refused, not among the approvers.');
      expect(lines.at(-1)).toContain('Access ended (its date in AWS). Removal confirmed');
      await untilCard(world, story, 'access removed');
      const [given = ''] = dmsOf(world, 'aiko').filter((one) => one.includes('You have'));
      expect(given).toContain('https://signin.aws.amazon.com/switchrole?account=111122223333');
      expect(cardsIn(world)).toHaveLength(1);
    }));

  test('each is told where they are, and nobody twice', () =>
    inWorld(async (world) => {
      const story = await ask(world, 'prod-logs 30m Look at the errors');
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'Access is active until');
      await untilEndIsWritten(world);
      const given = (one: string) => one.includes('You have Production logs');
      expect(world.asking.told('aiko').filter(given)).toHaveLength(1);
      expect(dmsOf(world, 'aiko').filter(given)).toHaveLength(1);
    }));
});
