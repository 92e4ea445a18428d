/** Bad days of Slack alone: storms of 429, a channel that shuts, answers lost; nothing is lost. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, obtain, opsOf, press, untilCard, untilThread } from './acts.ts';
import { ask } from './deeds.ts';
import { CHANNELS, type World } from './world.ts';

const MINUTE = 60_000;
const LINE = 'prod-db 1h Restart the stuck replica';
const may = (world: World) => world.may('aiko.sato', 'ProdDbOperator');
const cards = (world: World, channel: string, id: string) =>
  world.slack
    .messages(channel)
    .filter((one) => !one.threadTs && world.slack.plainText(one).includes(id));
const said = ({ slack }: World) =>
  slack.messages(CHANNELS.approvals).map((one) => slack.plainText(one));

describe('a storm of 429', () => {
  test('delays no access and no end, and its lines come later, once, in order', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      const storm = world.slack.faults.add({
        method: 'chat.*',
        trouble: { kind: 'rate-limited', retryAfterSec: 30 },
      });
      await press(story, 'chie');
      await world.runUntil('access is there', () => may(world));
      await letRun(world, 60_000);
      world.clock.turn(62 * MINUTE);
      expect(may(world)).toBe(false);
      await letRun(world, 20_000);
      storm.remove();
      await untilThread(world, story, 'Access ended', 10 * MINUTE);
      const lines = story.thread();
      expect(new Set(lines).size).toBe(lines.length);
      const order = ['chie approved', 'Access is active', 'Access ended'].map((words) =>
        lines.findIndex((line) => line.includes(words)),
      );
      expect(order).toEqual(order.toSorted((left, right) => left - right));
      expect(order[0]).toBeGreaterThan(0);
    }));
});

describe('a post whose answer was lost', () => {
  test('F30: is not made twice in a thread, or twice at the most as a card', () =>
    inWorld(async (world) => {
      const lost = world.slack.faults.add({
        method: 'chat.postMessage',
        times: 1,
        trouble: { kind: 'lost-answer' },
      });
      const story = await ask(world, LINE);
      expect(lost.hits).toBe(1);
      await letRun(world, 60_000);
      const [first, second, ...more] = cards(world, CHANNELS.approvals, story.id);
      expect([first === undefined, more.length]).toEqual([false, 0]);
      // The one that is kept up to date is the one whose answer came.
      const kept = second ?? first;
      await world.slack.as('U0BEN00001').click(CHANNELS.approvals, kept?.ts ?? '', 'Approve');
      const isCounted = () =>
        cards(world, CHANNELS.approvals, story.id).some((one) =>
          world.slack.plainText(one).includes('1 of 2'),
        );
      await world.runUntil('ben is counted', isCounted);
    }));
});

describe('the approvers’ channel', () => {
  test('that the bot was removed from: its operators see the card, and can be asked', () =>
    inWorld(async (world) => {
      world.slack.change(({ channels }) => {
        const channel = channels[CHANNELS.approvals];
        const members = channel?.members.filter((id) => id !== 'U0PRODACC') ?? [];
        if (channel) channels[CHANNELS.approvals] = { ...channel, members };
      });
      await world.slack.as('U0AIKO0001').command('/prod-access', LINE);
      await world.runUntil('the operators see it', () => opsOf(world).includes('waiting, 0 of 2'));
      const [card] = world.slack.messages(CHANNELS.ops).filter((one) => !one.threadTs);
      await world.slack.as('U0DAI00001').click(CHANNELS.ops, card?.ts ?? '', 'Approve');
      await world.runUntil('dai is counted', () => opsOf(world).includes('1 of 2 (dai approved)'));
    }));

  test('A16: that is shared with strangers while access is active keeps no end waiting', () =>
    inWorld(async (world) => {
      const story = await obtain(world, LINE);
      const before = said(world);
      world.slack.change(({ channels }) => {
        const channel = channels[CHANNELS.approvals];
        if (channel) channels[CHANNELS.approvals] = { ...channel, isExtShared: true };
      });
      await world.slack.event({ type: 'channel_shared', channel: CHANNELS.approvals });
      world.clock.turn(62 * MINUTE);
      await letRun(world, 60_000);
      expect(may(world)).toBe(false);
      const store = world.bot().app;
      expect((await store.figures()).active).toBe(0);
      // Whoever came in learns nothing more, and the story is told on where its operators are.
      await world.runUntil('the operators see it', () => opsOf(world).includes('Access ended'));
      expect(opsOf(world)).toContain(story.id);
      expect(said(world)).toEqual(before);
    }));
});
