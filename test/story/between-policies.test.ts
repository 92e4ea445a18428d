/** Where two parts of policy meet: each is right by itself, and both have to be together. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, obtain, press, refusal, type, untilCard, untilThread } from './acts.ts';
import { approve, ask, cardsIn } from './deeds.ts';
import { EVENING, FILE, icsOf, withFreeze } from './freezes.ts';
import { inLevels } from './leveled.ts';
import { stated, untilGiven } from './stated.ts';
import { changeTo } from './tightened.ts';
import { JUMP, type World } from './world.ts';

const HOURS = 60 * 60_000;
const LOGS = `@id("logs")
  permit(principal, action, resource in Entitlement::"prod-logs");`;
const ONCE = { as: 'auto-approve', text: LOGS, more: ', quota: { times: 1, per: 24h }' } as const;

/** To nine in the morning, so many days on. */
const untilMorning = (world: World, days: number) =>
  world.clock.turnTo(Date.UTC(2026, 10, 24 + days, 0, 0));

test('an entry that leads elsewhere calls its first level again, and no later one', () =>
  inWorld(
    async (world) => {
      const story = await ask(world, 'prod-db 1h Restart the stuck replica');
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await changeTo(world, (text) =>
        inLevels(text).replace('role: ProdDbOperator', 'role: ProdLogReader'),
      );
      expect(await refusal('dai', story)).toContain('The card has been updated');
      await untilCard(world, story, '0 of 2');
      world.clock.turn(30 * 60_000);
      await untilThread(world, story, 'Not enough approvals in 20 min (lead)');
      expect(story.thread().join()).not.toContain('(head)');
    },
    { configure: inLevels },
  ));

describe('approved at once for a later day', () => {
  test('keeps its place in the quota: what was asked after it does not use that up', () =>
    inWorld(
      async (world) => {
        const first = await ask(world, 'prod-logs 2026-11-26 9:00 for 2h Look into slow queries');
        await untilCard(world, first, 'small.cedar#logs, automatically');
        world.clock.turn(25 * HOURS);
        const second = await ask(world, 'prod-logs 1h Look at the errors of tonight');
        await untilCard(world, second, 'small.cedar#logs, automatically');
        await untilGiven(world);
        world.clock.turn(2 * HOURS);
        await untilThread(world, second, 'Access ended', 20 * 60_000);
        untilMorning(world, 2);
        await untilCard(world, first, 'active until');
        await untilGiven(world);
        world.clock.turn(3 * HOURS);
        await untilThread(world, first, 'Access ended', 20 * 60_000);
      },
      stated({ 'small.cedar': ONCE }),
    ));

  test('is for people once the statement is gone, and the thread says so', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, 'prod-logs tomorrow 9:00 for 2h Look into slow queries');
        await untilCard(world, story, 'small.cedar#logs, automatically');
        await changeTo(world, (text) => text);
        untilMorning(world, 1);
        await untilCard(world, story, 'waiting, 0 of 1');
        await untilThread(
          world,
          story,
          'small.cedar#logs no longer approves it at once. It was approved before that',
        );
        await approve(world, story, 'ben');
        await untilGiven(world);
        world.clock.turn(3 * HOURS);
        await untilThread(world, story, 'Access ended', 20 * 60_000);
      },
      stated({ 'small.cedar': ONCE }),
    ));
});

describe('silence when access is to begin', () => {
  const TEAM = `permit(principal, action, resource in Entitlement::"prod-logs")
    when { context.iam.principalTags.hasTag("Team") };`;

  test('of AWS about the person takes nothing back: it begins once AWS answers', () =>
    inWorld(
      async (world) => {
        world.aws.account(JUMP).tag('aiko.sato', { Team: 'payments' });
        world.aws.settle();
        const story = await ask(world, 'prod-logs tomorrow 9:00 for 2h Look into slow queries');
        await untilCard(world, story, 'team.cedar#0, automatically');
        untilMorning(world, 1);
        world.aws.faults.add({ kind: 'failure', action: 'ListUserTags', times: 1_000 });
        await letRun(world, 60_000);
        expect(story.words()).not.toContain('could not be given');
        world.aws.faults.clear();
        await untilCard(world, story, 'active until', 10 * 60_000);
        world.log.splice(0);
        world.clock.turn(3 * HOURS);
        await untilThread(world, story, 'Access ended', 20 * 60_000);
      },
      stated({ 'team.cedar': { as: 'auto-approve', text: TEAM } }),
    ));
});

describe('a freeze that holds', () => {
  const LATE = icsOf(['DTSTART;TZID=Asia/Tokyo:20261124T183000|DURATION:PT2H']);
  const held = { configure: withFreeze('hold', FILE.ics) };

  test('holds nothing that is to end before it opens: refused at the ask, with until when', () =>
    inWorld(
      async (world) => {
        const said = await type(world, 'aiko', 'prod-db until 19:30 Restart the stuck replica');
        expect(said).toContain('frozen by the calendar change-freeze until 20:00');
        expect(cardsIn(world)).toEqual([]);
      },
      { ...held, beside: { 'freeze.ics': icsOf([EVENING]) } },
    ));

  test('gives no more time to what goes on until it is over', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, 'prod-db 1h Restart the stuck replica');
        await approve(world, story, 'ben', 'chie');
        world.clock.turn(40 * 60_000);
        const said = await type(world, 'aiko', `extend ${story.id} 1h It takes longer`);
        expect(said).toContain('frozen by the calendar change-freeze until 20:30');
        world.clock.turn(2 * HOURS);
        await untilThread(world, story, 'Access ended', 20 * 60_000);
      },
      { ...held, beside: { 'freeze.ics': LATE } },
    ));
});

test('a statement about how long counts the whole of it: more time is no way around it', () =>
  inWorld(
    async (world) => {
      const story = await obtain(world, 'prod-logs 1h Look into slow queries');
      const said = await type(world, 'aiko', `extend ${story.id} 1h It takes longer`);
      expect(said).toContain('forbidden here by hour.cedar#0');
      expect(await type(world, 'aiko', `extend ${story.id} 30m It takes longer`)).toContain('more');
      world.clock.turn(3 * HOURS);
      await untilThread(world, story, 'Access ended', 20 * 60_000);
    },
    stated({
      'hour.cedar': {
        text: `forbid(principal, action, resource in Entitlement::"prod-logs")
          when { context.durationMinutes > 90 };`,
      },
    }),
  ));
