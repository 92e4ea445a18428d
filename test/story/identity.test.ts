/** Who somebody is, as the chat says it now: guests, strangers, bots, leavers, second accounts. */

import { describe, expect, test } from 'vitest';
import {
  obtain,
  press,
  refusal,
  type,
  untilCard,
  untilOps,
  untilThread,
  worldsIn,
} from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { ask, approve, become, isTold } from './deeds.ts';
import { LEADS, PEOPLE } from './seed.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const byUsergroup = (text: string) =>
  text.replace('sre-leads: [ben, chie, dai]', `sre-leads: { slack_usergroup: ${LEADS} }`);

const twice = (text: string) =>
  text
    .replace('slack: U0BEN00001', `slack: [U0BEN00001, ${PEOPLE.mallory}]`)
    .replace(/ {4}- name: mallory\n.*\n.*mallory\.kane \}\n/, '');

const IN_BOTH = [
  ['of another organization', 'belongs to another organization'],
  ['a guest', 'Guest accounts can neither ask nor approve'],
  ['a bot', 'Bots and workflows can neither ask nor approve'],
] as const;
/** A08 to A10. */
const STANDINGS = {
  Slack: [
    ...IN_BOTH,
    ['of another workspace', 'belongs to another organization'],
    ['a single-channel guest', 'Guest accounts can neither'],
  ],
  Teams: IN_BOTH,
} as const;
/** Teams does not tell whoever has left from those who never were there. */
const LEFT = { Slack: 'This account is deactivated', Teams: 'is not known here' } as const;

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('an account that does not count', () => {
    test.each(STANDINGS[chat])('%s: neither asks nor approves', (standing, words) =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        become(world, 'ben', standing);
        // Nobody believes for longer than a minute what a chat said of somebody.
        world.clock.turn(61_000);
        expect(await refusal('ben', story)).toContain(words);
        expect(await type(world, 'ben', LINE)).toContain(words);
        await untilThread(world, story, 'ben tried to approve this: refused');
        expect(story.words()).toContain('waiting, 0 of 2');
      }),
    );

    test('of whoever may ask no longer: approvers are told so, and not that they may not', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        await world.stopBot();
        await world.startBot((text) => text.replace('engineers: [aiko, ', 'engineers: ['));
        const words = `${story.id} cannot be given as things are: the requester may no longer ask`;
        expect(await refusal('ben', story)).toContain(words);
      }));

    test('a guest: neither ends what others hold, and that they tried is on record', () =>
      inWorld(async (world) => {
        const story = await obtain(world, LINE);
        become(world, 'ben', 'a guest');
        world.clock.turn(61_000);
        const form = await (await story.click('ben', 'End now')).form();
        await form.send();
        await untilThread(world, story, 'ben tried to end this: refused, a guest account.');
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
      }));

    test('A11: the late click of somebody who has left counts nothing', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        const late = await story.click('mallory', 'Approve');
        become(world, 'ben', 'gone');
        world.clock.turn(61_000);
        await late.again('ben');
        const words = LEFT[chat];
        await world.runUntil('ben is told', () => isTold(world, 'ben', words));
        expect(story.words()).toContain('waiting, 0 of 2');
      }));

    test('A11: nobody knows who it is while the chat is silent, and unknown means no', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        world.clock.turn(16 * 60_000);
        const silent = world.deciding.office.silence('people');
        expect(await refusal('ben', story)).toContain('unknown means no');
        silent.remove();
        await approve(world, story, 'ben', 'chie');
      }));
  });

  describe('two accounts of one human', () => {
    test('A07: count once', () =>
      inWorld(
        async (world) => {
          const story = await ask(world, LINE);
          await press(story, 'ben');
          await untilCard(world, story, '1 of 2');
          const again = await refusal('mallory', story);
          expect(again).toContain('You have approved');
          expect(story.words()).toContain('1 of 2');
        },
        { configure: twice },
      ));

    test('A02: what one of them asks, the other does not approve', () =>
      inWorld(
        async (world) => {
          const story = await ask(world, LINE, 'ben');
          const whisper = await refusal('mallory', story);
          expect(whisper).toContain('You cannot approve your own request');
          await untilThread(world, story, 'own request: their approval does not count');
        },
        { configure: twice },
      ));
  });

  describe('an approver who leaves the group', () => {
    test('A12: between the click and the grant: back to those who may decide, nothing given', () =>
      inWorld(
        async (world) => {
          const story = await ask(world, LINE);
          await press(story, 'ben');
          await untilCard(world, story, '1 of 2');
          world.deciding.office.lead('chie', 'dai');
          // What was known a minute ago is good for the click, and not for the grant.
          await press(story, 'chie');
          await untilThread(world, story, 'ben may no longer approve this');
          await untilCard(world, story, 'waiting, 1 of 2 (chie approved)');
          expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
          // Within a minute every replica knows that dai has joined it.
          world.clock.turn(61_000);
          await approve(world, story, 'dai');
          expect(story.words()).toContain('Approved by @chie, @dai');
        },
        { configure: byUsergroup },
      ));

    test('nobody is left who could approve: requester and operators are told while it waits', () =>
      inWorld(
        async (world) => {
          const story = await ask(world, LINE);
          world.deciding.office.lead('chie');
          world.clock.turn(11 * 60_000);
          await untilThread(world, story, 'Nobody is left who could approve');
          await untilOps(world, 'Nobody is left');
        },
        { configure: byUsergroup },
      ));
  });

  describe('a requester who leaves', () => {
    test('A13: after the approvals, before the grant: nothing is given', () =>
      inWorld(async (world) => {
        const story = await ask(world, 'prod-logs 18:05-18:35 Look for the failing batch');
        await press(story, 'ben');
        await untilCard(world, story, 'starts 18:05');
        become(world, 'aiko', 'gone');
        world.clock.turn(3 * 60_000);
        await untilThread(world, story, 'Could not be given: the requester');
        expect(world.may('aiko.sato', 'ProdLogReader')).toBe(false);
      }));

    test('A13: while it is active: it is taken away', () =>
      inWorld(async (world) => {
        const story = await obtain(world, 'prod-db 2h Restart the stuck replica');
        become(world, 'aiko', 'gone');
        world.clock.turn(66 * 60_000);
        await untilThread(world, story, 'Ended by policy: its holder may no longer have it');
        await untilThread(world, story, 'Access ended');
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      }));
  });
});
