/** Cards that are not the card: copied elsewhere, or with a button that carries something else. */

import { describe, expect, test } from 'vitest';
import { worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { ask, factsOf, isTold, type Story, whispersTo } from './deeds.ts';
import type { Channel } from './town.ts';
import type { World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';

/** The card as somebody would like it to be, here or elsewhere, with ben's click on it. */
async function approveForged(
  { deciding }: World,
  { id, post }: Story,
  change: (value: string) => string,
  channel: Channel = 'approvals',
): Promise<void> {
  const values = new RegExp(`"(${id}[.][0-9a-f]+)"`, 'g');
  const forged = (json: string) => json.replaceAll(values, (_, value) => `"${change(value)}"`);
  deciding.office.forge(post, forged, channel);
  await deciding.click('ben', { ...post, channel }, 'Approve');
}

const isToldOfCopy = (world: World) => () => isTold(world, 'ben', 'copy of the card');

async function expectNoReview(world: World, { id }: Story): Promise<void> {
  const types = (await factsOf(world, id)).map(({ type }) => type);
  expect(types).not.toContain('review-given');
}

describe.each(EITHER_CHAT)('a card that is not the card, in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test.each([
    ['of a drawing that never was', (value: string) => value.replace(/.{4}$/, 'beef')],
    ['with something behind it', (value: string) => `${value}.0`],
    ['of no request', () => `PA-22222.${'0'.repeat(32)}`],
    ['without end', () => 'a'.repeat(2000)],
  ])('a button with the value %s: nothing is counted, and it is said', (_, change) =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await approveForged(world, story, change);
      await world.runUntil('ben is told', () => whispersTo(world, 'ben').length > 0);
      await expectNoReview(world, story);
    }),
  );

  test('copied to another channel: refused, and pointed to the original', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      await approveForged(world, story, (value) => value, 'general');
      await world.runUntil('ben is told', isToldOfCopy(world));
      expect(story.words()).toContain('0 of 2');
    }));

  test('with the drawing of another request: neither of the two is approved', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      const other = await ask(world, 'prod-logs 1h Look for the failing batch', 'dai');
      let drawing = '';
      world.deciding.office.forge(other.post, (json) => {
        drawing = new RegExp(`"(${other.id}[.][0-9a-f]+)"`).exec(json)?.[1] ?? '';
        return json;
      });
      await approveForged(world, story, () => drawing);
      await world.runUntil('ben is told', isToldOfCopy(world));
      for (const one of [story, other]) await expectNoReview(world, one);
    }));
});
