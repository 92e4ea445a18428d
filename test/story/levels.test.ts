/** Levels that are nudged, on the wire: reminders, escalation, and people who are asked as well. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, press, refusal, type, untilCard, untilThread } from './acts.ts';
import { approve, ask, factsOf, posted, type Story } from './deeds.ts';
import { inLevels, sideBySide } from './leveled.ts';
import { postedInTeams, type TeamsStory } from './teams-town.ts';
import type { Person } from '../stand-ins/slack/person.ts';
import { LEADS } from './seed.ts';
import { PEOPLE, type World, type WorldOptions } from './world.ts';

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
      const all = 'Reminder: still to approve: any 2 of sre-leads (@ben, @chie, @dai). Lapses at';
      await untilThread(world, story, all);
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await turned(world, 18);
      await untilThread(world, story, 'still to approve: any 1 of sre-leads (@chie, @dai)');
      await approve(world, story, 'chie');
      await turned(world, 12);
      expect(remindersIn(story)).toBe(2);
    }));

  test('mentions a group by its one name where Slack keeps it', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        await turned(world, 30);
        await untilThread(world, story, 'Reminder: still to approve: any 2 of @leads. Lapses');
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
      expect(story.words()).toContain('Approves  @ben, then any 1 of heads');
      expect(await refusal(world, 'chie', story)).toContain('not among those');
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
        await untilThread(world, story, 'applies: 2 of leads and 1 of dai.');
        await press(story, 'dai');
        await untilCard(world, story, '1 of 3');
        await approve(world, story, 'ben', 'chie');
        expect(may(world)).toBe(true);
      },
      { configure: sideBySide },
    ));
});

describe('people whom the requester adds', () => {
  test('by a line have to approve after all others, and nobody in their place', () =>
    inWorld(async (world) => {
      const story = await ask(world, 'prod-logs 1h Look for the error also=chie');
      expect(story.words()).toContain('any 1 of sre-leads, then @chie (added by the requester)');
      await untilThread(world, story, '1 of sre-leads, then chie (added by the requester).');
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      expect(await refusal(world, 'dai', story)).toContain('not among those');
      await approve(world, story, 'chie');
      const [asked] = await factsOf(world, story.id);
      expect(asked?.facts).toMatchObject({ added: ['chie'] });
    }));

  test('by the form are chosen from everybody; whoever cannot be asked is refused there', () =>
    inWorld(async (world) => {
      const { slack } = world;
      const aiko = slack.as(PEOPLE.aiko);
      await (await aiko.command('/prod-access', 'prod-logs')).untilView();
      const typed = { time: '1h', why: 'Look for the error' };
      const refused = async (who: string) =>
        (await aiko.submitView({ ...typed, also: [who] })).errors;
      expect(await refused(PEOPLE.aiko)).toEqual({
        also: expect.stringContaining('You cannot add yourself'),
      });
      expect(await refused('U0PRODACC')).toEqual({ also: expect.stringContaining('is a bot') });
      slack.change(({ people }) => {
        people[PEOPLE.dai] = { ...(people[PEOPLE.dai] as Person), isRestricted: true };
      });
      await letRun(world, 61_000);
      expect(await refused(PEOPLE.dai)).toEqual({ also: expect.stringContaining('guests do not') });
      expect(aiko.view?.typed['why']?.['why']?.['value']).toBe(typed.why);
      const story = await posted(world, () =>
        aiko.submitView({ ...typed, also: [PEOPLE.ben, PEOPLE.chie] }),
      );
      expect(story.words()).toContain('then @ben and @chie (added by the requester)');
    }));

  test('are refused where nobody knows the name, or where they count already', () =>
    inWorld(async (world) => {
      const line = 'prod-logs 1h Look for the error';
      expect(await type(world, 'aiko', `${line} also=zoe`)).toContain(
        'zoe cannot be asked as well: it is not known who that is',
      );
      const all = await type(world, 'aiko', 'prod-db 1h Restart it now also=ben,chie');
      expect(all).toContain('their approval is needed anyway');
    }));

  test('are shown in a form that a line has opened, with what it says of who decides', () =>
    inWorld(async (world) => {
      const aiko = world.slack.as(PEOPLE.aiko);
      const answer = await aiko.command('/prod-access', 'prod-logs 1h also=@ben,chie');
      const words = world.slack.plainText(await answer.untilView());
      expect(words).toContain('1 approval from sre-leads, then ben and chie, whom you added');
      expect(aiko.view?.typed['also']?.['also']?.['selected_users']).toEqual([
        PEOPLE.ben,
        PEOPLE.chie,
      ]);
    }));
});

describe('in Teams', () => {
  const untilReply = (world: World, story: TeamsStory, words: string) =>
    world.runUntil(`the thread says “${words}”`, () => story.says(words));

  test('people are called one by one, and added by searching for their names', () =>
    inWorld(
      async (world) => {
        const ben = world.teams.as('ben');
        await ben.open();
        await ben.press('Show details', { 'What do you need?': 'prod-logs' });
        expect((await ben.search('also', 'ch')).choices.map(({ title }) => title)).toEqual([
          'chie',
        ]);
        const story = await postedInTeams(world, () =>
          ben.press('Request', {
            'For how long?': '1h',
            'Why?': 'Look for the error',
            'Also ask (optional)': 'chie',
          }),
        );
        expect(story.words()).toContain('(added by the requester)');
        world.clock.turn(30 * MINUTE);
        await untilReply(world, story, 'Reminder: still to approve:');
        expect(story.says('any 1 of sre-leads (@森 千絵, @dai). Lapses')).toBe(true);
      },
      { teams: 'alone' },
    ));
});
