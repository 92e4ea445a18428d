/** Whose IAM user is whose: by the file, by tags, by e-mail; exactly one, or the answer is no. */

import { describe, expect, test } from 'vitest';
import { inWorld, type } from './acts.ts';
import { approve, ask } from './deeds.ts';
import { TEAM } from './seed.ts';
import { JUMP, PEOPLE, type World } from './world.ts';

const LINE = 'prod-logs 1h Look for the failing batch';
const AIKO = '      aws: { account: "444455556666", user: aiko.sato }\n';
const unmapped = (text: string) => text.replace(AIKO, '');
const byEmail = (text: string) => unmapped(text).replace('from_email: false', 'from_email: true');
const byTags = (text: string) => unmapped(text).replace('from_tags: false', 'from_tags: true');

const tag = (world: World, user: string, key: 'chat' | 'email', value: string) =>
  world.aws.account(JUMP).tag(user, { [`prod-access:${key}`]: value });
const email = (world: World, address: string) =>
  world.slack.change(({ people }) => {
    const person = people[PEOPLE.aiko];
    if (person) people[PEOPLE.aiko] = { ...person, email: address };
  });

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
        email(world, address);
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
        tag(world, 'aiko.sato', 'chat', `slack:T0OTHERCO1:${PEOPLE.aiko}`);
        expect(await type(world, 'aiko', LINE)).toContain('is not linked to an AWS user');
        tag(world, 'aiko.sato', 'chat', `slack:${TEAM}:${PEOPLE.aiko}`);
        world.clock.turn(61_000);
        await ask(world, LINE);
      },
      { configure: byTags },
    ));

  test('A39: the file goes before a tag that says otherwise', () =>
    inWorld(
      async (world) => {
        tag(world, 'mallory.kane', 'chat', `slack:${TEAM}:${PEOPLE.aiko}`);
        const story = await ask(world, LINE);
        expect(story.words()).toContain('IAM user aiko.sato');
        await approve(world, story, 'ben');
        expect(world.may('mallory.kane', 'ProdLogReader')).toBe(false);
      },
      { configure: (text) => text.replace('from_tags: false', 'from_tags: true') },
    ));
});
