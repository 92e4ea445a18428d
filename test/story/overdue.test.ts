/** When AWS will not take it back: visible at once, never given up, written off only by two. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { letRun, obtain, press, type, untilOps, untilThread, worldsIn } from './acts.ts';
import { type Chat, EITHER_CHAT } from './chats.ts';
import { ask, factsOf, type Story } from './deeds.ts';
import { JUMP, type World } from './world.ts';

const MINUTE = 60_000;
const OPS = 'prod-ops 1h Restart the stuck server';
const isMember = (world: World) =>
  world.aws.account(JUMP).members('prod-operators').includes('aiko.sato');

/** A pager on loopback: whom the bot wakes, and when. */
async function playPaged(
  chat: Chat,
  play: (world: World, pages: () => number) => Promise<void>,
): Promise<void> {
  let count = 0;
  const server: Server = createServer((_request, response) => {
    count += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const configure = (text: string) =>
    text
      .replace(/ {2}# page: .*/, `  page: http://127.0.0.1:${port}/hook`)
      .replace('  people: [dai]', '  people: [dai, chie]');
  try {
    await worldsIn(chat)((world) => play(world, () => count), { configure });
  } finally {
    server.close();
  }
}

/** Its end has passed, and AWS refuses every removal. */
async function stuck(world: World): Promise<Story> {
  const story = await obtain(world, OPS);
  world.aws.faults.add({ kind: 'denied', action: 'RemoveUserFromGroup', times: 100_000 });
  world.clock.turn(60 * MINUTE);
  await untilThread(world, story, 'Removal is overdue', 5 * MINUTE);
  return story;
}

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);
  const withPager = (play: Parameters<typeof playPaged>[1]) => playPaged(chat, play);

  describe('a removal that AWS refuses', () => {
    test('A70: pages after 2 min and again after 15, and is done as soon as AWS lets it', () =>
      withPager(async (world, pages) => {
        const story = await stuck(world);
        await world.runUntil('somebody is paged', () => pages() === 1);
        // The membership is still there, and the dated Deny makes it worthless.
        expect(isMember(world)).toBe(true);
        expect(world.may('aiko.sato', 'ProdOperator')).toBe(false);
        world.clock.turn(13 * MINUTE);
        await letRun(world, 5_000);
        expect(pages()).toBe(1);
        world.clock.turn(2 * MINUTE);
        await world.runUntil('they are paged again', () => pages() === 2);
        world.aws.faults.clear();
        await untilThread(world, story, 'Access ended', 10 * MINUTE);
        expect(isMember(world)).toBe(false);
        world.clock.turn(20 * MINUTE);
        await letRun(world, 5_000);
        expect(pages()).toBe(2);
      }));

    test('is written off by two operators and a reason, and by nobody less', () =>
      withPager(async (world) => {
        const story = await stuck(world);
        const writeOff = `write-off ${story.id}`;
        expect(await type(world, 'ben', `${writeOff} The account is closed`)).toContain('Only op');
        expect(await type(world, 'dai', writeOff)).toContain('Say why');
        expect(await type(world, 'dai', `${writeOff} The account is closed`)).toContain('A second');
        await untilOps(world, 'A second operator confirms with');
        expect(await type(world, 'dai', `${writeOff} Yes, closed`)).toContain(
          'takes two operators',
        );
        expect(story.words()).toContain('removal overdue');
        expect(await type(world, 'chie', `${writeOff} I saw it`)).toContain('is written off');
        await untilThread(world, story, 'Written off by dai and chie: “The account is closed”');
        await untilOps(world, 'nobody is paged any more');
        const types = (await factsOf(world, story.id)).map((fact) => fact.type);
        expect(types.filter((one) => one.startsWith('writ'))).toEqual([
          'write-off-proposed',
          'written-off',
        ]);
        // Nobody waits for it any more, and it is still taken away as soon as AWS lets it.
        world.aws.faults.clear();
        await world.runUntil('it is removed', () => !isMember(world), 10 * MINUTE);
        await letRun(world, 60_000);
      }));

    test('is not written off while it is only active', () =>
      inWorld(async (world) => {
        const story = await obtain(world, OPS);
        expect(await type(world, 'dai', `write-off ${story.id} no longer needed`)).toContain(
          'is not overdue',
        );
      }));
  });

  describe('a grant that failed half-way', () => {
    /** Put into the group, which was widened before that was confirmed; and AWS will not let go. */
    async function halfGiven(world: World): Promise<Story> {
      const story = await ask(world, OPS);
      world.aws.faults.add({ kind: 'denied', action: 'RemoveUserFromGroup', times: 100_000 });
      await press(story, 'ben');
      await world.runUntil('it was begun', () => isMember(world));
      world.aws.account(JUMP).putPolicy('groups', 'prod-operators', 'more', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }],
      });
      await untilThread(world, story, 'Could not be given', 5 * MINUTE);
      return story;
    }

    test('is overdue like any other while a part of it stands, and its end is said', () =>
      withPager(async (world, pages) => {
        const story = await halfGiven(world);
        expect(isMember(world)).toBe(true);
        expect(world.may('aiko.sato', 'ProdOperator')).toBe(false);
        await untilThread(world, story, 'Removal is overdue', 5 * MINUTE);
        await world.runUntil('somebody is paged', () => pages() === 1);
        await world.runUntil('the card says so', () => story.words().includes('removal overdue'));
        world.aws.faults.clear();
        await untilThread(world, story, 'Access ended', 10 * MINUTE);
        expect(isMember(world)).toBe(false);
        await world.runUntil('the card says why', () =>
          story.words().includes('could not be given'),
        );
      }));

    test('is not talked about when it is cleared in time', () =>
      withPager(async (world, pages) => {
        const story = await halfGiven(world);
        world.aws.faults.clear();
        await world.runUntil('it is removed', () => !isMember(world), 2 * MINUTE);
        await letRun(world, 10 * MINUTE);
        expect(story.says('Removal is overdue')).toBe(false);
        expect(story.says('ended')).toBe(false);
        expect(pages()).toBe(0);
      }));
  });
});
