/** What people read in Teams: in their own language, and of nothing that is not there. */

import { expect, test } from 'vitest';
import { inWorld } from './acts.ts';
import { untilEndIsWritten } from './deeds.ts';
import { quiet } from './quiet.ts';
import { postedInTeams, toldInTeams } from './teams-town.ts';
import { PEOPLE, type World } from './world.ts';

const inTeams = (play: (world: World) => Promise<void>) => inWorld(play, { teams: 'alone' });

/** Words of Slack, and ids that nobody knows. */
const STRANGE = /slack|workspace|19:\D|thread\.tacv2|undefined|\[object/i;

test('a Japanese reader asks, is told, extends and gives back in Japanese', () =>
  inTeams(async (world) => {
    const aiko = world.teams.as('aiko');
    const story = await postedInTeams(world, () =>
      aiko.say('prod-logs 30分 エラーの原因を調査するため'),
    );
    await world.runUntil('she is told', () =>
      toldInTeams(world, 'aiko').some((one) => one.includes('申請しました')),
    );
    await story.click('chie', 'Approve');
    await world.runUntil('it is active', () => story.says('Access is active until'));
    await untilEndIsWritten(world);
    await aiko.say('extend');
    await world.teams.until(() =>
      toldInTeams(world, 'aiko').some((one) => one.includes('フォームを開く')),
    );
    const opener = aiko.direct.at(-1);
    if (!opener) throw new Error('Nothing was said.');
    await aiko.click(opener, 'フォームを開く');
    expect(aiko.dialog).toContain('延長');
    expect(aiko.dialog).not.toContain('対象');
    aiko.leave();
    await aiko.say('done');
    await world.runUntil('the end is said', () => story.says('Removal confirmed'));
    const told = toldInTeams(world, 'aiko').filter((one) => !/^(prod-logs|extend|done)/.test(one));
    expect(told.length).toBeGreaterThan(3);
    for (const one of told) expect(one).toMatch(/\p{Script=Hiragana}/u);
  }));

test('nobody reads a word of Slack, or an id that nobody knows', () =>
  inTeams(async (world) => {
    const { teams } = world;
    const story = await postedInTeams(world, () =>
      teams.as('ben').say('prod-logs 30m Look at the errors'),
    );
    const lines = ['help', 'mine', 'pending', 'who prod-logs', `why ${story.id}`, 'nothing 1h x'];
    for (const line of lines) {
      const before = teams.as('ben').direct.length;
      await teams.as('ben').say(line);
      await teams.until(() => teams.as('ben').direct.length > before + 1);
    }
    await story.click('chie', 'Approve');
    await world.runUntil('it is active', () => story.says('Access is active until'));
    await untilEndIsWritten(world);
    world.clock.turn(31 * 60_000);
    await world.runUntil('the end is said', () => story.says('Removal confirmed'));
    const read = [...toldInTeams(world, 'ben'), ...story.thread(), story.words()];
    expect(read.filter((one) => STRANGE.test(one))).toEqual([]);
  }));

test('asked in Slack for a card in Teams, they are told in words where it is', () =>
  inWorld(
    async (world) => {
      const answer = await world.slack.as(PEOPLE.ben).command('/prod-access', LINE);
      const said = world.slack.plainText(await answer.untilWhisper('', 5_000));
      expect(said).toContain('the approvers see it in their channel in Teams');
      await quiet();
    },
    { teams: 'beside' },
  ));

const LINE = 'prod-logs 30m Look at the errors';
