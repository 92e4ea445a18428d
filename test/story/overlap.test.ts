/** Two grants on one role, and one grant made longer. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EVERY_CHAT } from './chats.ts';
import {
  approve,
  ask,
  dmsOf,
  expectSound,
  givenProdDb,
  isTold,
  MINUTE,
  type Story,
  type Who,
} from './deeds.ts';
import { createWorld, type World } from './world.ts';

describe.each(EVERY_CHAT)('in %s', (chat) => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ chat });
  });
  afterEach(async () => {
    try {
      await expectSound(world);
    } finally {
      await world.close();
    }
  });

  const may = () => world.may('aiko.sato', 'ProdDbOperator');
  const command = (text: string, name: Who = 'aiko') => world.asking.type(name, text);
  const told = (name: Who, words: string) =>
    world.runUntil(`${name} is told “${words}”`, () => isTold(world, name, words));

  describe('two grants on one role', () => {
    test('the first ends as kept for the second, the second ends the access', async () => {
      const first = await givenProdDb(world);
      const second = await ask(world, 'prod-db 2h Watch the replica catch up');
      await approve(world, second, 'ben', 'dai');
      world.clock.turn(61 * MINUTE);
      await world.runUntil('the first has ended', () => first.says('This grant ended.'));
      const [, end] = /active until (\d\d:\d\d)/.exec(second.thread().join('\n')) ?? [];
      expect(first.says(`Access stays for ${second.id} until ${end}`)).toBe(true);
      expect(first.says('Removal confirmed')).toBe(false);
      expect(may()).toBe(true);
      expect(dmsOf(world, 'aiko').some((one) => one.includes('is removed'))).toBe(false);
      world.clock.turn(60 * MINUTE);
      expect(may()).toBe(false);
      await world.runUntil('the second has ended', () => second.says('Removal confirmed'));
    });

    test('the longer one given back early leaves the shorter one until its own end', async () => {
      const shorter = await givenProdDb(world);
      const longer = await ask(world, 'prod-db 2h Watch the replica catch up');
      await approve(world, longer, 'ben', 'dai');
      await command(`done ${longer.id}`);
      await world.runUntil('the longer has ended', () => longer.says('This grant ended.'));
      expect(longer.says(`Access stays for ${shorter.id}`)).toBe(true);
      expect(may()).toBe(true);
      world.clock.turn(61 * MINUTE);
      expect(may()).toBe(false);
      await world.runUntil('the shorter has ended', () => shorter.says('Removal confirmed'));
    });
  });

  describe('more time', () => {
    const extended = (story: Story) => story.says('Extended until 19:32');

    test('is decided by the same approvers, and moves at AWS before it is said', async () => {
      const story = await givenProdDb(world);
      await command(`extend ${story.id} 30m The replica is slow`);
      await world.runUntil('it is asked', () => story.says('aiko asked to extend by 30 min'));
      await story.click('ben', 'Approve extension');
      await world.runUntil('ben is counted', () => story.says('ben approved the extension.'));
      expect(extended(story)).toBe(false);
      const held = world.aws.faults.add({ kind: 'hold', action: 'PutUserPolicy', times: 10 });
      await story.click('chie', 'Approve extension');
      await held.met();
      expect(extended(story)).toBe(false);
      held.remove();
      await world.runUntil('it is said', () => extended(story), 5 * MINUTE);
      world.clock.turn(65 * MINUTE);
      expect(may()).toBe(true);
      world.clock.turn(25 * MINUTE);
      expect(may()).toBe(false);
      await world.runUntil('it has ended', () => story.says('Access ended'));
    });

    test('can be asked for by a button in private, with the form', async () => {
      const story = await givenProdDb(world);
      const form = await (await world.asking.clickInPrivate('aiko', 'Extend…')).form(story.id);
      await form.send({ time: '30m', why: 'The replica is slow' });
      await world.runUntil('it is asked', () => story.says('aiko asked to extend by 30 min'));
    });

    test('nobody approves their own', async () => {
      const story = await givenProdDb(world);
      await command(`extend ${story.id} 30m The replica is slow`);
      await world.runUntil('it is asked', () => story.words().includes('Approve extension'));
      await story.click('aiko', 'Approve extension');
      await told('aiko', 'You cannot approve your own request');
      await story.click('mallory', 'Approve extension');
      await told('mallory', 'not among those who decide');
      world.clock.turn(61 * MINUTE);
      expect(may()).toBe(false);
    });

    test('past the longest total is refused with what is left', async () => {
      const story = await givenProdDb(world);
      await command(`extend ${story.id} 9h The replica is slow`);
      await told('aiko', `${story.id} can be extended by`);
      expect(story.says('asked to extend')).toBe(false);
    });

    test('denied, with a reason: the end stays', async () => {
      const story = await givenProdDb(world);
      await command(`extend ${story.id} 30m The replica is slow`);
      await world.runUntil('it is asked', () => story.words().includes('Deny extension'));
      const opened = await story.click('ben', 'Deny extension…');
      await (await opened.form('Why not?')).send({ comment: 'Hand over to the night shift' });
      await told('aiko', 'ben denied more time: “Hand over to the night shift”');
      world.clock.turn(61 * MINUTE);
      expect(may()).toBe(false);
    });
  });
});
