/** People whom a requester adds, by a line or by the forms of both chats: beside all others. */

import { describe, expect, test } from 'vitest';
import type { Person } from '../stand-ins/slack/person.ts';
import { inWorld, letRun, press, refusal, type, untilCard, untilThread } from './acts.ts';
import { SAMPLE } from '../stand-ins/teams/sample.ts';
import { approve, ask, factsOf, posted, type Story } from './deeds.ts';
import { PEOPLE, type World } from './world.ts';

const MINUTE = 60_000;

describe('people whom the requester adds', () => {
  test('by a line have to approve after all others, and nobody in their place', () =>
    inWorld(async (world) => {
      const story = await ask(world, 'prod-logs 1h Look for the error also=chie');
      expect(story.words()).toContain('any 1 of sre-leads, then @chie (added by the requester)');
      await untilThread(world, story, '1 of sre-leads, then chie (added by the requester).');
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      expect(await refusal('dai', story)).toContain('Now chie decides');
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
  const untilReply = (world: World, story: Story, words: string) =>
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
        const story = await posted(world, () =>
          ben.press('Request', {
            'For how long?': '1h',
            'Why?': 'Look for the error',
            'Also ask (optional)': 'chie',
          }),
        );
        expect(story.words()).toContain('(added by the requester)');
        world.clock.turn(30 * MINUTE);
        await untilReply(world, story, 'Reminder: still to be approved by');
        expect(story.says('any 1 of sre-leads (@森 千絵, @dai). Lapses')).toBe(true);
      },
      { chat: 'Teams', tenant: SAMPLE },
    ));
});
