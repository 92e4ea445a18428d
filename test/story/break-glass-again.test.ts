/** Breaking the glass once more: not before somebody else has said that the first was right. */

import { describe, expect, test } from 'vitest';
import { inWorld, send, untilCard, untilThread } from './acts.ts';
import { brokenBy, LINE, twoAccounts, type, withGlass } from './break-glass.ts';
import { ask } from './deeds.ts';
import type { World } from './world.ts';

const glass = { configure: withGlass };
const may = (world: World) => world.may('aiko.sato', 'ProdDbOperator');

describe('another one', () => {
  test('is not had while the first is open, nor a no got round by it', () =>
    inWorld(async (world) => {
      const story = await brokenBy(world);
      expect(await type(world, 'aiko', LINE)).toContain(`You have opened ${story.id}`);
      const asked = await ask(world, 'prod-db 1h Restart the stuck replica', 'ben');
      await send('chie', asked, 'Deny…', { comment: 'It is freeze week' });
      await untilCard(world, asked, 'denied by chie');
      expect(await type(world, 'ben', LINE)).toContain('denied');
    }, glass));

  test('is not had before somebody said that the first was right; somebody else has theirs', () =>
    inWorld(async (world) => {
      const story = await brokenBy(world);
      await type(world, 'aiko', `done ${story.id}`);
      await world.runUntil('it has ended', () => story.says('Access ended'));
      const no = `once ${story.id} is reviewed as justified; sre-leads can do that`;
      expect(await type(world, 'aiko', LINE)).toContain(no);
      await brokenBy(world, 'ben');
      await send('chie', story, 'Justified…', { comment: 'The site was down' });
      await untilCard(world, story, '· justified');
      await brokenBy(world);
    }, glass));

  test('is not had within a day of one that was not right, however short that was', () =>
    inWorld(async (world) => {
      const story = await brokenBy(world);
      await send('chie', story, 'Not justified…', { comment: 'There was no need for it' });
      await untilThread(world, story, 'Access ended');
      expect(await type(world, 'aiko', LINE)).toContain(`${story.id} was found not justified`);
      world.clock.turn(23 * 60 * 60_000);
      expect(await type(world, 'aiko', LINE)).toContain('have somebody else break it');
      expect(may(world)).toBe(false);
      await brokenBy(world, 'ben');
      world.clock.turn(60 * 60_000);
      await brokenBy(world);
    }, glass));

  test('is not had by another account in chat either', () =>
    inWorld(
      async (world) => {
        const story = await brokenBy(world);
        await type(world, 'aiko', `done ${story.id}`);
        await world.runUntil('it has ended', () => story.says('Access ended'));
        expect(await type(world, 'mallory', LINE)).toContain(`once ${story.id} is reviewed`);
        expect(await type(world, 'aiko', LINE)).toContain(`once ${story.id} is reviewed`);
      },
      { configure: twoAccounts },
    ));
});
