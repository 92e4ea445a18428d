/** The main job in Teams, through the real botbuilder and the real AWS SDK. */

import { expect, test } from 'vitest';
import { inWorld } from './acts.ts';
import { untilEndIsWritten } from './deeds.ts';
import { postedInTeams, TEAMS_CHANNELS, toldInTeams } from './teams-town.ts';

test('asked in the chat, approved by two, active, and over when it says', async () => {
  await inWorld(
    async (world) => {
      const { teams } = world;
      const story = await postedInTeams(world, () =>
        teams.as('aiko').say('prod-db 1h Restart the stuck replica, INC-1234'),
      );
      expect(story.words()).toContain('Restart the stuck replica, INC-1234');
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      await story.click('aiko', 'Approve');
      expect(teams.as('aiko').lastAnswer).toContain('ご自身の申請は承認できません');
      await story.click('ben', 'Approve');
      await world.runUntil('ben is counted', () => story.words().includes('1 of 2'));
      await story.click('chie', 'Approve');
      await world.runUntil('access is active', () => story.says('Access is active until'));
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
      await world.runUntil('aiko is told', () =>
        toldInTeams(world, 'aiko').some((one) => one.includes('switchrole')),
      );
      await untilEndIsWritten(world);
      world.clock.turn(61 * 60_000);
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      await world.runUntil('the end is said', () => story.says('Removal confirmed'));
      await world.runUntil('the card says so', () => story.words().includes('access removed'));
      expect(story.thread()[0]).toContain('aiko asked for Production database');
    },
    { teams: 'alone' },
  );
});

test('asked in Slack, approved in Teams by people who are in both', async () => {
  await inWorld(
    async (world) => {
      const story = await postedInTeams(world, () =>
        world.slack.as('U0AIKO0001').command('/prod-access', 'prod-logs 30m Look at the errors'),
      );
      await story.click('chie', 'Approve');
      await world.runUntil('access is active', () => story.says('Access is active until'));
      expect(world.may('aiko.sato', 'ProdLogReader')).toBe(true);
      const told = () => world.slack.as('U0AIKO0001').dms.map((one) => world.slack.plainText(one));
      await world.runUntil('aiko is told in Slack', () => told().length > 0);
      expect(toldInTeams(world, 'aiko')).toEqual([]);
      expect(world.teams.messages(TEAMS_CHANNELS.approvals)).toHaveLength(1);
      await untilEndIsWritten(world);
      world.clock.turn(31 * 60_000);
      await world.runUntil('the end is said', () => story.says('Removal confirmed'));
    },
    { teams: 'beside' },
  );
});
