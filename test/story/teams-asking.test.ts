/** What only Teams has of asking: mentions in a channel, people without the app, repetitions. */

import { expect, test } from 'vitest';
import { openForm, worldsIn } from './acts.ts';
import { ask, cardsIn, isTold, posted } from './deeds.ts';
import { quiet } from './quiet.ts';
import { TEAMS_CHANNELS } from './teams-here.ts';

const LINE = 'prod-logs 30m Look at the errors';
const inWorld = worldsIn('Teams');
const IN_OPS = { channel: TEAMS_CHANNELS.ops, mention: true };

test('a form that is sent three times is one request', () =>
  inWorld(async (world) => {
    const form = await openForm(world);
    await form.choose('entitlement', 'prod-logs');
    world.teams.as('aiko').twice();
    await posted(world, () => form.send({ time: '30m', why: 'Look at the errors' }));
    await quiet();
    expect(cardsIn(world)).toHaveLength(1);
  }));

test('a line that is delivered three times is one request', () =>
  inWorld(async (world) => {
    world.teams.as('aiko').twice();
    await ask(world, LINE);
    await quiet();
    expect(cardsIn(world)).toHaveLength(1);
  }));

test('a line with a mention in a channel is answered to its author alone', () =>
  inWorld(async (world) => {
    const { teams } = world;
    await posted(world, () => teams.as('ben').say(LINE, IN_OPS));
    await world.runUntil('ben is told', () => isTold(world, 'ben', 'is filed'));
    expect(teams.as('dai').sees(TEAMS_CHANNELS.ops)).toEqual([
      expect.stringContaining('prod-logs'),
    ]);
  }));

test('a line of somebody who has not got the app says how to get it, and nothing else', () =>
  inWorld(async (world) => {
    const { teams } = world;
    teams.change(({ people }) => {
      const dai = people['dai'];
      if (dai) people['dai'] = { ...dai, installed: false };
    });
    await teams.as('dai').say('mine', IN_OPS);
    await teams.until(() =>
      teams
        .as('ben')
        .sees(TEAMS_CHANNELS.ops)
        .some((one) => one.includes('Add the app for yourself')),
    );
  }));
