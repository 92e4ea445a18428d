/** Two pairs of eyes on the rules: what a changed configuration may do before and after a word. */

import { describe, expect, test } from 'vitest';
import type { Message } from '../stand-ins/slack/conversation.ts';
import {
  inWorld,
  letRun,
  obtain,
  opsOf,
  refusal,
  type as typed,
  untilCard,
  untilOps,
} from './acts.ts';
import { LINE as GLASS, withGlass } from './break-glass.ts';
import { REPLICAS } from './chats.ts';
import { approve, ask, factsOf, type Who } from './deeds.ts';
import { CHANNELS, PEOPLE, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const WATCHED = 'people: [dai]\n  confirm_changes: true';
const watched = (text: string) => text.replace('people: [dai]', WATCHED);
const one = (text: string) => watched(text).replace('any: 2', 'any: 1');

async function changeTo(world: World, configure: (text: string) => string): Promise<void> {
  await world.stopBot();
  await world.startBot(configure);
}

const proposals = ({ slack }: World): readonly Message[] =>
  slack
    .messages(CHANNELS.ops)
    .filter((message) => slack.plainText(message).includes('These rules are right'));

async function confirm(world: World, who: Who, at = -1): Promise<string> {
  const { ts = '' } = proposals(world).at(at) ?? {};
  const answer = await world.slack.as(PEOPLE[who]).click(CHANNELS.ops, ts, 'These rules are right');
  return world.slack.plainText(await answer.untilWhisper('', 5_000));
}

describe('a changed configuration', () => {
  test('grants nothing until an operator has said that it is right, and revokes at once', () =>
    inWorld(
      async (world) => {
        const story = await obtain(world, LINE);
        await changeTo(world, one);
        await untilOps(world, 'Rule prod-two-people: level leads 2 of sre-leads → 1 of');
        expect(await typed(world, 'ben', LINE)).toContain('a second operator has not confirmed');
        expect(await typed(world, 'aiko', `extend ${story.id} 1h It takes longer`)).toContain(
          'a second operator has not confirmed',
        );
        await typed(world, 'aiko', `done ${story.id}`);
        await world.runUntil('access ends', () => !world.may('aiko.sato', 'ProdDbOperator'));
        expect(await confirm(world, 'ben')).toContain('operators');
        expect(await confirm(world, 'dai')).toContain('Configuration 2 is in force');
        await untilOps(world, 'dai confirmed configuration 2');
        await approve(world, await ask(world, LINE, 'ben'), 'chie');
        expect(await confirm(world, 'dai')).toContain('These rules wait no longer');
        const said = (await factsOf(world)).filter(({ type }) => type.startsWith('configuration'));
        expect(said.map(({ type, actor }) => `${type} ${actor}`)).toEqual([
          'configuration-loaded prod-access',
          'configuration-proposed prod-access',
          `configuration-confirmed slack:T0PRODDEMO:${PEOPLE.dai}`,
        ]);
      },
      { configure: watched },
    ));

  test('breaks no glass either, and says in whatever language why not', () =>
    inWorld(
      async (world) => {
        await changeTo(world, (text) => one(withGlass(text)));
        await untilOps(world, 'These rules are right');
        expect(await typed(world, 'aiko', GLASS)).toContain('a second operator has not confirmed');
        world.asking.office.read('ben', 'ja-JP');
        expect(await typed(world, 'ben', GLASS)).toContain('2人目の運用担当がまだ確認していない');
      },
      { configure: (text) => watched(withGlass(text)) },
    ));

  test('leaves what waits as it is, and counts no approval until then', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, LINE);
        await changeTo(world, one);
        await untilOps(world, 'These rules are right');
        expect(await refusal('ben', story)).toContain('a second operator has not confirmed');
        await letRun(world, 60_000);
        expect(story.words()).toContain('waiting');
        await confirm(world, 'dai');
        expect(await refusal('ben', story)).toContain('The rule changed');
        await untilCard(world, story, '0 of 1');
        await approve(world, story, 'ben');
      },
      { configure: watched },
    ));

  test('makes nobody an operator who could confirm it: no name, and no account of a name', () =>
    inWorld(
      async (world) => {
        await changeTo(world, (text) =>
          one(text)
            .replace('people: [dai]', 'people: [dai, mallory]')
            .replace('U0DAI00001', `[U0DAI00001, ${PEOPLE.chie}]`)
            .replace(`slack: ${PEOPLE.chie}`, 'slack: U0CHIE0002'),
        );
        await untilOps(world, 'Operators: people: added mallory');
        expect(opsOf(world)).toContain(`Person dai: accounts in chat: added`);
        expect(await confirm(world, 'mallory')).toContain('operators');
        expect(await confirm(world, 'chie')).toContain('operators');
        expect(await typed(world, 'aiko', LINE)).toContain('a second operator');
      },
      { configure: watched },
    ));

  test('that is taken back needs no word; that asks for no word any more needs one', () =>
    inWorld(
      async (world) => {
        await changeTo(world, (text) => text);
        await untilOps(world, 'second operator confirms changes yes → no');
        expect(await typed(world, 'aiko', LINE)).toContain('a second operator');
        await changeTo(world, watched);
        await ask(world, LINE);
        // Another replica might still run with them, until it has not said so for two minutes.
        world.clock.turn(3 * 60_000);
        const words =
          REPLICAS > 0 ? 'runs with these rules any more' : 'These rules wait no longer';
        expect(await confirm(world, 'dai')).toContain(words);
        await approve(world, await ask(world, 'prod-logs 1h Look at the errors of today'), 'ben');
      },
      { configure: watched },
    ));
});

describe('several replicas', () => {
  test('go on granting by the rules in force, until one of them takes the word', () =>
    inWorld(
      async (world) => {
        await world.joinBot(one);
        await untilOps(world, 'These rules are right');
        await world.runUntil('a replica in force takes the ask', async () => {
          const said = await typed(world, 'aiko', LINE);
          return said.includes('requested') || said.includes('PA-');
        });
        expect(proposals(world)).toHaveLength(1);
        await world.runUntil('some replica takes the click', async () =>
          (await confirm(world, 'dai')).includes('is in force'),
        );
        await letRun(world, 40_000);
        expect(opsOf(world)).toContain('dai confirmed configuration 2');
      },
      { configure: watched, replicas: 2 },
    ));
});
