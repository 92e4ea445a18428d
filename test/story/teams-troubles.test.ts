/** Bad days of Teams: an app that is removed, a card that is deleted, an hour of silence. */

import { describe, expect, test } from 'vitest';
import { SAMPLE, SAMPLE_IDS } from '../stand-ins/teams/sample.ts';
import { inWorld, letRun } from './acts.ts';
import { untilEndIsWritten } from './deeds.ts';
import { postedInTeams, TEAMS_CHANNELS, type TeamsStory } from './teams-town.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const LINE = 'prod-logs 30m Look at the failing jobs';
const may = (world: World) => world.may('ben.okafor', 'ProdLogReader');

/** A team of the operators' own, which the app stays in. */
const OPERATIONS = '19:operations@thread.tacv2';
const WATCH = '19:watch@thread.tacv2';
const apart = (text: string) => text.replaceAll(TEAMS_CHANNELS.ops, WATCH);

function openOperations({ teams }: World): void {
  teams.change((state) => {
    const channels = [
      { id: OPERATIONS, name: 'General' },
      { id: WATCH, name: 'watch' },
    ];
    const team = { id: OPERATIONS, name: 'Operations', aadGroupId: 'operations-group' };
    state.teams[OPERATIONS] = { ...team, installed: true, channels };
    const dai = state.people['dai'];
    if (dai) state.people['dai'] = { ...dai, teams: [...dai.teams, OPERATIONS] };
  });
}

const opsOf = ({ teams }: World): string =>
  teams
    .messages(WATCH)
    .map((one) => teams.plainText(one))
    .join('\n---\n');

const withOperators = (play: (world: World) => Promise<void>) =>
  inWorld(
    async (world) => {
      openOperations(world);
      await play(world);
    },
    { teams: 'alone', configure: apart },
  );

const setSecret = ({ teams }: World, secret: string) =>
  teams.change((state) => {
    Object.assign(state, { bot: { ...state.bot, secret } });
  });

async function given(world: World): Promise<TeamsStory> {
  const story = await postedInTeams(world, () => world.teams.as('ben').say(LINE));
  await story.click('dai', 'Approve');
  await world.runUntil('it is active', () => story.says('Access is active until'));
  await untilEndIsWritten(world);
  return story;
}

describe('the app, removed from the team of the approvers', () => {
  test('has its cards read by the operators, who are told why, and can be asked', () =>
    withOperators(async (world) => {
      const { teams } = world;
      await teams.uninstall(SAMPLE_IDS.team);
      await teams.as('ben').say(LINE);
      await world.runUntil('the operators see it', () => opsOf(world).includes('waiting, 0 of 1'));
      const [card] = teams.messages(WATCH);
      if (!card) throw new Error('There is no card.');
      const thread = () => teams.thread(WATCH, card.id).map((one) => teams.plainText(one));
      await world.runUntil('they are told why', () =>
        thread().some((one) => one.includes('the app has been removed from it')),
      );
      await teams.as('dai').click(card, 'Approve');
      await world.runUntil('it is active', () => may(world));
      await untilEndIsWritten(world);
      world.clock.turn(31 * MINUTE);
      await world.runUntil('it is over', () => opsOf(world).includes('access removed'), 5 * MINUTE);
    }));

  test('while a request waits: the card comes to the operators, and nothing is stuck', () =>
    withOperators(async (world) => {
      const { teams } = world;
      const story = await postedInTeams(world, () => teams.as('ben').say(LINE));
      await teams.uninstall(SAMPLE_IDS.team);
      await teams.as('ben').say(`cancel ${story.id}`);
      await world.runUntil('the operators see it', () => opsOf(world).includes(story.id));
    }));
});

describe('a card that somebody deleted', () => {
  test('is posted anew at the next change, and the new one counts', () =>
    inWorld(
      async (world) => {
        const { teams } = world;
        const line = 'prod-db 1h Restart the stuck replica';
        const story = await postedInTeams(world, () => teams.as('ben').say(line));
        const old = story.card();
        await story.click('chie', 'Approve');
        await world.runUntil('chie is counted', () => story.words().includes('1 of 2'));
        teams.removeMessage(old);
        await teams.as('ben').say(`cancel ${story.id}`);
        const cards = () => teams.messages(TEAMS_CHANNELS.approvals);
        await world.runUntil('it is posted anew', () =>
          cards().some((one) => teams.plainText(one).includes('withdrawn')),
        );
        expect(cards()).toHaveLength(1);
      },
      { teams: 'alone' },
    ));
});

describe('an hour without Teams', () => {
  test('F22: access ends on time, and its lines come afterwards, once, in order', () =>
    inWorld(
      async (world) => {
        const story = await given(world);
        const before = story.thread().length;
        const trouble = { kind: 'down', how: 'destroy' } as const;
        const down = world.teams.faults.add({ trouble });
        world.clock.turn(31 * MINUTE);
        expect(may(world)).toBe(false);
        await letRun(world, 29 * MINUTE);
        const marks = Object.keys(
          world.aws.account('444455556666').state().users['ben.okafor']?.inline ?? {},
        );
        expect(marks.filter((name) => name.endsWith('-allow'))).toEqual([]);
        expect(story.thread()).toHaveLength(before);
        down.remove();
        await world.runUntil(
          'it is said',
          () => story.says('Removal confirmed') && story.words().includes('access removed'),
          20 * MINUTE,
        );
        const lines = story.thread();
        expect(new Set(lines).size).toBe(lines.length);
        const order = ['dai approved', 'Access is active', 'Removal confirmed'].map((words) =>
          lines.findIndex((one) => one.includes(words)),
        );
        expect(order).toEqual(order.toSorted((left, right) => left - right));
      },
      { teams: 'alone' },
    ));

  test('nobody is asked who they are meanwhile, and unknown means no', () =>
    inWorld(
      async (world) => {
        const { teams } = world;
        const story = await postedInTeams(world, () => teams.as('ben').say(LINE));
        world.clock.turn(2 * MINUTE);
        const down = teams.faults.add({
          when: ({ path }) => path.includes('/members/'),
          trouble: { kind: 'down', how: '503' },
        });
        await story.click('dai', 'Approve');
        expect(teams.as('dai').lastAnswer).toContain('did not answer about your account');
        expect(may(world)).toBe(false);
        down.remove();
        await story.click('dai', 'Approve');
        await world.runUntil('it is active', () => may(world));
      },
      { teams: 'alone' },
    ));

  test('a token refused and then taken again keeps no end waiting, and the lines come later', () =>
    inWorld(
      async (world) => {
        const { teams } = world;
        const story = await given(world);
        teams.revokeTokens();
        setSecret(world, 'replaced-client-secret');
        world.clock.turn(31 * MINUTE);
        await letRun(world, 2 * MINUTE);
        expect([may(world), story.says('Removal confirmed')]).toEqual([false, false]);
        setSecret(world, SAMPLE.bot.secret);
        await world.runUntil('it is said', () => story.says('Removal confirmed'), 30 * MINUTE);
      },
      { teams: 'alone' },
    ));
});
