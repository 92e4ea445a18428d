/** A clock that is wrong, ours or AWS's: nothing new is given, and everything still ends. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain, press, type, untilThread, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { ask } from './deeds.ts';
import { JUMP } from './world.ts';

const MINUTE = 60_000;
const LINE = 'prod-db 1h Restart the stuck replica';

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('A69: a clock set wrong', () => {
    test.each([
      ['ahead of AWS', -2 * MINUTE],
      ['behind AWS', 2 * MINUTE],
    ])('%s: an ask is refused with the reason, and taken when the clocks agree', (_where, skewMs) =>
      inWorld(async (world) => {
        // What is asked of AWS at the start is over.
        await letRun(world, 10_000);
        world.skewAws(skewMs);
        // It is noticed by the first answer of AWS, be it to an ask.
        await type(world, 'aiko', 'prod-logs 1h Look for the failing batch');
        const said = await type(world, 'aiko', LINE);
        expect(said).toContain('away from the clock of AWS');
        expect(said).toContain('What is active still ends on time');
        world.skewAws(0);
        // Nobody asks AWS anything meanwhile: the bot finds out by itself.
        await letRun(world, 40_000);
        await ask(world, LINE);
      }),
    );

    test.each([
      ['ahead of AWS', -10 * MINUTE],
      ['behind AWS', 10 * MINUTE],
    ])('%s, between the approval and the grant: nothing is given', (_where, skewMs) =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        // Nobody has asked AWS anything since: its first answer is in the middle of the grant.
        world.skewAws(skewMs);
        await press(story, 'ben');
        await press(story, 'chie');
        await untilThread(world, story, 'Could not be given: no access is given at the moment');
        expect(world.aws.account(JUMP).user('aiko.sato')?.inline).toEqual({});
        world.skewAws(0);
      }),
    );

    test('while access is active: AWS ends it by its own clock, and it is removed', () =>
      inWorld(async (world) => {
        const story = await obtain(world, LINE);
        await letRun(world, 30_000);
        world.skewAws(5 * MINUTE);
        world.clock.turn(56 * MINUTE);
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
        world.clock.turn(5 * MINUTE);
        await untilThread(world, story, 'Access ended');
        expect(world.aws.account(JUMP).user('aiko.sato')?.inline).not.toHaveProperty(
          'prod-access-demo01-allow',
        );
      }));
  });
});
