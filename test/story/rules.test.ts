/** Rules on the wire: levels in their order, rules that change, minds that change, old cards. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../stand-ins/slack/json.ts';
import {
  buttonsOf,
  inWorld,
  obtain,
  press,
  refusal,
  send,
  untilCard,
  untilThread,
} from './acts.ts';
import { approve, ask, dmsOf, type Story } from './deeds.ts';
import { PEOPLE, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const TWO_LEADS = /      - name: leads\n[^]*?from: \[sre-leads\]/;

const inLevels = (text: string) =>
  text.replace(
    TWO_LEADS,
    '      - { name: lead, any: 1, from: [ben, chie] }\n' +
      '      - { name: head, any: 1, from: [dai] }',
  );
const needingThree = (text: string) => text.replace('any: 2', 'any: 3');

/** A press on the button as it stood when the payload was made, sent now. */
async function sendOld(world: World, old: JsonObject, who: keyof typeof PEOPLE) {
  const user = { ...(old['user'] as JsonObject), id: PEOPLE[who], name: who };
  // Answered where they are: the old way back belongs to somebody else.
  const { response_url: _, ...rest } = old;
  await world.slack.deliver('interactive', { ...rest, user, trigger_id: `old.${who}` });
}
const heard = (world: World, who: keyof typeof PEOPLE, words: string) =>
  world.runUntil(`${who} hears “${words}”`, () =>
    world.slack.as(PEOPLE[who]).whispers.some((one) => world.slack.plainText(one).includes(words)),
  );
const payloadOf = async (story: Story, who: keyof typeof PEOPLE): Promise<JsonObject> =>
  (await story.click(who, 'Approve')).sent?.delivery.payload ?? {};

describe('levels', () => {
  test('are decided in their order, and the card says whose turn it is', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        expect(story.words()).toContain('any 1 of');
        expect(await refusal(world, 'dai', story)).toContain(
          'Not your turn yet: lead decides first',
        );
        await press(story, 'ben');
        await untilCard(world, story, 'waiting, 1 of 2 (ben)');
        expect(await refusal(world, 'chie', story)).toContain('You are not among those');
        await approve(world, story, 'dai');
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
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
      expect(await refusal(world, 'chie', story)).toContain(
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
      await world.slack.as(PEOPLE.chie).command('/prod-access', `cancel ${story.id}`);
      await untilCard(world, story, 'withdrawn');
    }));

  test('after it was given: what is given stays to its end, and more time is asked anew', () =>
    inWorld(async (world) => {
      const story = await obtain(world, LINE);
      await world.stopBot();
      await world.startBot((text) => text.replace('max_total: 8h', 'max_total: 4h'));
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
      const answer = await world.slack
        .as(PEOPLE.aiko)
        .command('/prod-access', `extend ${story.id} 4h The disk is slow`);
      const said = world.slack.plainText(await answer.untilWhisper());
      expect(said).toContain('can be extended by 3 h at most');
    }));
});

describe('a mind that changes', () => {
  test('may deny after having approved, until the last approval is in', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await send(world, 'ben', story, 'Deny…', { comment: 'It is freeze week' });
      await untilCard(world, story, 'denied by ben: It is freeze week');
      expect(buttonsOf(story)).toEqual([]);
      const isTold = () => dmsOf(world, 'aiko').join().includes('It is freeze week');
      await world.runUntil('the requester is told why', isTold);
    }));

  test('a click that was under way when somebody else denied is told who did', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      const old = await payloadOf(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await send(world, 'dai', story, 'Deny…', { comment: 'It is freeze week' });
      await untilCard(world, story, 'denied by dai');
      await sendOld(world, old, 'chie');
      await heard(world, 'chie', 'This request was already denied by dai');
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
    }));
});

describe('a card that has been drawn anew since', () => {
  test('walk-through 28: a click on the old drawing is told, and not counted', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      const old = await payloadOf(story, 'mallory');
      await send(world, 'ben', story, 'Approve shorter…', { time: '30m' });
      await untilCard(world, story, 'ben approved 30 min only');
      await sendOld(world, old, 'chie');
      await heard(world, 'chie', 'The card has been updated since you saw it');
      expect(story.words()).toContain('waiting, 1 of 2');
      await approve(world, story, 'chie');
      expect(story.words()).toContain('30 min');
    }));
});
