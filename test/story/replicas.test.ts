/** Three replicas on one table: any of them takes any click, and everything is done once. */

import { describe, expect, test } from 'vitest';
import {
  inWorld,
  letRun,
  obtain,
  refusal,
  type,
  untilCard,
  untilThread,
  worldsIn,
} from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { ask, cardsIn, dmsOf, factsOf, type Story } from './deeds.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const LINE = 'prod-db 1h Restart the stuck replica';
const THREE = { replicas: 3 };
const PATIENT = { timeout: 90_000 };
const may = (world: World) => world.may('aiko.sato', 'ProdDbOperator');

/** Nothing in the thread, among the cards or in private is there twice. */
function expectOnce(world: World, story: Story): void {
  const thread = story.thread();
  expect(thread.filter((line, at) => thread.indexOf(line) !== at)).toEqual([]);
  const words = cardsIn(world).map((one) => one.words());
  expect(words.join().split(story.id)).toHaveLength(2);
  const told = dmsOf(world, 'aiko');
  expect(told.filter((one, at) => told.indexOf(one) !== at)).toEqual([]);
}

const timesOf = async (world: World, { id }: Story, type: string) =>
  (await factsOf(world, id)).filter((fact) => fact.type === type).length;

describe.each(EITHER_CHAT)('three replicas on one table, in %s', PATIENT, (chat) => {
  const inWorld = worldsIn(chat);

  test('give access and take it away, and say each thing once', () =>
    inWorld(async (world) => {
      const story = await obtain(world, LINE);
      expect(may(world)).toBe(true);
      // Until its exact end is written, AWS holds it to the latest that it may be.
      await letRun(world, 20_000);
      world.clock.turn(61 * MINUTE);
      expect(may(world)).toBe(false);
      await untilThread(world, story, 'Access ended', 10 * MINUTE);
      await letRun(world, 20_000);
      expectOnce(world, story);
      expect(await timesOf(world, story, 'grant-active')).toBe(1);
      expect(await timesOf(world, story, 'grant-revoked')).toBe(1);
    }, THREE));

  test('count two approvers who click at the same moment, and each of them once', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await Promise.all([
        story.click('ben', 'Approve'),
        story.click('ben', 'Approve'),
        story.click('chie', 'Approve'),
      ]);
      await untilThread(world, story, 'Access is active until', 2 * MINUTE);
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(await timesOf(world, story, 'review-given')).toBe(2);
      expectOnce(world, story);
    }, THREE));
});

test(
  'replicas that are behind leave granting to the newer one, and all go on revoking',
  PATIENT,
  () =>
    inWorld(async (world) => {
      const first = await obtain(world, LINE);
      const second = await ask(world, 'prod-ops 1h Restart the stuck server');
      await world.joinBot((text) => text.replace('Production operations,', 'Operations,'));
      await letRun(world, 31_000);
      await second.click('ben', 'Approve');
      await untilThread(world, second, 'Access is active', 2 * MINUTE);
      await letRun(world, 20_000);
      world.clock.turn(62 * MINUTE);
      const areOver = () => first.says('Access ended') && second.says('Access ended');
      await world.runUntil('both have ended', areOver, 10 * MINUTE);
      expectOnce(world, first);
    }, THREE),
);

describe('one of three replicas, in Teams', PATIENT, () => {
  const inWorld = worldsIn('Teams');
  const toTheFirst = (world: World) =>
    world.teams.useEndpoint(`http://127.0.0.1:${world.bot().port}/api/messages`);

  test('dies between a click and its card: the others draw it, and the click is not lost', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      toTheFirst(world);
      const silence = world.deciding.office.silence('messages');
      await story.click('ben', 'Approve');
      await world.runUntil('it wants to draw', () => silence.hits > 0);
      world.loseBot();
      silence.remove();
      expect(story.words()).toContain('0 of 2');
      await untilThread(world, story, 'ben approved', 2 * MINUTE);
      await untilCard(world, story, '1 of 2', 2 * MINUTE);
      await story.click('chie', 'Approve');
      await untilThread(world, story, 'Access is active until', 2 * MINUTE);
      expect(may(world)).toBe(true);
      expect(await timesOf(world, story, 'review-given')).toBe(2);
      expectOnce(world, story);
    }, THREE));

  test('dies once it has answered a click: pressed again elsewhere, it counts once', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      toTheFirst(world);
      await story.click('ben', 'Approve');
      world.loseBot();
      expect(await refusal('ben', story)).toContain('You have approved');
      await untilCard(world, story, '1 of 2', 2 * MINUTE);
      await untilThread(world, story, 'ben approved', 2 * MINUTE);
      expect(await timesOf(world, story, 'review-given')).toBe(1);
      expectOnce(world, story);
    }, THREE));
});
