/** Levels that are nudged, on the wire: reminders, escalation, and thresholds side by side. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, press, refusal, type, untilCard, untilThread } from './acts.ts';
import { approve, ask, factsOf, type Story } from './deeds.ts';
import { inLevels, sideBySide } from './leveled.ts';
import { LEADS } from './seed.ts';
import type { World, WorldOptions } from './world.ts';

const MINUTE = 60_000;
const LINE = 'prod-db 1h Restart the stuck replica';
const LEVELS: WorldOptions = { configure: inLevels };
const may = (world: World) => world.may('aiko.sato', 'ProdDbOperator');

async function turned(world: World, minutes: number): Promise<void> {
  world.clock.turn(minutes * MINUTE);
  await letRun(world, 3_000);
}
const remindersIn = ({ thread }: Pick<Story, 'thread'>) =>
  thread().filter((line) => line.includes('Reminder:')).length;
const recorded = async (world: World, { id }: Story, kind: string) =>
  (await factsOf(world, id)).filter((fact) => fact.type === kind).length;

describe('a reminder', () => {
  test('calls those whose approval is missing, at half and at four fifths of its life', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await turned(world, 29);
      expect(remindersIn(story)).toBe(0);
      await turned(world, 1);
      const all =
        'Reminder: still to be approved by any 2 of sre-leads (@ben, @chie, @dai). Lapses at';
      await untilThread(world, story, all);
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await turned(world, 18);
      await untilThread(world, story, 'still to be approved by any 1 of sre-leads (@chie, @dai)');
      await approve(world, story, 'chie');
      await turned(world, 12);
      expect(remindersIn(story)).toBe(2);
    }));

  test('mentions a group by its one name where Slack keeps it', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        await turned(world, 30);
        await untilThread(
          world,
          story,
          'Reminder: still to be approved by any 2 of @leads. Lapses',
        );
      },
      {
        configure: (text) =>
          text.replace('sre-leads: [ben, chie, dai]', `sre-leads: { slack_usergroup: ${LEADS} }`),
      },
    ));

  test('is never given for what was decided', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await turned(world, 25);
      await type(world, 'aiko', `cancel ${story.id}`);
      await turned(world, 40);
      expect(remindersIn(story)).toBe(0);
    }));

  test('that fell due while the bot was dead is given once, however often it starts', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await world.stopBot();
      world.clock.turn(31 * MINUTE);
      await world.startBot();
      await untilThread(world, story, 'Reminder:');
      for (let count = 0; count < 2; count += 1) {
        await world.stopBot();
        await world.startBot();
        await letRun(world, 5_000);
      }
      expect(remindersIn(story)).toBe(1);
      expect(await recorded(world, story, 'approvers-reminded')).toBe(1);
    }));

  test('of three replicas is given by one', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        await turned(world, 20);
        await untilThread(world, story, 'may approve now as well');
        await turned(world, 10);
        await untilThread(world, story, 'Reminder:');
        await letRun(world, 20_000);
        expect(remindersIn(story)).toBe(1);
        expect(await recorded(world, story, 'approvers-reminded')).toBe(1);
        expect(await recorded(world, story, 'level-escalated')).toBe(1);
      },
      { ...LEVELS, replicas: 3 },
    ));
});

describe('a level that nobody answers', () => {
  test('asks others as well, who may approve from then on; the next has a clock of its own', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      expect(story.words()).toContain('Approves @ben, then any 1 of heads');
      expect(await refusal('chie', story)).toContain('not among those');
      await turned(world, 20);
      await untilThread(world, story, 'Not enough approvals in 20 min (lead): @chie may approve');
      await untilCard(world, story, '@ben (or @chie, asked as well), then any 1 of heads');
      await press(story, 'chie');
      await untilThread(world, story, 'chie approved');
      await turned(world, 14);
      expect(await recorded(world, story, 'level-escalated')).toBe(1);
      await turned(world, 1);
      await untilThread(world, story, 'Not enough approvals in 15 min (head): @ben may approve');
      await approve(world, story, 'ben');
      expect(may(world)).toBe(true);
    }, LEVELS));
});

describe('several thresholds at one level', () => {
  test('are one sentence of the card, and filled in any order', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        expect(story.words()).toContain('any 2 of leads and @dai');
        await untilThread(world, story, 'applies: 2 of leads and dai.');
        await press(story, 'dai');
        await untilCard(world, story, '1 of 3');
        await approve(world, story, 'ben', 'chie');
        expect(may(world)).toBe(true);
      },
      { configure: sideBySide },
    ));
});
