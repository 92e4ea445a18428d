/** Levels that are nudged, on the wire: reminders, escalation, and approvers that were added. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, press, refusal, type, untilCard, untilThread } from './acts.ts';
import { approve, ask, factsOf, type Story } from './deeds.ts';
import { PEOPLE, type World } from './world.ts';

const MINUTE = 60_000;
const LINE = 'prod-db 1h Restart the stuck replica';
const TWO_LEADS = /      - name: leads\n[^]*?from: \[sre-leads\]/;

/** A lead, and when nobody answers a head of them as well; then the owner. */
const inLevels = (text: string) =>
  text.replace(
    TWO_LEADS,
    '      - name: lead\n        any: 1\n        from: [ben]\n' +
      '        escalate: { after: 20m, to: [chie] }\n' +
      '      - { name: owner, any: 1, from: [dai] }',
  );

const turned = async (world: World, minutes: number) => {
  world.clock.turn(minutes * MINUTE);
  await letRun(world, 3_000);
};
const reminders = (story: Story) =>
  story.thread().filter((line) => line.includes('Reminder:')).length;
const count = async (world: World, story: Story, type: string) =>
  (await factsOf(world, story.id)).filter((fact) => fact.type === type).length;

describe('reminders', () => {
  test('call those whose approval is missing, at half and at four fifths of its life', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await turned(world, 29);
      expect(reminders(story)).toBe(0);
      await turned(world, 1);
      await untilThread(world, story, 'Reminder: still to approve: any 2 of sre-leads');
      console.log(story.thread().join('\n'));
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      await turned(world, 18);
      await untilThread(world, story, 'Reminder: still to approve: any 1 of sre-leads');
      console.log(story.thread().join('\n'));
      await approve(world, story, 'chie');
      await turned(world, 12);
      expect(reminders(story)).toBe(2);
    }));
});

describe('escalation', () => {
  test('asks others as well, who may approve from then on, and the next level waits anew', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        console.log(story.words());
        expect(await refusal(world, 'chie', story)).toContain('not among those');
        await turned(world, 20);
        await untilThread(world, story, 'may approve now as well');
        await untilCard(world, story, 'asked as well');
        console.log(story.words(), story.thread().join('\n'));
        await approve(world, story, 'chie', 'dai');
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
      },
      { configure: inLevels },
    ));
});
