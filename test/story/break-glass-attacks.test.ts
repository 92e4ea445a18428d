/** What somebody may try with break-glass: the word of another, a word said twice, old words. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../stand-ins/slack/json.ts';
import { inWorld, letRun, send, untilCard, untilOps } from './acts.ts';
import { brokenBy, confirmed, confirmWords, GLASS, heardIn, LINE, offered } from './break-glass.ts';
import { opsOf, twoAccounts, withGlass } from './break-glass.ts';
import { factsOf, type Who } from './deeds.ts';
import { CHANNELS, PEOPLE, type World } from './world.ts';

const glass = { configure: withGlass };
const may = (world: World) => world.may('aiko.sato', 'ProdDbOperator');
const cardsIn = (world: World, channel: string) =>
  world.slack.messages(channel).filter(({ threadTs }) => threadTs === undefined);
const wordOf = async (world: World, who: Who = 'aiko'): Promise<JsonObject> =>
  (await world.slack.as(PEOPLE[who]).submitView()).sent?.delivery.payload ?? {};
const by = (payload: JsonObject, who: Who, trigger: string): JsonObject => ({
  ...payload,
  user: { ...(payload['user'] as JsonObject), id: PEOPLE[who], name: who },
  trigger_id: trigger,
});

describe('the word that opens it', () => {
  test.each([0, 2])('said three times in one tick opens one grant, with %i replicas', (replicas) =>
    inWorld(
      async (world) => {
        await offered(world, 'aiko');
        const payload = await wordOf(world);
        const again = ['again.1', 'again.2'].map((trigger) =>
          world.slack.deliver('interactive', by(payload, 'aiko', trigger)),
        );
        await Promise.all(again);
        await world.runUntil('access is there', () => may(world));
        await letRun(world, 8_000);
        expect(cardsIn(world, CHANNELS.approvals)).toHaveLength(1);
        expect(cardsIn(world, CHANNELS.general)).toHaveLength(1);
      },
      { ...glass, replicas },
    ),
  );

  test('is nobody else’s to say, before it was said or after', () =>
    inWorld(async (world) => {
      await offered(world, 'aiko');
      const { private_metadata: hers } = world.slack.as(PEOPLE.aiko).view?.definition ?? {};
      await offered(world, 'ben');
      const own = await wordOf(world, 'ben');
      const mayBen = () => world.may('ben.okafor', 'ProdDbOperator');
      await world.runUntil('ben has his own', mayBen);
      const view = { ...(own['view'] as JsonObject), private_metadata: hers ?? '' };
      for (const who of ['chie', 'mallory'] as const) {
        await world.slack.deliver('interactive', { ...by(own, who, `${who}.1`), view });
      }
      await letRun(world, 5_000);
      expect(
        ['aiko.sato', 'chie.mori', 'mallory.kane'].filter((user) =>
          world.may(user, 'ProdDbOperator'),
        ),
      ).toEqual([]);
      expect(cardsIn(world, CHANNELS.approvals)).toHaveLength(1);
      const payload = await wordOf(world);
      await world.runUntil('access is there', () => may(world));
      await world.slack.deliver('interactive', by(payload, 'chie', 'chie.2'));
      await letRun(world, 5_000);
      expect(world.may('chie.mori', 'ProdDbOperator')).toBe(false);
      expect(cardsIn(world, CHANNELS.approvals)).toHaveLength(2);
    }, glass));

  test('counts for what it was said of: a newer form makes the older one worth nothing', () =>
    inWorld(async (world) => {
      await offered(world, 'aiko');
      const { private_metadata: older } = world.slack.as(PEOPLE.aiko).view?.definition ?? {};
      await offered(world, 'aiko', LINE.replace('20m', '10m'));
      const payload = await wordOf(world);
      await world.runUntil('access is there', () => may(world));
      const view = { ...(payload['view'] as JsonObject), private_metadata: older ?? '' };
      const old = { ...by(payload, 'aiko', 'old.1'), view };
      const reply = await world.slack.deliver('interactive', old);
      expect(JSON.stringify(reply)).toContain('This form is out of date');
      expect(cardsIn(world, CHANNELS.approvals)).toHaveLength(1);
    }, glass));

  test('is good for ten minutes', () =>
    inWorld(async (world) => {
      await offered(world, 'aiko');
      world.clock.turn(11 * 60_000);
      expect(await confirmWords(world, 'aiko')).toContain('This form is out of date');
      expect(may(world)).toBe(false);
    }, glass));

  test('about a rule that changed meanwhile opens nothing, and shows how it is now', () =>
    inWorld(async (world) => {
      await offered(world, 'aiko');
      await world.stopBot();
      await world.startBot((text) => withGlass(text).replace('within: 10h', 'within: 2h'));
      const words = await confirmWords(world, 'aiko');
      expect(words).toContain('Not opened yet.');
      expect(may(world)).toBe(false);
      await confirmed(world, 'aiko');
      await world.runUntil('access is there', () => may(world));
    }, glass));

  test('about a rule that does not allow it any more opens nothing', () =>
    inWorld(async (world) => {
      await offered(world, 'aiko');
      await world.stopBot();
      await world.startBot((text) => withGlass(text).replace(GLASS, ''));
      expect(await confirmWords(world, 'aiko')).toContain('cannot be opened by break-glass');
      expect(may(world)).toBe(false);
    }, glass));
});

describe('the news', () => {
  test('comes though the bot died before it was told', () =>
    inWorld(async (world) => {
      const shut = world.slack.faults.add({
        method: 'chat.postMessage',
        trouble: { kind: 'rate-limited', retryAfterSec: 5 },
      });
      await offered(world, 'aiko');
      await world.slack.as(PEOPLE.aiko).submitView();
      await world.runUntil('access is there', () => may(world));
      await world.stopBot();
      shut.remove();
      expect(heardIn(world, CHANNELS.general)).toBe('');
      await world.startBot();
      const heard = () => heardIn(world, CHANNELS.general).includes('before anybody approved');
      await world.runUntil('everybody hears of it', heard, 300_000);
    }, glass));

  test('is for the operators where its channel does not take it', () =>
    inWorld(async (world) => {
      world.slack.change(({ channels }) => {
        const general = channels[CHANNELS.general];
        if (general) channels[CHANNELS.general] = { ...general, isArchived: true };
      });
      const story = await brokenBy(world);
      await untilOps(world, 'before anybody approved');
      expect(opsOf(world)).toContain('which did not take it');
      const facts = await factsOf(world, story.id);
      expect(facts.some(({ type }) => type === 'break-glass-unheard')).toBe(true);
    }, glass));
});

test('a review by a second account of whoever opened it does not count', () =>
  inWorld(
    async (world) => {
      const story = await brokenBy(world);
      const comment = { comment: 'It was right' };
      for (const who of ['aiko', 'mallory'] as const) {
        expect(await send(who, story, 'Justified…', comment)).toContain(
          'somebody else has to review it',
        );
      }
      await send('chie', story, 'Justified…', comment);
      await untilCard(world, story, 'active until');
      await untilCard(world, story, '· justified');
    },
    { configure: twoAccounts },
  ));
