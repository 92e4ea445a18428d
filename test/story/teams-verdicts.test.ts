/** Verdicts in Teams by their dialogs: deny, approve for less, more time, an early end. */

import { describe, expect, test } from 'vitest';
import { inWorld } from './acts.ts';
import { untilEndIsWritten } from './deeds.ts';
import { postedInTeams, type TeamsStory, toldInTeams } from './teams-town.ts';
import type { World } from './world.ts';

const LINE = 'prod-logs 2h Look at the failing jobs';
const inTeams = (play: (world: World) => Promise<void>) => inWorld(play, { teams: 'alone' });
const may = (world: World) => world.may('ben.okafor', 'ProdLogReader');

const asked = (world: World): Promise<TeamsStory> =>
  postedInTeams(world, () => world.teams.as('ben').say(LINE));

async function given(world: World): Promise<TeamsStory> {
  const story = await asked(world);
  await story.click('dai', 'Approve');
  await world.runUntil('it is active', () => story.says('Access is active until'));
  await untilEndIsWritten(world);
  return story;
}

const untilTold = (world: World, name: string, words: string) =>
  world.runUntil(`${name} reads “${words}”`, () =>
    toldInTeams(world, name).some((one) => one.includes(words)),
  );

describe('a denial', () => {
  test('asks for its reason, ends the request, and says it to whoever asked', () =>
    inTeams(async (world) => {
      const story = await asked(world);
      const dai = world.teams.as('dai');
      await story.click('dai', 'Deny…');
      expect(dai.dialog).toContain(story.id);
      await dai.press('Deny', { 'Why not?': ' ' });
      expect(dai.dialog).toContain('Not sent yet');
      await dai.press('Deny', { 'Why not?': 'Use the read replica instead' });
      expect(dai.dialog).toBeUndefined();
      await world.runUntil('the thread says so', () => story.says('Use the read replica instead'));
      await untilTold(world, 'ben', 'Use the read replica instead');
      await world.runUntil('the card says so', () => story.words().includes('denied'));
      expect(story.words()).not.toContain('[ Approve ]');
      expect(may(world)).toBe(false);
    }));

  test('sent three times is one denial', () =>
    inTeams(async (world) => {
      const story = await asked(world);
      const dai = world.teams.as('dai');
      await story.click('dai', 'Deny…');
      await dai.twice().press('Deny', { 'Why not?': 'Use the read replica instead' });
      await world.runUntil('the card says so', () => story.words().includes('denied'));
      await world.runUntil('the thread says so', () => story.says('Use the read replica instead'));
      expect(story.thread().filter((one) => one.includes('read replica'))).toHaveLength(1);
      expect(story.thread().filter((one) => one.includes('refused'))).toEqual([]);
    }));

  test('of their own request is refused in the dialog, with what was typed', () =>
    inTeams(async (world) => {
      const story = await asked(world);
      const ben = world.teams.as('ben');
      await story.click('ben', 'Deny…');
      await ben.press('Deny', { 'Why not?': 'I changed my mind' });
      expect(ben.dialog).toContain('withdraw it instead');
      expect(ben.dialog).toContain('I changed my mind');
      expect(story.words()).toContain('waiting');
    }));
});

test('an approval for less gives that and no more', () =>
  inTeams(async (world) => {
    const story = await asked(world);
    const dai = world.teams.as('dai');
    await story.click('dai', 'Approve shorter…');
    const time = 'For how long? (optional)';
    await dai.press('Approve', { [time]: '5h' });
    expect(dai.dialog).toContain('Not sent yet');
    await dai.press('Approve', { [time]: '30m', 'Anything to say? (optional)': 'Half is enough' });
    await world.runUntil('it is active', () => story.says('Access is active until'));
    expect(story.says('Half is enough')).toBe(true);
    await untilEndIsWritten(world);
    expect(may(world)).toBe(true);
    world.clock.turn(31 * 60_000);
    expect(may(world)).toBe(false);
    await world.runUntil('the end is said', () => story.says('Removal confirmed'));
  }));

test('more time is asked for in the chat, granted on the card, and lasts as long as it says', () =>
  inTeams(async (world) => {
    const story = await given(world);
    const ben = world.teams.as('ben');
    const notice = ben.direct.find((one) => world.teams.plainText(one).includes('Extend…'));
    if (!notice) throw new Error('Ben was not told that he has it.');
    await ben.click(notice, 'Extend…');
    expect(ben.dialog).toContain(story.id);
    const [time = ''] = /^How much longer.*$/m.exec(ben.dialog ?? '') ?? [];
    expect((await ben.press('Ask', { [time]: '1h' })).shown).toContain('You asked for 1 h more');
    const isShown = () => story.words().includes('[ Approve extension ]');
    await world.runUntil('the card asks', isShown);
    await story.click('ben', 'Approve extension');
    expect(ben.lastAnswer).toContain('cannot approve your own request');
    await story.click('dai', 'Approve extension');
    await world.runUntil('it is said', () => story.says('xtended'));
    await untilEndIsWritten(world);
    world.clock.turn(2.5 * 60 * 60_000);
    expect(may(world)).toBe(true);
    world.clock.turn(35 * 60_000);
    expect(may(world)).toBe(false);
    await world.runUntil('the end is said', () => story.says('Removal confirmed'), 120_000);
  }));

describe('an end before time', () => {
  const ended = (name: string) => async (world: World) => {
    const story = await given(world);
    const actor = world.teams.as(name);
    await actor.refresh(story.card());
    await story.click(name, 'End now');
    expect(actor.dialog).toContain(story.id);
    await actor.submit();
    await world.runUntil('it is gone', () => story.says('Removal confirmed'));
    expect(may(world)).toBe(false);
  };

  test('by an approver who had not been asked', () => inTeams(ended('chie')));
  test('by whoever holds it, on the card they see', () => inTeams(ended('ben')));

  test('is offered to nobody else', () =>
    inTeams(async (world) => {
      const story = await given(world);
      for (const name of ['aiko', 'finn']) {
        await world.teams.as(name).refresh(story.card());
        expect(world.teams.as(name).reads(story.card())).not.toContain('End now');
      }
    }));
});
