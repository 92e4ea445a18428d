/** Access in Identity Center: joined and assigned, and ended though nobody of ours is alive. */

import { describe, expect, test } from 'vitest';
import { inWorld, untilThread } from './acts.ts';
import { booked, maySignIn, READER, SET, useCenter } from './center.ts';
import { approve, ask, dmsOf, MINUTE } from './deeds.ts';
import type { World } from './world.ts';

const play = (story: (world: World) => Promise<void>) => () =>
  inWorld(async (world) => {
    await useCenter(world);
    await story(world);
  });

const LINE = 'prod-sso 1h Restart the stuck replica by the portal';
const LOGS = 'prod-sso-logs 1h Read the logs of the failed import';

describe('membership of a group', () => {
  test(
    'is booked to end before it is given, and taken away at its end',
    play(async (world) => {
      const story = await ask(world, LINE);
      expect(story.words()).toContain('Identity Center group prod-db-operators');
      expect(story.words()).toContain('permission set ProdDbOperator');
      expect(maySignIn(world)).toBe(false);
      await approve(world, story, 'ben');
      expect(maySignIn(world)).toBe(true);
      expect(booked(world)).toHaveLength(1);
      expect(dmsOf(world, 'aiko').join('\n')).toContain('Access portal: ');
      world.clock.turn(61 * MINUTE);
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(maySignIn(world)).toBe(false);
    }),
  );

  test(
    'ends within a minute of its end though the bot is dead',
    play(async (world) => {
      const story = await ask(world, LINE);
      await approve(world, story, 'ben');
      await world.stopBot();
      world.clock.turn(59 * MINUTE);
      expect(maySignIn(world)).toBe(true);
      world.clock.turn(3 * MINUTE);
      expect(maySignIn(world)).toBe(false);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(booked(world)).toEqual([]);
    }),
  );
});

describe('an assignment', () => {
  test(
    'is active when it has come about, and ends though the bot is dead',
    play(async (world) => {
      const story = await ask(world, LOGS);
      expect(maySignIn(world, READER)).toBe(false);
      await approve(world, story, 'ben');
      expect([maySignIn(world, READER), maySignIn(world, SET)]).toEqual([true, false]);
      await world.stopBot();
      world.clock.turn(62 * MINUTE);
      expect(maySignIn(world, READER)).toBe(false);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
    }),
  );
});
