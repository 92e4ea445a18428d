/** Windows that are to come, gaps that stay closed, and clocks that start with the access. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain, press, type, untilCard, untilDm, untilThread, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { approve, ask, factsOf, type Story } from './deeds.ts';
import { LEADS } from './seed.ts';
import { JUMP, SIX_PM, type World } from './world.ts';

/** 18:00 in Tokyo is two minutes before the world begins. */
const at = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return SIX_PM + ((hours - 18) * 60 + minutes - 2) * 60_000;
};
const mayLogs = (world: World) => world.may('aiko.sato', 'ProdLogReader');
const turnTo = async (world: World, clock: string) => {
  world.clock.turnTo(at(clock));
  await letRun(world, 10_000);
};

async function scheduled(world: World, window: string): Promise<Story> {
  const story = await ask(world, `prod-logs ${window} Look for the failing batch`);
  await press(story, 'ben');
  await untilCard(world, story, `starts ${window.slice(0, 5)}`);
  return story;
}

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('a window that is to come', () => {
    test('opens at its start and closes at its end, with nothing at AWS before', () =>
      inWorld(async (world) => {
        const story = await scheduled(world, '19:00-20:00');
        await untilDm(world, 'aiko', 'Access starts 19:00');
        expect(world.aws.account(JUMP).user('aiko.sato')?.inline).toEqual({});
        await turnTo(world, '18:59');
        expect(mayLogs(world)).toBe(false);
        world.clock.turnTo(at('19:00'));
        await untilCard(world, story, 'active until 20:00');
        expect(mayLogs(world)).toBe(true);
        world.clock.turnTo(at('20:00'));
        expect(mayLogs(world)).toBe(false);
        await untilThread(world, story, 'Access ended (its date in AWS)');
      }));

    test('opens at its start, however often somebody asks in vain to end it meanwhile', () =>
      inWorld(async (world) => {
        const story = await scheduled(world, '19:00-20:00');
        await turnTo(world, '18:50');
        world.clock.turnTo(at('19:00') - 3_000);
        for (let second = 0; second < 30; second += 1) {
          expect(await type(world, 'ben', `done ${story.id}`)).toContain('not yours');
          await letRun(world, 1_000);
        }
        expect(mayLogs(world)).toBe(true);
      }));

    test('walk-through 18: is decided again 15 min before, while somebody can still act', () =>
      inWorld(
        async (world) => {
          const story = await ask(world, 'prod-logs 19:00-20:00 Look for the failing batch');
          await press(story, 'ben');
          await untilCard(world, story, 'starts 19:00');
          const { lead } = world.deciding.office;
          lead();
          await turnTo(world, '18:44');
          expect(story.thread().join()).not.toContain('cannot start');
          world.clock.turnTo(at('18:45'));
          await untilThread(world, story, 'As things stand, this cannot start');
          await untilDm(world, 'aiko', 'would be refused as things are');
          lead('ben');
          world.clock.turnTo(at('19:00'));
          await untilCard(world, story, 'active until 20:00');
        },
        {
          configure: (text) =>
            text.replace('sre-leads: [ben, chie, dai]', `sre-leads: { slack_usergroup: ${LEADS} }`),
        },
      ));

    test('can be called off by its requester before it starts, and AWS never hears of it', () =>
      inWorld(async (world) => {
        const story = await scheduled(world, '19:00-20:00');
        await untilDm(world, 'aiko', `/prod-access cancel ${story.id} before it starts`);
        expect(await type(world, 'aiko', 'cancel')).toContain('will not start');
        await untilCard(world, story, 'nothing had been given');
        await turnTo(world, '19:01');
        expect(mayLogs(world)).toBe(false);
      }));

    test('lapses unanswered when too little of it is left, in the very second', () =>
      inWorld(async (world) => {
        const story = await ask(world, 'prod-logs 18:05-18:30 Look for the failing batch');
        world.clock.turnTo(at('18:25'));
        await press(story, 'ben');
        await untilCard(world, story, 'lapsed: too little was left');
        expect(mayLogs(world)).toBe(false);
      }));

    test('survives a bot that was stopped over its start', () =>
      inWorld(async (world) => {
        const story = await scheduled(world, '19:00-20:00');
        await world.stopBot();
        world.clock.turnTo(at('19:10'));
        expect(mayLogs(world)).toBe(false);
        await world.startBot();
        await untilCard(world, story, 'active until 20:00');
      }));
  });

  describe('two windows on one role', () => {
    test('walk-through 14: do not bridge the gap between them', () =>
      inWorld(async (world) => {
        const first = await ask(world, 'prod-logs until 19:00 Look for the failing batch');
        await approve(world, first, 'ben');
        const second = await scheduled(world, '20:00-21:00');
        const answers = [mayLogs(world)];
        world.clock.turnTo(at('19:00'));
        await untilThread(world, first, 'Access ended');
        await turnTo(world, '19:30');
        answers.push(mayLogs(world));
        await turnTo(world, '20:05');
        await untilThread(world, second, 'Access is active until');
        answers.push(mayLogs(world));
        await turnTo(world, '21:00');
        answers.push(mayLogs(world));
        expect(answers).toEqual([true, false, true, false]);
        await untilThread(world, second, 'Access ended');
      }));
  });

  describe('a group and a policy that lead to the same role', () => {
    const same = (text: string) => text.replace('role: ProdLogReader', 'role: ProdOperator');

    test('walk-through 12: the first to end does not cut the other', () =>
      inWorld(
        async (world) => {
          const group = await obtain(world, 'prod-ops 1h Restart the stuck server');
          const policy = await obtain(world, 'prod-logs 2h Look for the failing batch');
          await turnTo(world, '19:30');
          await untilThread(world, group, 'Access ended');
          expect(world.aws.account(JUMP).members('prod-operators')).toEqual([]);
          expect(world.may('aiko.sato', 'ProdOperator')).toBe(true);
          await turnTo(world, '20:15');
          expect(world.may('aiko.sato', 'ProdOperator')).toBe(false);
          await untilThread(world, policy, 'Access ended');
        },
        { configure: same },
      ));
  });

  describe('a duration', () => {
    test('walk-through 15: begins when access is active; until then AWS has the latest end', () =>
      inWorld(async (world) => {
        const story = await ask(world, 'prod-ops 1h Restart the stuck server');
        const latest = /at most until (\d\d:\d\d)/.exec(story.words())?.[1];
        expect(latest).toBe('20:12');
        await approve(world, story, 'ben');
        const active = (await factsOf(world, story.id)).find(({ type }) => type === 'grant-active');
        const { sinceMs, endMs } = (active?.facts ?? {}) as { sinceMs: number; endMs: number };
        expect(endMs - sinceMs).toBe(3_600_000);
        // Only when the dates at AWS are lowered does the bot's death cost nothing.
        await letRun(world, 30_000);
        await world.stopBot();
        world.clock.turnTo(endMs - 2_000);
        expect(world.may('aiko.sato', 'ProdOperator')).toBe(true);
        world.clock.turnTo(endMs);
        expect(world.may('aiko.sato', 'ProdOperator')).toBe(false);
        await world.startBot();
        await untilThread(world, story, 'Access ended');
      }));
  });
});
