/** The chat away for an hour, and a card that somebody deleted: nothing is lost, nothing waits. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain, opsOf, untilCard, untilOps, untilThread, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { cardsIn, givenProdDb, hasFact, MINUTE, storyOf } from './deeds.ts';
import { factsIn } from './sound.ts';
import { JUMP } from './world.ts';

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test('F22: an hour of silence: access ends on time, its lines come after, once, in order', () =>
    inWorld(async (world) => {
      const story = await givenProdDb(world);
      const before = story.thread().length;
      const silence = world.deciding.office.silence('everything');
      world.clock.turn(30 * MINUTE);
      world.clock.turn(31 * MINUTE);
      await world.runUntil('it has ended', () => !world.may('aiko.sato', 'ProdDbOperator'));
      await world.runUntil('it is recorded', () => hasFact(world, story.id, 'grant-revoked'));
      const marks = Object.keys(world.aws.account(JUMP).user('aiko.sato')?.inline ?? {});
      expect(marks.filter((name) => name.endsWith('-allow'))).toEqual([]);
      await letRun(world, 10 * MINUTE);
      expect(story.thread()).toHaveLength(before);
      silence.remove();
      await untilThread(world, story, 'Access ended', 30 * MINUTE);
      await untilCard(world, story, 'access removed');
      const thread = story.thread();
      expect(new Set(thread).size).toBe(thread.length);
      const order = ['chie approved', 'Access is active', 'Access ended'].map((words) =>
        thread.findIndex((line) => line.includes(words)),
      );
      expect(order).toEqual(order.toSorted((left, right) => left - right));
      expect(order.at(-1)).toBe(thread.length - 1);
    }));

  test('walk-through 8, F22: what was changed by hand in that hour is told after it', () =>
    inWorld(async (world) => {
      await obtain(world, 'prod-ops 3h Restart the stuck server');
      await letRun(world, 30_000);
      const silence = world.deciding.office.silence('everything');
      world.aws.account(JUMP).leave('aiko.sato', 'prod-operators');
      const found = async () => (await factsIn(world)).map(({ event }) => event.type);
      await world.runUntil(
        'it is found',
        async () => (await found()).includes('drift-found'),
        5 * MINUTE,
      );
      for (let minutes = 0; minutes < 60; minutes += 2) {
        world.clock.turn(2 * MINUTE);
        await letRun(world, 500);
      }
      silence.remove();
      await untilOps(world, 'is gone, though a live grant needs it', 5 * MINUTE);
      await letRun(world, 5 * MINUTE);
      expect(opsOf(world).split('is gone, though a live grant needs it')).toHaveLength(2);
      expect((await found()).filter((type) => type === 'drift-found')).toHaveLength(1);
    }));

  test('a card that somebody deleted is posted anew at its next change, and works', () =>
    inWorld(async (world) => {
      const { asking, deciding } = world;
      const story = await givenProdDb(world);
      deciding.office.remove(story.post);
      await asking.type('aiko', `extend ${story.id} 30m Slow disk`);
      const fresh = () =>
        cardsIn(world).find((one) => one.words().includes('[ Approve extension ]'));
      await world.runUntil('it is there again', () => fresh() !== undefined);
      const anew = storyOf(world, fresh());
      for (const name of ['ben', 'chie'] as const) await anew.click(name, 'Approve extension');
      await world.runUntil('it is extended', () => hasFact(world, story.id, 'extension-granted'));
      expect(cardsIn(world)).toHaveLength(1);
    }));
});
