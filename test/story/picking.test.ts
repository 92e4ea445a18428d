/** Nodes picked from a list: what is offered, what is bound, and what is refused. */

import { describe, expect, test } from 'vitest';
import { inWorld, openForm, type, untilThread } from './acts.ts';
import { type Chat, EITHER_CHAT } from './chats.ts';
import { approve, ask, cardsIn, MINUTE, storyOf } from './deeds.ts';
import { ASLEEP, FIELD, LABORATORY, putFleet, untilListed, WEB, WEB_TWO } from './fleet.ts';
import { withFleet } from './fleet.ts';
import { BASTION, mayOpen, open, openSessions, region, SHELL } from './nodes.ts';
import type { World } from './world.ts';

const WHY = 'Look at the disks of the fleet';

const playIn = (chat: Chat) => (story: (world: World) => Promise<void>) => () =>
  inWorld(
    async (world) => {
      putFleet(world);
      await untilListed(world);
      await story(world);
    },
    { chat, configure: withFleet },
  );

const form = async (world: World, line = 'prod-fleet 1h') => {
  const opened = await openForm(world, line);
  const offers = (typed: string) => opened.find(FIELD, typed);
  const find = async (typed: string) => (await offers(typed)).map(({ value }) => value);
  return { ...opened, offers, find };
};
const maysOn = (world: World, ...nodes: readonly string[]) =>
  nodes.map((node) => mayOpen(world, { node, document: SHELL }));

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const play = playIn(chat);

  describe('picking in the form', () => {
    test(
      'offers what answers first, by any part of what is known, and says how old the list is',
      play(async (world) => {
        const { find, offers, words } = await form(world);
        expect(words()).toContain('Which nodes?');
        expect(words()).toMatch(/Up to 3 of the 3 nodes with Env=prod, as of (now|\d+ min ago)\./);
        expect(await find('')).toEqual([WEB, WEB_TWO, ASLEEP]);
        expect(await find('WEB')).toEqual([WEB, WEB_TWO]);
        expect(await find('10.0.1')).toEqual([WEB]);
        expect(await find('amazon web')).toEqual([WEB]);
        expect(await find('aaaa3')).toEqual([ASLEEP]);
        expect(await find('lab')).toEqual([]);
        const offered = JSON.stringify(await offers('web-01'));
        expect(offered).toContain(`web-01 (${WEB})`);
        expect(offered).toContain('online · 10.0.1.12 · Amazon Linux');
      }),
    );

    test(
      'gives a shell on what was picked, for as long as it was given, and on nothing else',
      play(async (world) => {
        const { send, find } = await form(world);
        await find('web');
        const sent = await send({ [FIELD]: [WEB, WEB_TWO], why: WHY });
        expect(sent.problems).toEqual({});
        await world.runUntil('the card is posted', () => cardsIn(world).length > 0);
        const story = storyOf(world, cardsIn(world).at(-1));
        expect(story.words()).toContain(`shell on ${WEB}, ${WEB_TWO}`);
        expect(story.words()).toContain(`Nodes web-01 (${WEB}), web-02 (${WEB_TWO})`);
        await approve(world, story, 'ben');
        expect(maysOn(world, WEB, WEB_TWO)).toEqual([true, true]);
        expect(maysOn(world, ASLEEP, LABORATORY, BASTION)).toEqual([false, false, false]);
        open(world, { node: WEB, document: SHELL });
        world.clock.turn(61 * MINUTE);
        expect(maysOn(world, WEB, WEB_TWO)).toEqual([false, false]);
        await untilThread(world, story, 'Access ended', 20 * MINUTE);
        expect(openSessions(world)).toEqual([]);
      }),
    );

    test(
      'takes a node that came after the list was read, by its whole id',
      play(async (world) => {
        const fresh = 'i-0ccccccccccccccc1';
        region(world).putNode(fresh, { name: 'web-03', tags: { Env: 'prod' } });
        const { send, find } = await form(world);
        expect(await find('web-03')).toEqual([]);
        expect(await find(fresh)).toEqual([fresh]);
        await send({ [FIELD]: [fresh], why: WHY });
        await world.runUntil('the card is posted', () => cardsIn(world).length > 0);
      }),
    );

    test(
      'is refused beside the nodes, and loses nothing that was picked or typed',
      play(async (world) => {
        const { send, find, words } = await form(world);
        await find('');
        const none = await send({ [FIELD]: [], why: WHY });
        expect(Object.keys(none.problems)).toEqual([FIELD]);
        const refused = await send({ [FIELD]: [WEB, ASLEEP], why: WHY });
        expect(refused.problems).toEqual({
          [FIELD]: expect.stringContaining(`${ASLEEP} cannot be reached by Session Manager`),
        });
        for (const typed of [WEB, ASLEEP, WHY]) expect(words()).toContain(typed);
        await find('web');
        expect((await send({ [FIELD]: [WEB] })).problems).toEqual({});
        await world.runUntil('the card is posted', () => cardsIn(world).length > 0);
      }),
    );
  });

  describe('picking in one line', () => {
    test(
      'is filed with nodes=, and opens the form without',
      play(async (world) => {
        const story = await ask(world, `prod-fleet 1h ${WHY} nodes=${WEB_TWO}`);
        expect(story.words()).toContain(`shell on ${WEB_TWO}`);
        expect(story.words()).not.toContain('nodes=');
        const { words } = await form(world, `prod-fleet 1h ${WHY}`);
        expect(words()).toContain(WHY);
      }),
    );

    test.each([
      ['outside the set', LABORATORY, 'does not carry Env=prod'],
      ['that has another tag', BASTION, 'does not carry Env=prod'],
      ['that is none', 'i-0dddddddddddddddd', 'Systems Manager knows no i-0dddddddddddddddd'],
      ['that is silent', ASLEEP, 'the agent does not answer'],
      ['by a word', 'web-01', 'is not the id of a node'],
    ])('a node %s is refused, with what to do', (_, node, said) =>
      play(async (world) => {
        expect(await type(world, 'aiko', `prod-fleet 1h nodes=${node} ${WHY}`)).toContain(said);
        expect(cardsIn(world)).toEqual([]);
      })(),
    );

    test(
      'a node that lost its tag since the list was read is refused',
      play(async (world) => {
        region(world).putNode(WEB, { tags: { Env: 'lab' } });
        const said = await type(world, 'aiko', `prod-fleet 1h nodes=${WEB},${WEB_TWO} ${WHY}`);
        expect(said).toContain(`${WEB} does not carry Env=prod`);
      }),
    );

    test(
      'the same words for other nodes are another request',
      play(async (world) => {
        await ask(world, `prod-fleet 1h nodes=${WEB} ${WHY}`);
        await ask(world, `prod-fleet 1h nodes=${WEB_TWO} ${WHY}`);
        const again = await type(world, 'aiko', `prod-fleet 1h nodes=${WEB} ${WHY}`);
        expect(again).toContain('You asked for exactly this already');
      }),
    );
  });

  describe('the list', () => {
    test(
      'stands while AWS throttles, and its age grows',
      play(async (world) => {
        world.aws.faults.add({
          kind: 'throttle',
          times: 500,
          action: 'DescribeInstanceInformation',
        });
        world.clock.turn(12 * MINUTE);
        await world.runUntil('it was given up', () => world.log.join('').includes('nodes-unread'));
        const { find, words } = await form(world);
        expect(words()).toMatch(/as of 1\d min ago/);
        expect(await find('web-01')).toEqual([WEB]);
      }),
    );

    test(
      'is read anew every few minutes',
      play(async (world) => {
        region(world).removeNode(WEB);
        world.clock.turn(6 * MINUTE);
        const { find } = await form(world);
        await world.runUntil('it is gone', async () => !(await find('web')).includes(WEB));
      }),
    );

    test(
      'is shown to nobody who may not ask',
      play(async (world) => {
        expect((await form(world)).words()).toContain('Which nodes?');
        const hers = await (await world.asking.type('mallory', '')).shown();
        expect(hers).not.toContain('Which nodes?');
      }),
    );
  });
});
