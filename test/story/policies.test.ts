/** Statements in Cedar on the wire: approved at once, only by a person, never, and in error. */

import { describe, expect, test } from 'vitest';
import { inWorld, refusal, type, untilCard, untilThread } from './acts.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import { LINE, type Stated, stated, untilGiven } from './stated.ts';
import { PEOPLE } from './world.ts';

const SMALL: Stated = {
  as: 'auto-approve',
  text: `@id("logs")
    permit(principal in Group::"engineers", action, resource in Entitlement::"prod-logs")
    when { context.durationMinutes <= 60 };`,
  more: ', quota: { times: 1, per: 24h }',
};

describe('approved at once', () => {
  test('is carded, threaded and audited, and ends as ever', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        await untilGiven(world);
        await untilCard(world, story, 'small.cedar#logs, automatically');
        // A line of the thread is the sentence of what is on record.
        await untilThread(world, story, 'Approved at once by small.cedar#logs: 1 of 1 in 1 day.');
        world.clock.turn(61 * MINUTE);
        await untilThread(world, story, 'Access ended', 20 * MINUTE);
        expect(world.may('aiko.sato', 'ProdLogReader')).toBe(false);
      },
      stated({ 'small.cedar': SMALL }),
    ));

  test('is so within its quota: a person is asked for the next one, and why says it', () =>
    inWorld(
      async (world) => {
        const first = await ask(world, LINE);
        await untilGiven(world);
        await world.slack.as(PEOPLE.aiko).command('/prod-access', `revoke ${first.id}`);
        await world.runUntil('it is taken away', () => !world.may('aiko.sato', 'ProdLogReader'));
        const second = await ask(world, 'prod-logs 30m Look into slow queries again');
        await untilCard(world, second, 'waiting, 0 of 1');
        const why = await type(world, 'aiko', `why ${second.id}`);
        expect(why).toContain('small.cedar#logs would approve it at once, but its quota is spent');
        await approve(world, second, 'ben');
        expect(world.may('aiko.sato', 'ProdLogReader')).toBe(true);
      },
      stated({ 'small.cedar': SMALL }),
    ));

  test('is not for longer than the statement says', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, 'prod-logs 2h Look into slow queries');
        await untilCard(world, story, 'waiting, 0 of 1');
        await approve(world, story, 'ben');
      },
      stated({ 'small.cedar': SMALL }),
    ));
});

describe('only by a person', () => {
  const ASK: Stated = {
    as: 'no-auto',
    text: '@id("late") forbid(principal, action, resource) when { context.hour >= 18 };',
  };

  test('whoever is asked, and why says by which statement', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        await untilCard(world, story, 'waiting, 0 of 1');
        expect(await type(world, 'aiko', `why ${story.id}`)).toContain(
          'ask.cedar#late says that a person has to approve it',
        );
        await approve(world, story, 'ben');
        expect(world.may('aiko.sato', 'ProdLogReader')).toBe(true);
      },
      stated({ 'small.cedar': SMALL, 'ask.cedar': ASK }),
    ));
});

describe('never', () => {
  const NEVER: Stated = {
    text: `@id("customer-data") forbid(principal, action, resource)
      when { resource.hasTag("data") && resource.getTag("data") == "customer" };`,
  };

  test('is refused by name of the statement, with whom to ask', () =>
    inWorld(
      async (world) => {
        const said = await type(world, 'aiko', 'prod-db 1h Restart the stuck replica');
        expect(said).toContain('prod-db is forbidden here by never.cedar#customer-data');
        expect(said).toContain('nobody can approve it');
        expect(said).toContain('@platform');
      },
      stated({ 'never.cedar': NEVER }),
    ));

  test('counts for what was asked before as well: nobody can approve it any more', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, 'prod-db 1h Restart the stuck replica');
        await world.stopBot();
        await world.startBot(stated({ 'never.cedar': NEVER }).configure);
        expect(await refusal('ben', story)).toContain('never.cedar#customer-data');
        await world.slack.as(PEOPLE.aiko).command('/prod-access', `cancel ${story.id}`);
        await untilCard(world, story, 'withdrawn');
      },
      { beside: { 'never.cedar': NEVER.text } },
    ));
});

test('a statement that fails to evaluate refuses, and approves nothing', () =>
  inWorld(
    async (world) => {
      const said = await type(world, 'aiko', LINE);
      expect(said).toContain('broken.cedar#0');
      expect(world.may('aiko.sato', 'ProdLogReader')).toBe(false);
    },
    stated({
      'broken.cedar': {
        as: 'auto-approve',
        text: `permit(principal, action, resource)
          when { context.durationMinutes + 9223372036854775807 > 0 };`,
      },
    }),
  ));

test('a file that cannot be used starts nothing', async () => {
  const options = stated({ 'bad.cedar': { text: 'forbid(principal, action, resource)' } });
  await expect(inWorld(async () => {}, options)).rejects.toThrow('bad.cedar:1:36');
});
