/** Who somebody is, as Slack says it now: guests, strangers, bots, leavers, and second accounts. */

import { describe, expect, test } from 'vitest';
import type { Person } from '../stand-ins/slack/person.ts';
import { inWorld, obtain, press, refusal, type, untilCard, untilOps, untilThread } from './acts.ts';
import { ask, approve } from './deeds.ts';
import { LEADS } from './seed.ts';
import { PEOPLE, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const byUsergroup = (text: string) =>
  text.replace('sre-leads: [ben, chie, dai]', `sre-leads: { slack_usergroup: ${LEADS} }`);

const change = ({ slack }: World, who: keyof typeof PEOPLE, facts: Partial<Person>) =>
  slack.change(({ people }) => {
    people[PEOPLE[who]] = { ...(people[PEOPLE[who]] as Person), ...facts };
  });
const members = ({ slack }: World, ...ids: readonly string[]) =>
  slack.change(({ groups }) => {
    groups[LEADS] = { id: LEADS, handle: 'leads', name: 'Leads', members: ids };
  });

describe('an account that does not count', () => {
  test.each([
    ['A08: of another organization', { isStranger: true }, 'belongs to another organization'],
    ['A08: of another workspace', { teamId: 'T0OTHERCO1' }, 'belongs to another organization'],
    ['A09: a guest', { isRestricted: true }, 'Guest accounts can neither ask nor approve'],
    ['A09: a single-channel guest', { isUltraRestricted: true }, 'Guest accounts can neither'],
    ['A10: a bot', { isBot: true }, 'Bots and workflows can neither ask nor approve'],
    ['A11: of somebody who has left', { deleted: true }, 'This account is deactivated'],
  ] as const)('%s: neither asks nor approves', (_what, facts, words) =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      change(world, 'ben', facts);
      // Nobody believes for longer than a minute what Slack said of somebody.
      world.clock.turn(61_000);
      expect(await refusal(world, 'ben', story)).toContain(words);
      expect(await type(world, 'ben', LINE)).toContain(words);
      await untilThread(world, story, 'ben tried to approve this: refused');
      expect(story.words()).toContain('waiting, 0 of 2');
    }),
  );

  test('A11: nobody knows who it is while Slack is silent, and unknown means no', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      world.clock.turn(16 * 60_000);
      const silent = world.slack.faults.add({
        method: 'users.info',
        trouble: { kind: 'down', how: '503' },
      });
      expect(await refusal(world, 'ben', story)).toContain('unknown means no');
      silent.remove();
      await approve(world, story, 'ben', 'chie');
    }));
});

describe('two accounts of one human', () => {
  const twice = (text: string) =>
    text.replace('slack: U0BEN00001', `slack: [U0BEN00001, ${PEOPLE.mallory}]`).replace(
      `    - name: mallory
      slack: U0MALLORY1
      aws: { account: "444455556666", user: mallory.kane }
`,
      '',
    );

  test('A07: count once', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        const again = await refusal(world, 'mallory', story);
        expect(again).toContain('You have approved');
        expect(story.words()).toContain('1 of 2');
      },
      { configure: twice },
    ));

  test('A02: what one of them asks, the other does not approve', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE, 'ben');
        const whisper = await refusal(world, 'mallory', story);
        expect(whisper).toContain('You cannot approve your own request');
        await untilThread(world, story, 'own request: their approval does not count');
      },
      { configure: twice },
    ));
});

describe('an approver who leaves the group', () => {
  test('A12: between the click and the grant: back to those who may decide, nothing given', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        members(world, PEOPLE.chie, PEOPLE.dai);
        // What was known a minute ago is good for the click, and not for the grant.
        await press(story, 'chie');
        await untilThread(world, story, 'ben may no longer approve this');
        await untilCard(world, story, 'waiting, 1 of 2 (chie)');
        expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
        await approve(world, story, 'dai');
        expect(story.words()).toContain('Approved by  @chie, @dai');
      },
      { configure: byUsergroup },
    ));

  test('nobody is left who could approve: requester and operators are told while it waits', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        members(world, PEOPLE.chie);
        world.clock.turn(11 * 60_000);
        await untilThread(world, story, 'Nobody is left who could approve');
        await untilOps(world, 'Nobody is left');
      },
      { configure: byUsergroup },
    ));
});

describe('a requester who leaves', () => {
  test('A13: after the approvals, before the grant: nothing is given', () =>
    inWorld(async (world) => {
      const story = await ask(world, 'prod-logs 18:05-18:35 Look for the failing batch');
      await press(story, 'ben');
      await untilCard(world, story, 'starts 18:05');
      change(world, 'aiko', { deleted: true });
      world.clock.turn(3 * 60_000);
      await untilThread(world, story, 'Could not be given: the requester has left');
      expect(world.may('aiko.sato', 'ProdLogReader')).toBe(false);
    }));

  test('A13: while it is active: it is taken away', () =>
    inWorld(async (world) => {
      const story = await obtain(world, 'prod-db 2h Restart the stuck replica');
      change(world, 'aiko', { deleted: true });
      world.clock.turn(66 * 60_000);
      await untilThread(world, story, 'Ended by policy: its holder may no longer have it');
      await untilThread(world, story, 'Access ended');
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
    }));
});
