/** Approvers that others keep: on call at PagerDuty, in a channel, or in a user group. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Pagerduty, startPagerduty } from '../stand-ins/pagerduty/pagerduty.ts';
import { inWorld, opsOf, refusal, type, untilCard, untilOps } from './acts.ts';
import { ONE_BOT } from './chats.ts';
import { manyNames, onCall, readsOfClick, SCHEDULE } from './click-reads.ts';
import { approve, ask } from './deeds.ts';
import { PEOPLE, type World, type WorldOptions } from './world.ts';

const LINE = 'prod-logs 1h Look at the errors of tonight';

let pagerduty: Pagerduty;
beforeEach(async () => {
  pagerduty = await startPagerduty([{ schedule: SCHEDULE, user: 'PBEN001' }]);
});
afterEach(() => pagerduty.close());

const ONE = '      - { name: oncall, any: 1, from: [oncall] }';
const OR_DAI = '      - { name: oncall, any: 1, from: [oncall, dai] }';

const withPagerduty = (play: (world: World) => Promise<void>, levels: string, more = {}) =>
  inWorld(play, { ...options(onCall(levels)), ...more });
const options = (configure: WorldOptions['configure']): WorldOptions => ({
  ...(configure && { configure }),
  pagerduty: { token: pagerduty.token, apiUrl: pagerduty.url },
});

describe('who is on call', () => {
  test('approves, and nobody else does; once the shift is over, not even they', () =>
    withPagerduty(async (world) => {
      const story = await ask(world, LINE);
      expect(await refusal('chie', story)).toContain('You are not among those');
      await approve(world, story, 'ben');
      const later = await ask(world, LINE, 'dai');
      pagerduty.onCall = [{ schedule: SCHEDULE, user: 'PNEW001', email: 'Chie@Example.com' }];
      world.clock.turn(61_000);
      expect(await refusal('ben', later)).toContain('You are not among those');
      await approve(world, later, 'chie');
    }, ONE));

  test('and unknown here approves nothing: requester and operators are told, the log once', () =>
    withPagerduty(
      async (world) => {
        pagerduty.onCall = [{ schedule: SCHEDULE, user: 'PNEW001' }];
        expect(await type(world, 'aiko', LINE)).toContain('level oncall has too few people');
        await untilOps(world, 'level oncall has too few people to approve it');
        world.clock.turn(2 * 60_000);
        await type(world, 'aiko', LINE);
        expect(opsOf(world).split('has too few people')).toHaveLength(2);
        const said = world.log.filter((line) => line.includes('roster-people-unknown'));
        expect(said).toHaveLength(1);
        expect(said[0]).toContain('PNEW001');
      },
      ONE,
      ONE_BOT,
    ));
});

describe('a PagerDuty that is down', () => {
  test('counts as nobody, which the card says, and others approve as ever', () =>
    withPagerduty(async (world) => {
      pagerduty.trouble = 'down';
      const story = await ask(world, LINE);
      const note = 'PagerDuty did not answer: nobody on call is counted (oncall).';
      expect(story.words()).toContain(note);
      expect(await refusal('ben', story)).toContain('You are not among those');
      await approve(world, story, 'dai');
      expect(story.words()).not.toContain('PagerDuty');
    }, OR_DAI));

  test('refuses where nobody else could approve, and says who is silent', () =>
    withPagerduty(async (world) => {
      pagerduty.trouble = 'too-many';
      expect(await type(world, 'aiko', LINE)).toContain('did not answer about oncall');
      pagerduty.trouble = 'none';
      await approve(world, await ask(world, LINE), 'ben');
    }, ONE));

  test('after an approval takes nothing back: it is given once PagerDuty answers again', () =>
    withPagerduty(
      async (world) => {
        const story = await ask(world, LINE);
        await story.click('ben', 'Approve');
        pagerduty.trouble = 'down';
        await world.runUntil('ben is counted', () => story.says('ben approved'));
        world.clock.turn(30_000);
        expect(world.may('aiko.sato', 'ProdLogReader')).toBe(false);
        pagerduty.trouble = 'none';
        const isActive = () => story.says('Access is active until');
        await world.runUntil('access is active', isActive, 10 * 60_000);
        expect(story.says('has to approve again')).toBe(false);
        expect(world.log.join('')).toContain('while groups are not known');
        // What waited was said to have failed, as it should be; nothing else did.
        const others = world.log.filter((line) => !line.includes('while groups are not known'));
        world.log.splice(0, world.log.length, ...others);
      },
      OR_DAI,
      ONE_BOT,
    ));
});

test('a click costs one read of each source, however many rules and groups name it', async () => {
  expect(await readsOfClick()).toEqual({ 'user group': 1, channel: 1, schedule: 1 });
});

test('the bot itself is in the channel, and is nobody’s approver', () =>
  inWorld(async (world) => {
    const story = await ask(world, LINE);
    expect(await refusal('mallory', story)).not.toContain('U0PRODACC');
    await world.slack.as(PEOPLE.aiko).command('/prod-access', `cancel ${story.id}`);
    await untilCard(world, story, 'withdrawn');
  }, options(manyNames)));
