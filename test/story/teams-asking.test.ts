/** Asking in Teams: by dialog, by mention, in one line, by whoever may not, and more than once. */

import { describe, expect, test } from 'vitest';
import { inWorld } from './acts.ts';
import { quiet } from './quiet.ts';
import { postedInTeams, TEAMS_CHANNELS, toldInTeams } from './teams-town.ts';
import type { World } from './world.ts';

const inTeams = (play: (world: World) => Promise<void>) => inWorld(play, { teams: 'alone' });

describe('the dialog', () => {
  test('asks, says what is wrong at its field, keeps what was typed, and files it', async () => {
    await inTeams(async (world) => {
      const ben = world.teams.as('ben');
      await ben.open();
      expect(ben.dialog).toContain('What do you need?');
      await ben.press('Show details', { 'What do you need?': 'prod-db' });
      expect(ben.dialog).toContain('Up to 4 h');
      await ben.press('Request', { 'For how long?': '9h', 'Why?': 'Restart the stuck replica' });
      expect(ben.dialog).toContain('9 h is too long');
      expect(ben.dialog).toContain('Restart the stuck replica');
      const story = await postedInTeams(world, () =>
        ben.press('Request', { 'For how long?': '1h' }),
      );
      expect(story.words()).toContain('Restart the stuck replica');
    });
  });

  test('sent three times is one request', async () => {
    await inTeams(async (world) => {
      const aiko = world.teams.as('aiko');
      await aiko.open();
      await aiko.press('詳細を表示', { 対象: 'prod-logs' });
      await postedInTeams(world, () =>
        aiko.twice().press('申請する', { 期間: '30分', 理由: 'エラーの原因を調べるため' }),
      );
      await quiet();
      expect(world.teams.messages(TEAMS_CHANNELS.approvals)).toHaveLength(1);
    });
  });
});

describe('a line', () => {
  test('typed with a mention in a channel is answered to its author alone', async () => {
    await inTeams(async (world) => {
      const { teams } = world;
      const channel = TEAMS_CHANNELS.ops;
      await postedInTeams(world, () =>
        teams.as('ben').say('prod-logs 30m Look at the errors', { channel, mention: true }),
      );
      await world.runUntil('ben is told', () =>
        toldInTeams(world, 'ben').some((one) => one.includes('is filed')),
      );
      expect(teams.as('dai').sees(channel)).toEqual([expect.stringContaining('prod-logs')]);
    });
  });

  test('that leaves something open is answered with a button that opens the dialog', async () => {
    await inTeams(async (world) => {
      const { teams } = world;
      const ben = teams.as('ben');
      await ben.say('/prod-access prod-db 2h');
      await teams.until(() =>
        ben.direct.some((one) => teams.plainText(one).includes('Open the form')),
      );
      const opener = ben.direct.at(-1);
      if (!opener) throw new Error('There is no message.');
      await ben.click(opener, 'Open the form');
      expect(ben.dialog).toContain('2h');
      const story = await postedInTeams(world, () =>
        ben.press('Request', { 'Why?': 'Restart the stuck replica' }),
      );
      expect(story.words()).toContain('Production database');
    });
  });

  test('of somebody who has not got the app says how to get it, and nothing else', async () => {
    await inTeams(async (world) => {
      const { teams } = world;
      teams.change(({ people }) => {
        const dai = people['dai'];
        if (dai) people['dai'] = { ...dai, installed: false };
      });
      await teams.as('dai').say('mine', { channel: TEAMS_CHANNELS.ops, mention: true });
      await teams.until(() =>
        teams
          .as('ben')
          .sees(TEAMS_CHANNELS.ops)
          .some((one) => one.includes('Add the app for yourself')),
      );
    });
  });

  test('of a guest is refused, and so is that of somebody the file does not know', async () => {
    await inTeams(async (world) => {
      const { teams } = world;
      await teams.as('finn').say('prod-logs 30m Look at the errors');
      await world.runUntil('finn is told', () => toldInTeams(world, 'finn').length > 1);
      expect(toldInTeams(world, 'finn').at(-1)).toMatch(/guest/i);
      expect(teams.messages(TEAMS_CHANNELS.approvals)).toEqual([]);
    });
  });
});
