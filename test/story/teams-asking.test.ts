/** What only Teams has of asking: mentions in a channel, people without the app, repetitions. */

import { expect, test } from 'vitest';
import { openForm, worldsIn } from './acts.ts';
import { ask, cardsIn, isTold, posted } from './deeds.ts';
import { quiet } from './quiet.ts';
import { stated, untilGiven } from './stated.ts';
import { TEAMS_CHANNELS } from './teams-here.ts';

const LINE = 'prod-logs 30m Look at the errors';
const inWorld = worldsIn('Teams');
const AT_ONCE = {
  as: 'auto-approve',
  text: 'permit(principal, action, resource in Entitlement::"prod-logs");',
  more: ', quota: { times: 5, per: 24h }',
} as const;
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

test.each([
  ['approved at once', false],
  ['active', true],
])('a form that is sent again under another id is one request, though it is %s', (_, isActive) =>
  inWorld(
    async (world) => {
      const form = await openForm(world);
      await form.choose('entitlement', 'prod-logs');
      const story = await posted(world, () =>
        form.send({ time: '30m', why: 'Look at the errors' }),
      );
      const sent = world.teams.sent.findLast(
        ({ name }) => name === 'composeExtension/submitAction',
      );
      if (isActive) await untilGiven(world);
      const { body } = await world.teams.deliver({ ...sent, id: 'the-same-again' });
      await quiet();
      expect(JSON.stringify(body)).toContain(`already, as ${story.id}`);
      expect(cardsIn(world)).toHaveLength(1);
    },
    stated({ 'small.cedar': AT_ONCE }),
  ),
);

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
