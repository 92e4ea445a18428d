/** A token of AWS's that was taken before the end, and used after it. */

import { describe, expect, test } from 'vitest';
import { letRun, type, untilThread } from './acts.ts';
import { EVERY_CHAT } from './chats.ts';
import { approve, dmsOf, MINUTE } from './deeds.ts';
import { openSessions } from './nodes.ts';
import { cardOf, carried, file, openWith, statusOf, takeToken } from './requests.ts';
import type { World } from './world.ts';

const SECOND = 1_000;

/** Given back early by whoever has a token in their pocket. */
async function endedWithToken(world: World) {
  const id = file(world);
  const story = await cardOf(world, id);
  await approve(world, story, 'ben');
  const token = await takeToken(world, id);
  await type(world, 'aiko', `done ${story.id}`);
  await untilThread(world, story, 'Access ended', 5 * MINUTE);
  expect(statusOf(world, id)).toBe('Revoked');
  return { story, token };
}

describe.each(EVERY_CHAT)('a token that was taken before the end, in %s', (chat) => {
  test(
    'opens a shell after it: ended within seconds, counted, and told',
    carried(
      async (world) => {
        const { story, token } = await endedWithToken(world);
        const told = 'A session opened after the end, with a token taken before, was ended.';
        const lines = () => story.thread().filter((line) => line.includes(told)).length;
        for (const [index, minutes] of [1, 12].entries()) {
          world.clock.turn(minutes * MINUTE);
          await letRun(world, 2 * SECOND);
          await openWith(world, token);
          expect(openSessions(world)).toHaveLength(1);
          await letRun(world, 20 * SECOND);
          expect(openSessions(world)).toEqual([]);
          await world.runUntil('it is told', () => lines() === index + 1, MINUTE);
        }
      },
      { chat },
    ),
  );

  test(
    'is told from the start on the card, and at the end until when it is good',
    carried(
      async (world) => {
        const id = file(world);
        const story = await cardOf(world, id);
        expect(story.words()).toContain('may be opened up to 15 min after the end');
        await approve(world, story, 'ben');
        await type(world, 'aiko', `done ${story.id}`);
        await untilThread(world, story, 'Access ended', 5 * MINUTE);
        await letRun(world, 5 * SECOND);
        const told = /taken before the end, a session may be opened until \d\d:\d\d/;
        expect(story.thread().join('\n')).toMatch(told);
        expect(story.words()).toMatch(told);
        expect(dmsOf(world, 'aiko').join('\n')).toMatch(told);
      },
      { chat },
    ),
  );
});

describe('while one may be good', () => {
  test(
    'the bot is dead: what was opened is ended when it is back, however late that is',
    carried(async (world) => {
      const { token } = await endedWithToken(world);
      await world.stopBot();
      world.clock.turn(5 * MINUTE);
      await openWith(world, token);
      world.clock.turn(60 * MINUTE);
      await world.startBot();
      await world.runUntil('it is ended', () => openSessions(world).length === 0, MINUTE);
    }),
  );

  test(
    'the replica that watched dies: another ends what is opened',
    carried(
      async (world) => {
        const { token } = await endedWithToken(world);
        world.loseBot();
        await openWith(world, token);
        await world.runUntil('it is ended', () => openSessions(world).length === 0, MINUTE);
      },
      { replicas: 2 },
    ),
  );

  test(
    'AWS does not say which sessions there are: they are ended once it does',
    carried(async (world) => {
      const { story, token } = await endedWithToken(world);
      world.aws.faults.add({ kind: 'failure', times: 10_000, action: 'DescribeSessions' });
      await letRun(world, MINUTE);
      await openWith(world, token);
      world.clock.turn(30 * MINUTE);
      await letRun(world, MINUTE);
      world.aws.faults.clear();
      await world.runUntil('it is ended', () => openSessions(world).length === 0, 2 * MINUTE);
      expect(story.says('overdue')).toBe(false);
    }),
  );

  test(
    'nobody looks for it any more after that',
    carried(async (world) => {
      await endedWithToken(world);
      world.clock.turn(20 * MINUTE);
      await letRun(world, MINUTE);
      const before = world.aws.calls.filter(({ action }) => action === 'DescribeSessions').length;
      await letRun(world, 5 * MINUTE);
      const after = world.aws.calls.filter(({ action }) => action === 'DescribeSessions').length;
      expect(after).toBe(before);
    }),
  );
});
