/** Rules on the wire: levels in their order, rules that change, minds that change, old cards. */

import { describe, expect, test } from 'vitest';
import {
  buttonsOf,
  obtain,
  press,
  refusal,
  send,
  type,
  untilCard,
  untilThread,
  worldsIn,
} from './acts.ts';
import { EVERY_CHAT } from './chats.ts';
import { approve, ask, dmsOf, type Who, whispersTo } from './deeds.ts';
import type { World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const TWO_LEADS = /      - name: leads\n[^]*?from: \[sre-leads\]/;

const inLevels = (text: string) =>
  text.replace(
    TWO_LEADS,
    '      - { name: lead, any: 1, from: [ben, chie] }\n' +
      '      - { name: head, any: 1, from: [dai] }',
  );
const needingThree = (text: string) => text.replace('any: 2', 'any: 3');

const hears = (world: World, who: Who, words: string) =>
  world.runUntil(`${who} hears “${words}”`, () =>
    whispersTo(world, who).some((one) => one.includes(words)),
  );

describe.each(EVERY_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('levels', () => {
    test('are decided in their order, and the card says whose turn it is', () =>
      inWorld(
        async (world) => {
          const story = await ask(world, LINE);
          expect(story.words()).toContain('any 1 of');
          expect(await refusal('dai', story)).toContain('Not your turn yet: lead decides first');
          await press(story, 'ben');
          await untilCard(world, story, 'waiting, 1 of 2 (ben approved)');
          expect(await refusal('chie', story)).toContain('Your level has its approvals already');
          await approve(world, story, 'dai');
          expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
        },
        { configure: inLevels },
      ));

    test('one that has its approvals may still stop it', () =>
      inWorld(
        async (world) => {
          const story = await ask(world, LINE);
          await press(story, 'ben');
          await untilCard(world, story, 'waiting, 1 of 2 (ben approved)');
          await send('chie', story, 'Deny…', { comment: 'The replica is being rebuilt' });
          await untilCard(world, story, 'denied by chie: The replica is being rebuilt');
        },
        { configure: inLevels },
      ));
  });

  describe('a rule that changes while a card is open', () => {
    test('is told to the next who approves; what was approved under the old one is void', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        await world.stopBot();
        await world.startBot(needingThree);
        expect(await refusal('chie', story)).toContain(
          'The rule changed while this card was open: now 3 approvals are needed',
        );
        await untilThread(world, story, 'The rule changed: ben has to approve again');
        await untilCard(world, story, 'waiting, 0 of 3');
        await approve(world, story, 'ben', 'chie', 'dai');
      }));

    test('so that nobody could approve: the requester is told, and can still withdraw', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE, 'chie');
        await world.stopBot();
        await world.startBot(needingThree);
        world.clock.turn(11 * 60_000);
        await untilThread(world, story, 'Nobody is left who could approve');
        await world.asking.type('chie', `cancel ${story.id}`);
        await untilCard(world, story, 'withdrawn');
      }));

    test('after it was given: what is given stays to its end, and more time is asked anew', () =>
      inWorld(async (world) => {
        const story = await obtain(world, LINE);
        await world.stopBot();
        await world.startBot((text) => text.replace('max_total: 8h', 'max_total: 4h'));
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
        const said = await type(world, 'aiko', `extend ${story.id} 4h The disk is slow`);
        expect(said).toContain('can be extended by 3 h at most');
      }));
  });

  describe('a mind that changes', () => {
    test('may deny after having approved, until the last approval is in', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        await send('ben', story, 'Deny…', { comment: 'It is freeze week' });
        await untilCard(world, story, 'denied by ben: It is freeze week');
        expect(buttonsOf(story)).toEqual([]);
        const isTold = () => dmsOf(world, 'aiko').join().includes('It is freeze week');
        await world.runUntil('the requester is told why', isTold);
      }));

    test('a click that was under way when somebody else denied is told who did', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        const old = await story.click('ben', 'Approve');
        await untilCard(world, story, '1 of 2');
        await send('dai', story, 'Deny…', { comment: 'It is freeze week' });
        await untilCard(world, story, 'denied by dai');
        await old.again('chie');
        await hears(world, 'chie', 'This request was already denied by dai');
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      }));
  });

  describe('a card that has been drawn anew since', () => {
    test('walk-through 28: a click on the old drawing is told, and not counted', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        const old = await story.click('mallory', 'Approve');
        await send('ben', story, 'Approve shorter…', { time: '30m' });
        await untilCard(world, story, 'ben approved 30 min only');
        await old.again('chie');
        await hears(world, 'chie', 'The card has been updated since you saw it');
        expect(story.words()).toContain('waiting, 1 of 2');
        await approve(world, story, 'chie');
        expect(story.words()).toContain('30 min');
      }));
  });
});
