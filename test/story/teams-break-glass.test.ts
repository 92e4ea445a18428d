/** Break-glass in Teams: confirmed in a dialog, told in a channel, reviewed in a dialog. */

import { describe, expect, test } from 'vitest';
import { SAMPLE } from '../stand-ins/teams/sample.ts';
import { inWorld } from './acts.ts';
import { LINE, withGlassIn } from './break-glass.ts';
import { posted, type Story, untilEndIsWritten } from './deeds.ts';
import { quiet } from './quiet.ts';
import { TEAMS_CHANNELS } from './teams-here.ts';
import type { World } from './world.ts';

const inTeams = (play: (world: World) => Promise<void>) =>
  inWorld(play, { chat: 'Teams', tenant: SAMPLE, configure: withGlassIn(TEAMS_CHANNELS.ops) });

/** The message whose button opens what was asked for. */
async function opened(world: World, line: string): Promise<void> {
  const { teams } = world;
  const ben = teams.as('ben');
  await ben.say(`/prod-access ${line}`);
  const opener = () => ben.direct.findLast((one) => teams.plainText(one).includes('Open the form'));
  await teams.until(() => opener() !== undefined);
  const message = opener();
  if (!message) throw new Error('There is no message.');
  await ben.click(message, 'Open the form');
}

async function broken(world: World): Promise<Story> {
  await opened(world, LINE);
  const story = await posted(world, () => world.teams.as('ben').press('Open access now'));
  await world.runUntil('access is active', () => story.says('Access is active until'));
  return story;
}

const may = (world: World) => world.may('ben.okafor', 'ProdDbOperator');
const comment = { 'What makes you say so?': 'The site was down' };

describe('break-glass in Teams', () => {
  test('is said in a dialog, opens at a word, and is reviewed by somebody else', () =>
    inTeams(async (world) => {
      await opened(world, LINE);
      const { teams } = world;
      expect(teams.as('ben').dialog).toContain('Opens now');
      expect(teams.as('ben').dialog).toContain('the channel for emergencies in Teams');
      expect(may(world)).toBe(false);
      const story = await posted(world, () => teams.as('ben').press('Open access now'));
      await world.runUntil('access is active', () => story.says('Access is active until'));
      expect(may(world)).toBe(true);
      expect(story.words()).toContain('BREAK-GLASS');
      const heard = () => teams.as('dai').sees(TEAMS_CHANNELS.ops).join();
      await teams.until(() => heard().includes('before anybody approved'));
      await untilEndIsWritten(world);
      world.clock.turn(21 * 60_000);
      expect(may(world)).toBe(false);
      await world.runUntil('it has ended', () => story.says('Access ended'));
      await story.click('ben', 'Justified…');
      await teams.as('ben').press('Record', comment);
      expect(teams.as('ben').dialog).toContain('somebody else has to review it');
      await story.click('dai', 'Justified…');
      await teams.as('dai').press('Record', comment);
      await world.runUntil('it is reviewed', () => story.says('dai reviewed this break-glass'));
    }));

  test('confirmed three times at once is opened once', () =>
    inTeams(async (world) => {
      await opened(world, LINE);
      await posted(world, () => world.teams.as('ben').twice().press('Open access now'));
      await world.runUntil('access is there', () => may(world));
      await quiet();
      expect(world.teams.messages(TEAMS_CHANNELS.approvals)).toHaveLength(1);
    }));

  test('that was not right ends at once', () =>
    inTeams(async (world) => {
      const story = await broken(world);
      await story.click('dai', 'Not justified…');
      expect(world.teams.as('dai').dialog).toContain('Access ends at once');
      await world.teams.as('dai').press('Record', comment);
      await world.runUntil('it has ended', () => story.says('Access ended'));
      expect(may(world)).toBe(false);
    }));

  test('by a form says what it means, and what is wrong with a field', () =>
    inTeams(async (world) => {
      await opened(world, 'break-glass');
      const ben = world.teams.as('ben');
      expect(ben.dialog).toContain('For emergencies.');
      const fields = { 'For how long?': '2h', 'Why?': 'The site is down, and nobody answers' };
      await ben.press('Continue', fields);
      expect(ben.dialog).toContain('30 min at most');
      await ben.press('Continue', { 'For how long?': '20m' });
      expect(ben.dialog).toContain('Opens now');
    }));
});
