/** Three replicas on one table: any of them takes any click, and everything is done once. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, obtain, type } from './acts.ts';
import { ask, dmsOf, factsOf, type Story } from './deeds.ts';
import { CHANNELS, type World } from './world.ts';

const MINUTE = 60_000;
const LINE = 'prod-db 1h Restart the stuck replica';
const THREE = { replicas: 3 };
const may = (world: World) => world.may('aiko.sato', 'ProdDbOperator');

/** Nothing in the thread, among the cards or in private is there twice. */
function expectOnce(world: World, story: Story): void {
  const thread = story.thread();
  expect(thread.filter((line, at) => thread.indexOf(line) !== at)).toEqual([]);
  const cards = world.slack.messages(CHANNELS.approvals).filter((one) => !one.threadTs);
  const words = cards.map((one) => world.slack.plainText(one)).join();
  expect(words.split(story.id)).toHaveLength(2);
  const told = dmsOf(world, 'aiko');
  expect(told.filter((one, at) => told.indexOf(one) !== at)).toEqual([]);
}

describe('three replicas on one table', () => {
  test('give access and take it away, and say each thing once', () =>
    inWorld(async (world) => {
      const story = await obtain(world, LINE);
      expect(may(world)).toBe(true);
      // Until its exact end is written, AWS holds it to the latest that it may be.
      await letRun(world, 20_000);
      world.clock.turn(61 * MINUTE);
      expect(may(world)).toBe(false);
      await world.runUntil('it has ended', () => story.says('Access ended'), 10 * MINUTE);
      await letRun(world, 20_000);
      expectOnce(world, story);
      const facts = (await factsOf(world, story.id)).map((fact) => fact.type);
      expect(facts.filter((one) => one === 'grant-active')).toHaveLength(1);
      expect(facts.filter((one) => one === 'grant-revoked')).toHaveLength(1);
    }, THREE));

  test('count two approvers who click at the same moment, and each of them once', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await Promise.all([
        story.click('ben', 'Approve'),
        story.click('ben', 'Approve'),
        story.click('chie', 'Approve'),
      ]);
      await world.runUntil('it is active', () => story.says('Access is active until'), 2 * MINUTE);
      await type(world, 'aiko', `done ${story.id}`);
      await world.runUntil('it has ended', () => story.says('Access ended'), 5 * MINUTE);
      const approvals = (await factsOf(world, story.id)).filter(
        (fact) => fact.type === 'review-given',
      );
      expect(approvals).toHaveLength(2);
      expectOnce(world, story);
    }, THREE));

  test('that are behind leave granting to the newer one, and all go on revoking', () =>
    inWorld(async (world) => {
      const first = await obtain(world, LINE);
      const second = await ask(world, 'prod-ops 1h Restart the stuck server');
      await world.joinBot((text) => text.replace('Production operations,', 'Operations,'));
      await letRun(world, 31_000);
      await second.click('ben', 'Approve');
      await world.runUntil('it is given', () => second.says('Access is active'), 2 * MINUTE);
      await letRun(world, 20_000);
      world.clock.turn(62 * MINUTE);
      const areOver = () => first.says('Access ended') && second.says('Access ended');
      await world.runUntil('both have ended', areOver, 10 * MINUTE);
      expectOnce(world, first);
    }, THREE));
});
