/** Bad days of Teams alone: an app that is removed, and a secret that is replaced. */

import { describe, expect, test } from 'vitest';
import { SAMPLE, SAMPLE_IDS } from '../stand-ins/teams/sample.ts';
import { letRun, obtain, untilThread, worldsIn } from './acts.ts';
import { ask, MINUTE, untilEndIsWritten } from './deeds.ts';
import { TEAMS_CHANNELS } from './teams-here.ts';
import type { World } from './world.ts';

const LINE = 'prod-logs 30m Look at the failing jobs';
const may = (world: World) => world.may('aiko.sato', 'ProdLogReader');
const inWorld = worldsIn('Teams');

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

const opsRead = ({ teams }: World): string =>
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
    { inTeams: apart },
  );

const setSecret = ({ teams }: World, secret: string) =>
  teams.change((state) => {
    Object.assign(state, { bot: { ...state.bot, secret } });
  });

describe('the app, removed from the team of the approvers', () => {
  test('has its cards read by the operators, who are told why, and can be asked', () =>
    withOperators(async (world) => {
      const { teams } = world;
      await teams.uninstall(SAMPLE_IDS.team);
      await teams.as('aiko').say(LINE);
      await world.runUntil('the operators see it', () =>
        opsRead(world).includes('waiting, 0 of 1'),
      );
      const [card] = teams.messages(WATCH);
      if (!card) throw new Error('There is no card.');
      const thread = () => teams.thread(WATCH, card.id).map((one) => teams.plainText(one));
      await world.runUntil('they are told why', () =>
        thread().some((one) => one.includes('the app has been removed from it')),
      );
      await teams.as('dai').click(card, 'Approve');
      await world.runUntil('it is active', () => opsRead(world).includes('active until'));
      expect(may(world)).toBe(true);
      await untilEndIsWritten(world);
      world.clock.turn(31 * MINUTE);
      const isOver = () => opsRead(world).includes('access removed');
      await world.runUntil('it is over', isOver, 5 * MINUTE);
    }));

  test('while a request waits: the card comes to the operators, and nothing is stuck', () =>
    withOperators(async (world) => {
      const { teams } = world;
      const story = await ask(world, LINE);
      await teams.uninstall(SAMPLE_IDS.team);
      await teams.as('aiko').say(`cancel ${story.id}`);
      await world.runUntil('the operators see it', () => opsRead(world).includes(story.id));
    }));
});

test('a token refused and then taken again keeps no end waiting, and the lines come later', () =>
  inWorld(async (world) => {
    const { teams } = world;
    const story = await obtain(world, LINE);
    teams.revokeTokens();
    setSecret(world, 'replaced-client-secret');
    world.clock.turn(31 * MINUTE);
    await letRun(world, 2 * MINUTE);
    expect([may(world), story.says('Removal confirmed')]).toEqual([false, false]);
    setSecret(world, SAMPLE.bot.secret);
    await untilThread(world, story, 'Removal confirmed', 30 * MINUTE);
  }));
