/** Frozen changes on the wire: refused, held until it is over, or with one more level. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { inWorld, press, refusal, send, type, untilCard, untilThread } from './acts.ts';
import { approve, ask, hasFact, whispersTo } from './deeds.ts';
import { EVENING, FILE, icsOf, putChangeCalendar, withFreeze } from './freezes.ts';
import { PEOPLE, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const beside = { 'freeze.ics': icsOf([EVENING]) };
const HOUR = 3_600_000;

const isActive = (world: World) => world.may('aiko.sato', 'ProdDbOperator');
const inJapanese = (text: string) => text.replace('language: en', 'language: ja');

describe('while changes are frozen', () => {
  test('a rule may refuse, with until when, and give again once it is over', () =>
    inWorld(
      async (world) => {
        const said = await type(world, 'aiko', LINE);
        expect(said).toContain('Changes are frozen by the calendar change-freeze until 20:00');
        expect(said).toContain('@platform');
        world.clock.turn(2 * HOUR);
        await approve(world, await ask(world, LINE), 'ben', 'chie');
        expect(isActive(world)).toBe(true);
      },
      { configure: withFreeze('refuse', FILE.ics), beside },
    ));

  test('a rule may let it be approved, and hold it until it is over', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        expect(story.words()).toContain('Changes are frozen by change-freeze until 20:00');
        expect(story.words()).toContain('access begins when that is over');
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        await press(story, 'chie');
        await untilThread(world, story, 'frozen by change-freeze: access begins');
        expect(isActive(world)).toBe(false);
        world.clock.turn(2 * HOUR);
        await untilThread(world, story, 'Access is active until', 10 * 60_000);
        expect(isActive(world)).toBe(true);
      },
      { configure: withFreeze('hold', FILE.ics), beside },
    ));

  test('a rule may ask one more level, which says why it is asked', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        expect(story.words()).toContain('then @dai');
        expect(story.words()).toContain('until 20:00 (JST): one more level has to approve.');
        await untilThread(world, story, 'frozen by change-freeze until');
        expect(await refusal('dai', story)).toContain('Not your turn yet');
        await press(story, 'ben');
        await untilCard(world, story, '1 of 3');
        await press(story, 'chie');
        await untilCard(world, story, '2 of 3');
        expect(isActive(world)).toBe(false);
        await approve(world, story, 'dai');
        expect(isActive(world)).toBe(true);
      },
      { configure: withFreeze('level', FILE.ics), beside },
    ));

  test('a freeze that ends while the card is open takes its level away, and says so', () =>
    inWorld(
      async (world) => {
        world.clock.turn(90 * 60_000);
        const story = await ask(world, LINE);
        world.clock.turn(HOUR / 2);
        expect(await refusal('ben', story)).toContain('now 2 approvals are needed');
        await untilCard(world, story, '0 of 2');
        expect(story.words()).not.toContain('change-freeze');
        await approve(world, story, 'ben', 'chie');
      },
      { configure: withFreeze('level', FILE.ics), beside },
    ));

  test('whoever may approve may still end what was given before', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        await approve(world, story, 'ben');
        world.clock.turn(10 * 60_000);
        await send('mallory', story, 'End now');
        await untilThread(world, story, 'mallory tried to end this');
        expect(isActive(world)).toBe(true);
        await send('chie', story, 'End now');
        await world.runUntil('access ends', () => !isActive(world), 60_000);
      },
      {
        configure: (text) =>
          withFreeze(
            'refuse',
            FILE.ics,
          )(text).replace('any: 2\n        from: [ben', 'any: 1\n        from: [ben'),
        beside: { 'freeze.ics': icsOf([EVENING.replace('T180000', 'T181000')]) },
      },
    ));

  test('Japanese readers are told in Japanese', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, 'prod-db 1時間 レプリカ停止からの復旧のため');
        expect(story.words()).toContain('change-freeze により20:00 (JST)まで変更凍結中。');
        expect(story.words()).toContain('承認を1段階追加。');
        await untilThread(world, story, '承認を1段階追加。');
      },
      {
        configure: (text) => inJapanese(withFreeze('level', FILE.ics)(text)),
        beside,
        locale: 'ja-JP',
      },
    ));
});

describe('a Change Calendar of AWS', () => {
  test('is asked for the moment when access would begin', () =>
    inWorld(
      async (world) => {
        putChangeCalendar(world);
        expect(await type(world, 'aiko', LINE)).toContain('change-freeze until 20:00');
        const window = 'prod-db 20:30-21:00 Restart the stuck replica';
        const story = await ask(world, window);
        expect(story.words()).not.toContain('frozen');
        const asked = world.aws.calls.filter(({ action }) => action === 'GetCalendarState');
        expect(asked.every(({ outcome }) => outcome === 'ok')).toBe(true);
        await world.slack.as(PEOPLE.aiko).command('/prod-access', `cancel ${story.id}`);
        await untilCard(world, story, 'withdrawn');
      },
      { configure: withFreeze('refuse', FILE.ssm) },
    ));

  test('holds, and asks one more level, as a file does', () =>
    inWorld(
      async (world) => {
        putChangeCalendar(world);
        const story = await ask(world, LINE);
        expect(story.words()).toContain('until 20:00 (JST): one more level has to approve.');
        await press(story, 'ben');
        await untilCard(world, story, '1 of 3');
        await press(story, 'chie');
        await untilCard(world, story, '2 of 3');
        await approve(world, story, 'dai');
      },
      { configure: withFreeze('level', FILE.ssm) },
    ));

  test('that is not there is closed, and says so', () =>
    inWorld(
      async (world) => {
        const said = await type(world, 'aiko', LINE);
        expect(said).toContain('could not be read from the calendar change-freeze');
      },
      { configure: withFreeze('refuse', FILE.ssm) },
    ));
});

describe('a calendar by its address', () => {
  test('that is silent is closed: said once, and access begins when it is open', async () => {
    const sight = { isUp: false };
    const server = createServer((_, response) =>
      sight.isUp ? response.end(icsOf([])) : response.writeHead(503).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/freeze.ics`;
    const configure = withFreeze('hold', `{ url: "${url}" }`);
    await inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        expect(story.words()).toContain('The calendar change-freeze cannot be read');
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        await press(story, 'chie');
        await untilThread(world, story, 'Access begins as soon as it can be read');
        for (let minutes = 0; minutes < 20; minutes += 6) {
          world.clock.turn(6 * 60_000);
          await world.runUntil('it is put off', () => story.words().includes('approved by'));
        }
        const held = story.thread().filter((line) => line.includes('as soon as it can be read'));
        expect(held).toHaveLength(1);
        expect(isActive(world)).toBe(false);
        expect(whispersTo(world, 'aiko').join()).not.toContain(url);
        expect(world.log.join('')).toContain('calendar-silent');
        sight.isUp = true;
        world.clock.turn(6 * 60_000);
        await untilThread(world, story, 'Access is active until', 10 * 60_000);
        expect(await hasFact(world, story.id, 'start-held')).toBe(true);
      },
      { configure },
    );
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
