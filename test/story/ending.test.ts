/** How access ends: by its date, by a word, with everything else broken. */

import { afterEach, describe, expect, test } from 'vitest';
import { type } from './acts.ts';
import { EVERY_CHAT } from './chats.ts';
import {
  approve,
  ask,
  dmsOf,
  expectSound,
  factsOf,
  givenProdDb,
  hasFact,
  MINUTE,
  type Story,
} from './deeds.ts';
import { FILE, icsOf, withFreeze } from './freezes.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** From half an hour after the stories begin; dai may approve, and is no operator. */
const FROZEN_SOON: WorldOptions = {
  configure: (text) =>
    withFreeze(
      'refuse',
      FILE.ics,
    )(text)
      .replace('from: [ben, chie]', 'from: [sre-leads]')
      .replace('people: [dai]', 'people: [ben]'),
  beside: { 'freeze.ics': icsOf(['DTSTART;TZID=Asia/Tokyo:20261124T183000|DURATION:PT2H']) },
};

describe.each(EVERY_CHAT)('in %s', (chat) => {
  let world: World | undefined;
  afterEach(async () => {
    const ended = world;
    world = undefined;
    try {
      if (ended) await expectSound(ended);
    } finally {
      await ended?.close();
    }
  });

  async function given(options: WorldOptions = {}): Promise<[World, Story]> {
    world = await createWorld({ chat, ...options });
    return [world, await givenProdDb(world)];
  }

  describe('the very second of the end', () => {
    test.each([
      { what: 'prod-db', role: 'ProdDbOperator', by: ['ben', 'chie'] as const },
      { what: 'prod-ops', role: 'ProdOperator', by: ['ben'] as const },
    ])(
      'of $what: no before approval, yes while active, no at the end without a bot',
      async (one) => {
        world = await createWorld({ chat });
        const may = () => world?.may('aiko.sato', one.role);
        expect(may()).toBe(false);
        const story = await ask(world, `${one.what} 1h Restart the stuck replica`);
        expect(may()).toBe(false);
        await approve(world, story, ...one.by);
        expect(may()).toBe(true);
        const facts = await factsOf(world, story.id);
        const active = facts.find((fact) => fact.type === 'grant-active');
        const endMs = active?.type === 'grant-active' ? active.facts.endMs : 0;
        await world.stopBot();
        world.clock.turnTo(endMs - 2000);
        expect(may()).toBe(true);
        world.clock.turnTo(endMs);
        expect(may()).toBe(false);
        await world.startBot();
        await world.runUntil('the end is said', () => story.says('Access ended'));
        expect(may()).toBe(false);
      },
    );
  });

  describe('before its date', () => {
    test('the requester is done, in a direct message', async () => {
      const [world, story] = await given();
      await world.asking.clickInPrivate('aiko', "I'm done");
      await world.runUntil('it has ended', () => story.says('Access ended'));
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      expect(story.says('aiko ended this grant early')).toBe(true);
    });

    test('an approver ends it, and is asked once more before', async () => {
      const [world, story] = await given();
      const form = await (await story.click('dai', 'End now')).form('loses');
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
      await form.send();
      await world.runUntil('it has ended', () => story.says('Access ended'));
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      expect(story.says('dai ended this grant')).toBe(true);
    });

    test('an approver ends it while changes are frozen, and nothing would be given', async () => {
      const [world, story] = await given(FROZEN_SOON);
      world.clock.turn(35 * MINUTE);
      expect(await type(world, 'aiko', 'prod-db 1h Restart it once more')).toContain('frozen by');
      const form = await (await story.click('dai', 'End now')).form('loses');
      await form.send();
      await world.runUntil('it has ended', () => story.says('Access ended'));
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      expect(story.says('dai ended this grant')).toBe(true);
    });

    test('an outsider cannot end it', async () => {
      const [world, story] = await given();
      const form = await (await story.click('mallory', 'End now')).form();
      await form.send();
      await world.runUntil('the refusal is said', () => story.says('mallory tried to end this'));
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
    });
  });

  describe('with the chat down', () => {
    test('a revocation by hand happens, and its lines come in order after', async () => {
      const [world, story] = await given();
      const down = world.deciding.office.silence('messages');
      await world.bot().app.revoke(story.id);
      await world.runUntil('it is recorded', () => hasFact(world, story.id, 'grant-revoked'));
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      world.clock.turn(5 * MINUTE);
      expect(story.says('Access ended')).toBe(false);
      down.remove();
      await world.runUntil('the end is said', () => story.says('Access ended'), 10 * MINUTE);
      const thread = story.thread();
      const [ending, ended] = ['ended this grant', 'Access ended'].map((words) =>
        thread.findIndex((line) => line.includes(words)),
      );
      expect(ending).toBeGreaterThan(0);
      expect(ended).toBe((ending ?? 0) + 1);
    });
  });

  describe('the holder is warned', () => {
    test('ten and two minutes before, by direct message', async () => {
      const [world] = await given();
      const told = (words: string) =>
        dmsOf(world, 'aiko').filter((one) => one.includes(words)).length;
      world.clock.turn(45 * MINUTE);
      expect(told('ends in 10 min')).toBe(0);
      world.clock.turn(5 * MINUTE);
      await world.runUntil('ten are said', () => told('ends in 10 min') === 1);
      expect(told('ends in 2 min')).toBe(0);
      world.clock.turn(8 * MINUTE);
      await world.runUntil('two are said', () => told('ends in 2 min') === 1);
      expect(told('ends in 10 min')).toBe(1);
    });
  });
});
