/** What else an approver may say: no, with a reason; yes, but for less. */

import { describe, expect, test } from 'vitest';
import { untilCard, untilDm, untilThread, worldsIn } from './acts.ts';
import { EITHER_CHAT, EVERY_CHAT } from './chats.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import type { World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const may = (world: World) => world.may('aiko.sato', 'ProdDbOperator');

describe.each(EVERY_CHAT)('a denial, in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test('needs a reason, ends the request for everybody, and is said to whoever asked', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      const form = await (await story.click('ben', 'Deny…')).form('Why not?');
      const empty = await form.send({ comment: '  ' });
      expect(Object.keys(empty.problems)).toEqual(['comment']);
      expect(story.words()).toContain('0 of 2');
      await form.send({ comment: 'Use the read replica' });
      await untilThread(world, story, 'ben denied: “Use the read replica”');
      await untilDm(world, 'aiko', 'Use the read replica');
      await world.runUntil('the card has no Approve', () => !story.words().includes('[ Approve'));
      await expect(story.click('chie', 'Approve')).rejects.toThrow('Approve');
      expect(may(world)).toBe(false);
    }));

  test('by the requester is refused, with what was typed', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      const form = await (await story.click('aiko', 'Deny…')).form('Why not?');
      const sent = await form.send({ comment: 'No longer needed' });
      expect(sent.said).toContain('This is your own request');
      expect(form.words()).toContain('No longer needed');
      expect(story.words()).toContain('0 of 2');
    }));
});

describe.each(EITHER_CHAT)('an approval for less, in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test('counts for everybody, and the end is earlier', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      const form = await (await story.click('ben', 'Approve shorter…')).form('For how long?');
      const longer = await form.send({ time: '5h' });
      expect(Object.keys(longer.problems)).toEqual(['time']);
      await form.send({ time: '30m', comment: 'Half is enough' });
      await untilCard(world, story, '1 of 2');
      await approve(world, story, 'chie');
      expect(story.says('ben approved, for 30 min only')).toBe(true);
      expect(story.says('Half is enough')).toBe(true);
      expect(may(world)).toBe(true);
      world.clock.turn(31 * MINUTE);
      expect(may(world)).toBe(false);
      await untilThread(world, story, 'Access ended');
    }));
});

test('a denial that Teams sends three times is one', () =>
  worldsIn('Teams')(async (world) => {
    const story = await ask(world, LINE);
    const form = await (await story.click('dai', 'Deny…')).form();
    world.teams.as('dai').twice();
    await form.send({ comment: 'Use the read replica' });
    await untilCard(world, story, 'denied by dai');
    await untilThread(world, story, 'read replica');
    expect(story.thread().filter((one) => one.includes('read replica'))).toHaveLength(1);
    expect(story.thread().filter((one) => one.includes('refused'))).toEqual([]);
  }));
