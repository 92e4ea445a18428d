/** Whose click counts, and how often. */

import { afterEach, describe, expect, test } from 'vitest';
import { untilCard, untilThread } from './acts.ts';
import { EVERY_CHAT } from './chats.ts';
import {
  approve,
  ask,
  expectSound,
  factsOf,
  isTold,
  MINUTE,
  type Story,
  type Who,
  whispersTo,
} from './deeds.ts';
import { createWorld, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';

describe.each(EVERY_CHAT)('in %s', (chat) => {
  let world: World;
  afterEach(async () => {
    try {
      await expectSound(world);
    } finally {
      await world.close();
    }
  });

  const may = () => world.may('aiko.sato', 'ProdDbOperator');
  const told = (name: Who, words: string) =>
    world.runUntil(`${name} is told “${words}”`, () => isTold(world, name, words));
  const factTypes = async ({ id }: Story) => (await factsOf(world, id)).map(({ type }) => type);
  const clicksRefused = async (story: Story) =>
    (await factTypes(story)).filter((type) => type === 'click-refused');

  async function asked(): Promise<Story> {
    world = await createWorld({ chat });
    return ask(world, LINE);
  }

  describe('a click that does not count', () => {
    test('the requester on their own request', async () => {
      const story = await asked();
      await story.click('aiko', 'Approve');
      await told('aiko', 'You cannot approve your own request');
      await approve(world, story, 'ben', 'chie');
      expect(story.says("aiko's own request: their approval does not count.")).toBe(true);
      expect(story.words()).toMatch(/Approved by @?ben, @?chie/);
    });

    test('an outsider twelve times: recorded at the first and the tenth', async () => {
      const story = await asked();
      for (let times = 0; times < 12; times += 1) await story.click('mallory', 'Approve');
      await world.runUntil(
        'mallory was told each time',
        () => whispersTo(world, 'mallory').filter((one) => one.includes('not among')).length >= 12,
      );
      await untilThread(world, story, '10 times');
      expect(await clicksRefused(story)).toHaveLength(2);
      expect(story.thread().filter((line) => line.includes('mallory'))).toHaveLength(2);
      expect(story.words()).toContain('0 of 2');
    });

    test('one approver twice, even at once', async () => {
      const story = await asked();
      await Promise.all([story.click('ben', 'Approve'), story.click('ben', 'Approve')]);
      await untilCard(world, story, '1 of 2');
      await story.click('ben', 'Approve');
      await told('ben', 'one person counts once');
      const given = (await factsOf(world, story.id)).filter(({ type }) => type === 'review-given');
      expect(given).toHaveLength(1);
      expect(may()).toBe(false);
    });

    test('one second after the lapse, with the sweep still to come', async () => {
      const story = await asked();
      const submitted = (await factsOf(world, story.id)).find(
        ({ type }) => type === 'request-submitted',
      );
      await story.click('ben', 'Approve');
      await untilCard(world, story, '1 of 2');
      world.clock.turnTo((submitted?.atMs ?? 0) + 60 * MINUTE + 1000);
      await story.click('chie', 'Approve');
      await world.runUntil('it has lapsed', () => story.says('Lapsed'));
      await told('chie', 'lapsed');
      expect(may()).toBe(false);
      const types = await factTypes(story);
      expect(types).not.toContain('request-approved');
    });
  });

  describe('two approvers in the same moment', () => {
    test('are both on the card, and access is given once', async () => {
      const story = await asked();
      await Promise.all([story.click('ben', 'Approve'), story.click('chie', 'Approve')]);
      await world.runUntil('access is active', () => story.says('Access is active until'));
      expect(story.words()).toMatch(/Approved by @?(ben, @?chie|chie, @?ben)/);
      const types = await factTypes(story);
      expect(types.filter((type) => type === 'request-approved')).toHaveLength(1);
      expect(types.filter((type) => type === 'grant-active')).toHaveLength(1);
      expect(may()).toBe(true);
    });
  });
});
