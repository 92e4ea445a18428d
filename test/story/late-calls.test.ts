/** Calls that land late, a wish in the last second, an order that nobody heard: all still end. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain, press, type, untilThread, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { approve, ask, factsOf, MINUTE } from './deeds.ts';
import { JUMP, type World } from './world.ts';

const OPS = 'prod-ops 1h Restart the stuck server';
const LINE = 'prod-db 1h Restart the stuck replica';
const isMember = (world: World) =>
  world.aws.account(JUMP).members('prod-operators').includes('aiko.sato');

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('calls that land late', () => {
    test('walk-through 4, 16: a put that hangs through an early end is worthless and removed', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        const held = world.aws.faults.add({
          kind: 'hold',
          action: 'PutUserPolicy',
          when: ({ params }) => JSON.stringify(params).includes('-allow'),
        });
        await press(story, 'ben');
        await press(story, 'chie');
        await world.runUntil('the put hangs', () => held.hits.length > 0);
        await type(world, 'aiko', `done ${story.id}`);
        // Proved: that somebody ended it stands there before its fence does at AWS.
        const isProved = () => /Access ended|Nothing had/.test(story.thread().join());
        await world.runUntil('it has ended', isProved, 5 * MINUTE);
        held.release();
        await letRun(world, 2_000);
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
        await letRun(world, 120_000);
        const policies = Object.keys(world.aws.account(JUMP).user('aiko.sato')?.inline ?? {});
        expect(policies.filter((name) => name.endsWith('-allow'))).toEqual([]);
      }));
  });

  describe('more time in the last second', () => {
    test('walk-through 3: is either given and said, or refused and said; never neither', () =>
      inWorld(async (world) => {
        const story = await obtain(world, LINE);
        await type(world, 'aiko', `extend ${story.id} 30m The disk is slow`);
        await untilThread(world, story, 'asked to extend by 30 min');
        await story.click('ben', 'Approve extension');
        await untilThread(world, story, 'ben approved the extension');
        const active = (await factsOf(world, story.id)).find((one) => one.type === 'grant-active');
        const { endMs = 0 } = (active?.facts ?? {}) as { endMs?: number };
        world.clock.turnTo(endMs - 900);
        await story.click('chie', 'Approve extension');
        const word = /Extended until|Not extended|more time lapsed/;
        await world.runUntil('it is said', () => word.test(story.thread().join()), 5 * MINUTE);
        const isExtended = story.says('Extended until');
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(isExtended);
        expect(/Not extended|lapsed/.test(story.thread().join())).toBe(!isExtended);
      }));
  });

  describe('an order that the holding never heard', () => {
    test('walk-through 37: an early end is carried out first of all after a restart', () =>
      inWorld(async (world) => {
        const story = await obtain(world, OPS);
        await letRun(world, 30_000);
        world.aws.faults.add({ kind: 'failure', times: 100_000 });
        await type(world, 'aiko', `done ${story.id}`);
        await world.stopBot();
        expect(world.may('aiko.sato', 'ProdOperator')).toBe(true);
        world.aws.faults.clear();
        await world.startBot();
        await untilThread(world, story, 'Access ended');
        expect(isMember(world)).toBe(false);
        await approve(world, await ask(world, 'prod-ops 30m Restart another server'), 'ben');
      }));
  });
});
