/** Break-glass on the wire: what is said before, who hears of it, and the review that is owed. */

import { describe, expect, test } from 'vitest';
import { buttonsOf, inWorld, letRun, send, untilCard, untilOps, untilThread } from './acts.ts';
import {
  brokenBy,
  confirmed,
  heardIn,
  LINE,
  offered,
  opsOf,
  type,
  withGlass,
} from './break-glass.ts';
import { factsOf, untilEndIsWritten } from './deeds.ts';
import { CHANNELS, PEOPLE } from './world.ts';

const HOUR = 3_600_000;
const glass = { configure: withGlass };

describe('access that comes first', () => {
  test('is said before it opens, opens at a word, and everybody hears of it', () =>
    inWorld(async (world) => {
      const words = await offered(world, 'aiko');
      expect(words).toContain('Opens now');
      expect(words).toContain('20 min from activation');
      expect(words).toContain('everybody in #general');
      expect(words).toContain('says whether it was right');
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      const story = await confirmed(world, 'aiko');
      await world.runUntil('access is active', () => story.says('Access is active until'));
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
      expect(story.words()).toContain('BREAK-GLASS');
      expect(story.words()).toContain('review due');
      expect(heardIn(world, CHANNELS.general)).toContain('before anybody approved');
      await untilEndIsWritten(world);
      world.clock.turn(21 * 60_000);
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      await untilThread(world, story, 'Access ended');
      const facts = await factsOf(world, story.id);
      expect(facts.find(({ type }) => type === 'request-submitted')?.facts).toMatchObject({
        breakGlass: true,
      });
      expect(facts.filter(({ type }) => type === 'break-glass-used')).toHaveLength(1);
    }, glass));

  test('is reviewed after its end by somebody else, who says why', () =>
    inWorld(async (world) => {
      const story = await brokenBy(world);
      await untilEndIsWritten(world);
      world.clock.turn(25 * 60_000);
      await untilThread(world, story, 'Access ended');
      expect(buttonsOf(story)).toEqual(['Justified…', 'Not justified…']);
      const comment = { comment: 'The site was down' };
      expect(await type(world, 'ben', 'pending')).toContain(story.id);
      expect(await type(world, 'aiko', 'pending')).toContain('Nothing waits');
      expect(await send('aiko', story, 'Justified…', comment)).toContain(
        'somebody else has to review it',
      );
      expect(await send('mallory', story, 'Justified…', comment)).toContain(
        'You are not among those who review',
      );
      await send('ben', story, 'Justified…', comment);
      await untilCard(world, story, 'justified');
      await untilThread(world, story, 'ben reviewed this break-glass: justified.');
      expect(buttonsOf(story)).toEqual([]);
    }, glass));

  test('is reviewed by one person, and whoever else tries is told by whom', () =>
    inWorld(
      async (world) => {
        const story = await brokenBy(world);
        const answer = await send('chie', story, 'Justified…', { comment: 'It was down' });
        expect(answer).toMatch(/You are not among those who review PA-\w+\. ben can\./);
        expect(story.words()).toContain('Review @ben, by');
        await send('ben', story, 'Justified…', { comment: 'It was down' });
        await untilCard(world, story, 'justified');
      },
      {
        configure: (text) =>
          withGlass(text).replace('from: [sre-leads], within', 'from: [ben], within'),
      },
    ));

  test('that was not right ends at once', () =>
    inWorld(async (world) => {
      const story = await brokenBy(world);
      expect(buttonsOf(story)).toContain('End now');
      const comment = { comment: 'There was no need for it' };
      await send('chie', story, 'Not justified…', comment);
      await untilThread(world, story, 'chie reviewed this break-glass: not justified.');
      await untilThread(world, story, 'Access ended');
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      await untilCard(world, story, 'not justified');
      await untilOps(world, 'not justified');
    }, glass));

  test('is chased until somebody has reviewed it, though it is long over', () =>
    inWorld(async (world) => {
      const story = await brokenBy(world);
      await untilEndIsWritten(world);
      world.clock.turn(25 * 60_000);
      await untilThread(world, story, 'Access ended');
      world.clock.turn(5 * HOUR);
      await untilThread(world, story, 'was this break-glass justified?');
      world.clock.turn(3 * HOUR);
      const asked = () => story.thread().filter((line) => line.includes('justified?')).length;
      await world.runUntil('they are reminded again', () => asked() === 2);
      expect(opsOf(world)).not.toContain('Nobody has reviewed');
      world.clock.turn(2 * HOUR);
      await untilOps(world, 'Nobody has reviewed this break-glass');
      await untilCard(world, story, 'review overdue');
      world.clock.turn(24 * HOUR);
      const told = () => opsOf(world).split('Nobody has reviewed').length - 1;
      await world.runUntil('the operators hear of it again', () => told() === 2);
      await send('dai', story, 'Justified…', { comment: 'It was right' });
      await untilThread(world, story, 'dai reviewed this break-glass, late: justified.');
      world.clock.turn(48 * HOUR);
      await letRun(world, 60_000);
      expect(told()).toBe(2);
    }, glass));
});

describe('the form', () => {
  test('is had without a line, offers what may be opened, and leads to the word', () =>
    inWorld(async (world) => {
      const actor = world.slack.as(PEOPLE.aiko);
      const answer = await actor.command('/prod-access', 'break-glass');
      await answer.untilView();
      const words = actor.view ? world.slack.plainText(actor.view) : '';
      expect(words).toContain('For emergencies.');
      expect(words).toContain('Up to 30 min · reviewed by sre-leads within 10 h');
      const long = { time: '2h', why: 'The site is down, and nobody answers' };
      const wrong = await actor.submitView(long);
      expect(Object.values(wrong.errors).join()).toContain('30 min at most');
      await actor.submitView({ ...long, time: '20m' });
      await actor.untilView('Opens now');
      await confirmed(world, 'aiko');
    }, glass));

  test('is not for what no rule opens, nor for whom it does not name', () =>
    inWorld(async (world) => {
      expect(await type(world, 'aiko', LINE.replace('prod-db', 'prod-ops'))).toContain(
        'cannot be opened by break-glass',
      );
      expect(await type(world, 'mallory', LINE)).toContain('You cannot ask for prod-db');
    }, glass));
});
