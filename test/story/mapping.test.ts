/** Whose IAM user is whose: by the file, by tags, by e-mail; exactly one, or the answer is no. */

import { describe, expect, test } from 'vitest';
import { type, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { approve, ask } from './deeds.ts';
import { JUMP, type World } from './world.ts';

const LINE = 'prod-logs 1h Look for the failing batch';
const AIKO = '      aws: { account: "444455556666", user: aiko.sato }\n';
const unmapped = (text: string) => text.replace(AIKO, '');
const byEmail = (text: string) => unmapped(text).replace('from_email: false', 'from_email: true');
const byTags = (text: string) => unmapped(text).replace('from_tags: false', 'from_tags: true');

const tag = (world: World, user: string, key: 'chat' | 'email', value: string) =>
  world.aws.account(JUMP).tag(user, { [`prod-access:${key}`]: value });
/** The same account of another workspace. */
const elsewhere = (key: string): string => key.replace(/:.*:/, ':T0OTHERCO1:');

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('by e-mail', () => {
    test('the exact address leads to the one user that carries it', () =>
      inWorld(
        async (world) => {
          tag(world, 'aiko.sato', 'email', 'Aiko@Example.com');
          const story = await ask(world, LINE);
          expect(story.words()).toContain('IAM user aiko.sato');
          await approve(world, story, 'ben');
          expect(world.may('aiko.sato', 'ProdLogReader')).toBe(true);
        },
        { configure: byEmail },
      ));

    test.each([
      ['a plus address', 'aiko+prod@example.com'],
      ['another domain', 'aiko@example.com.evil.example'],
      ['a subdomain', 'aiko@mail.example.com'],
      ['a look-alike letter', 'аiko@example.com'],
      ['a space', ' aiko@example.com'],
      ['nothing', ''],
    ])('A04: %s is not hers, and nothing is guessed', (_what, address) =>
      inWorld(
        async (world) => {
          world.asking.office.address('aiko', address);
          tag(world, 'aiko.sato', 'email', 'aiko@example.com');
          tag(world, 'ben.okafor', 'email', ' ');
          expect(await type(world, 'aiko', LINE)).toContain('is not linked to an AWS user');
        },
        { configure: byEmail },
      ),
    );

    test('A25: on two users it is nobody’s: nobody guesses which', () =>
      inWorld(
        async (world) => {
          tag(world, 'aiko.sato', 'email', 'aiko@example.com');
          tag(world, 'ben.okafor', 'email', 'aiko@example.com');
          expect(await type(world, 'aiko', LINE)).toContain('leads to more than one AWS user');
        },
        { configure: byEmail },
      ));

    test('A25: switched off, an address opens nothing', () =>
      inWorld(
        async (world) => {
          tag(world, 'aiko.sato', 'email', 'aiko@example.com');
          expect(await type(world, 'aiko', LINE)).toContain('is not linked to an AWS user');
        },
        { configure: unmapped },
      ));
  });

  describe('by tag', () => {
    test('the account that the tag names is hers; one of another workspace is not', () =>
      inWorld(
        async (world) => {
          tag(world, 'aiko.sato', 'chat', elsewhere(world.asking.tagOf('aiko')));
          expect(await type(world, 'aiko', LINE)).toContain('is not linked to an AWS user');
          tag(world, 'aiko.sato', 'chat', world.asking.tagOf('aiko'));
          world.clock.turn(61_000);
          await ask(world, LINE);
        },
        { configure: byTags },
      ));

    test('where AWS does not let tags be read, it is AWS that did not answer, not the chat', () =>
      inWorld(
        async (world) => {
          world.aws.faults.add({ kind: 'denied', action: 'ListUserTags', times: 1_000 });
          const said = await type(world, 'aiko', LINE);
          expect(said).toContain('AWS did not say which user is yours');
          expect(said).toContain('tell the operators');
          world.aws.faults.clear();
        },
        { configure: byTags },
      ));

    test('A39: the file goes before a tag that says otherwise', () =>
      inWorld(
        async (world) => {
          tag(world, 'mallory.kane', 'chat', world.asking.tagOf('aiko'));
          const story = await ask(world, LINE);
          expect(story.words()).toContain('IAM user aiko.sato');
          await approve(world, story, 'ben');
          expect(world.may('mallory.kane', 'ProdLogReader')).toBe(false);
        },
        { configure: (text) => text.replace('from_tags: false', 'from_tags: true') },
      ));
  });
});
