/** Two accounts that turn out to be one human, after both of them approved. */

import { describe, expect, test } from 'vitest';
import { inWorld, press, untilCard, untilThread, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import { LEADS } from './seed.ts';

const apart = (text: string) =>
  text.replace('sre-leads: [ben, chie, dai]', `sre-leads: { slack_usergroup: ${LEADS} }`);
const together = (text: string) =>
  apart(text)
    .replace(/ {4}- name: mallory\n.*\n.*\n/, '')
    .replace('slack: U0BEN00001', 'slack: [U0BEN00001, U0MALLORY1]');
const ofThree = (text: string) => text.replace('any: 2', 'any: 3');

describe.each(EITHER_CHAT)('in %s', (chat) => {
  test('nobody is counted twice, though it is known only at the start who they are', () =>
    worldsIn(chat)(
      async (world) => {
        world.deciding.office.lead('ben', 'mallory', 'dai');
        const story = await ask(world, 'prod-db 20:00-21:00 Restart the stuck replica');
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        await press(story, 'mallory');
        await untilCard(world, story, 'starts');
        await world.stopBot();
        await world.startBot(together);
        world.clock.turn(119 * MINUTE);
        await untilThread(world, story, 'decided anew', 10 * MINUTE);
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
        await approve(world, story, 'dai');
      },
      { configure: apart },
    ));
});

test('nor where it is known only before the last click that is needed', () =>
  inWorld(
    async (world) => {
      world.deciding.office.lead('ben', 'mallory', 'dai', 'chie');
      const story = await ask(world, 'prod-db 1h Restart the stuck replica');
      await press(story, 'ben');
      await untilCard(world, story, '1 of 3');
      await press(story, 'mallory');
      await untilCard(world, story, '2 of 3');
      await world.stopBot();
      await world.startBot((text) => ofThree(together(text)));
      await press(story, 'chie');
      await untilThread(world, story, 'chie approved.');
      await untilCard(world, story, '2 of 3');
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      await approve(world, story, 'dai');
    },
    { configure: (text) => ofThree(apart(text)) },
  ));
