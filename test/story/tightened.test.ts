/** What an approval stands on changes, after the card and after the last word: decided anew. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, press, refusal, untilCard, untilDm, untilThread } from './acts.ts';
import { approve, ask, factsOf } from './deeds.ts';
import * as nodes from './nodes.ts';
import { changeTo, ledBySlack, moveTag, needingThree, setLeads, widenGroup } from './tightened.ts';
import { PEOPLE, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const GROUP = 'prod-ops 1h Restart the stuck server';
const LATER = 'prod-db tomorrow 9:00 for 2h Restart the stuck replica';
const HOURS = 60 * 60_000;

/** To the minute in which what was asked for tomorrow at nine begins. */
const untilMorning = (world: World) =>
  world.clock.turn(Date.UTC(2026, 10, 25, 0, 0) - world.clock.nowMs());

describe('a rule that is tightened', () => {
  test('between card and click: the thread says what it asks for now, and what it asked for', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await changeTo(world, needingThree);
      expect(await refusal('chie', story)).toContain('The rule changed');
      await untilThread(
        world,
        story,
        'Rule prod-two-people now asks for 3 of sre-leads (leads); it was 2 of sre-leads.',
      );
      await untilCard(world, story, 'waiting, 0 of 3');
      expect(story.words()).toContain('Changed since');
      await approve(world, story, 'ben', 'chie', 'dai');
    }));

  test('between the last approval and the grant: back to its approvers, for a new life', () =>
    inWorld(async (world) => {
      const story = await ask(world, LATER);
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await press(story, 'chie');
      await untilThread(world, story, 'Access starts');
      await changeTo(world, needingThree);
      untilMorning(world);
      await untilThread(world, story, 'It was approved before that, so it is decided anew.');
      await untilDm(world, 'aiko', 'had been approved, and then something changed');
      await untilCard(world, story, 'waiting, 0 of 3');
      await letRun(world, 30_000);
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      await approve(world, story, 'ben', 'chie', 'dai');
      const said = await factsOf(world, story.id);
      expect(said.filter(({ type }) => type === 'ground-changed')).toHaveLength(1);
    }));

  test('of more time that is asked for: what was said of it before does not count', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await approve(world, story, 'ben', 'chie');
      await world.slack.as(PEOPLE.aiko).command('/prod-access', `extend ${story.id} 30m Slow disk`);
      await untilCard(world, story, 'Approve extension');
      await press(story, 'ben', 'Approve extension');
      await untilThread(world, story, 'ben approved the extension');
      await changeTo(world, needingThree);
      const said = await refusal('chie', story, 'Approve extension');
      expect(said).toContain('now 3 approvals are needed');
      await untilCard(world, story, 'Waiting, 0 of 3');
      await press(story, 'chie', 'Approve extension');
      await press(story, 'dai', 'Approve extension');
      await letRun(world, 5_000);
      expect(story.says('Extended until')).toBe(false);
      await press(story, 'ben', 'Approve extension');
      await untilThread(world, story, 'Extended until');
    }));
});

describe('what AWS lets its holder do', () => {
  test('grows between card and grant: the approvers read the action, and decide anew', () =>
    inWorld(async (world) => {
      const story = await ask(world, GROUP);
      widenGroup(world, 'rds:DeleteDBInstance');
      await press(story, 'ben');
      await untilThread(
        world,
        story,
        'The policy behind prod-operators now also allows rds:DeleteDBInstance.',
      );
      await untilCard(world, story, 'waiting, 0 of 1');
      expect(story.words()).toContain('now also allows rds:DeleteDBInstance');
      expect(world.may('aiko.sato', 'ProdOperator')).toBe(false);
      await approve(world, story, 'ben');
      expect(world.may('aiko.sato', 'ProdOperator')).toBe(true);
    }));

  test('grows to what nobody may be given: it is not given, whoever approves', () =>
    inWorld(async (world) => {
      const story = await ask(world, GROUP);
      widenGroup(world, 'iam:*');
      await press(story, 'ben');
      await untilThread(world, story, 'Could not be given');
      expect(world.may('aiko.sato', 'ProdOperator')).toBe(false);
    }));

  test('is on other machines, since the tag was moved: they are named, and decided anew', () =>
    inWorld(
      async (world) => {
        nodes.putNodes(world);
        const story = await ask(world, 'prod-shell 1h Look at the disk of the bastion');
        moveTag(world);
        await press(story, 'ben');
        await untilThread(world, story, `${nodes.BASTION} no longer carries the tag Role=bastion.`);
        await untilCard(world, story, 'waiting, 0 of 1');
        expect(story.words()).toContain(nodes.OTHER);
        await approve(world, story, 'ben');
        const { SHELL, OTHER, BASTION } = nodes;
        expect(nodes.mayOpen(world, { document: SHELL, node: OTHER })).toBe(true);
        expect(nodes.mayOpen(world, { document: SHELL, node: BASTION })).toBe(false);
      },
      { configure: nodes.withNodes },
    ));
});

describe('whoever is concerned', () => {
  test('an approver who has left the group is named, and counts no more', () =>
    inWorld(
      async (world) => {
        setLeads(world, PEOPLE.ben, PEOPLE.chie, PEOPLE.dai);
        const story = await ask(world, LATER);
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        await press(story, 'chie');
        await untilThread(world, story, 'Access starts');
        setLeads(world, PEOPLE.chie, PEOPLE.dai);
        untilMorning(world);
        await untilThread(world, story, 'ben may no longer approve it.');
        await untilCard(world, story, 'waiting, 1 of 2');
        await approve(world, story, 'dai');
      },
      { configure: ledBySlack },
    ));

  test('the user who would hold it is another: the card names the new one', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await changeTo(world, (text) =>
        text
          .replace('user: aiko.sato', 'user: spare')
          .replace('user: mallory.kane', 'user: aiko.sato')
          .replace('user: spare', 'user: mallory.kane'),
      );
      expect(await refusal('chie', story)).toContain('The card has been updated');
      await untilThread(
        world,
        story,
        'The user who would hold it is mallory.kane; it was aiko.sato.',
      );
      await untilCard(world, story, 'waiting, 0 of 2');
      expect(story.words()).toContain('mallory.kane');
    }));

  test('an entry that leads elsewhere now is granted as it leads now, or not at all', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await changeTo(world, (text) => text.replace('role: ProdDbOperator', 'role: ProdLogReader'));
      expect(await refusal('ben', story)).toContain('The card has been updated');
      await untilThread(world, story, 'The entry prod-db leads elsewhere now.');
      expect(story.words()).toContain('ProdLogReader');
      await approve(world, story, 'ben', 'chie');
      expect(world.may('aiko.sato', 'ProdLogReader')).toBe(true);
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      world.clock.turn(2 * HOURS);
    }));
});
