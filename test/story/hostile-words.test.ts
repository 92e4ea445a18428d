/** What people type when they mean it to be more than words, and approvals in a ring. */

import { describe, expect, test } from 'vitest';
import { send, type, untilThread, worldsIn } from './acts.ts';
import { EVERY_CHAT } from './chats.ts';
import { ask, factsOf } from './deeds.ts';
import { JUMP } from './world.ts';

const STATEMENT = '{"Effect":"Allow","Action":"*","Resource":"*"}';

describe.each(EVERY_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('words of people', () => {
    test('A38: a policy in a justification or a comment stays a sentence', () =>
      inWorld(async (world) => {
        const why = `Restart "},${STATEMENT},{" the replica`;
        const story = await ask(world, `prod-logs 1h ${why}`);
        await story.click('ben', 'Approve');
        await untilThread(world, story, 'Access is active until');
        const inline = world.aws.account(JUMP).user('aiko.sato')?.inline ?? {};
        const documents = Object.values(inline).map((one) => JSON.stringify(one));
        expect(documents.length).toBeGreaterThan(0);
        for (const text of documents) {
          expect(text).not.toContain('Restart');
          expect(text).not.toMatch(/"(Action|Resource)":\s*"\*"/);
        }
        expect(story.words()).toContain(STATEMENT);
        await type(world, 'aiko', `done ${story.id}`);
        await untilThread(world, story, 'Access ended', 300_000);
      }));

    test('A38: nor does one in the comment of a denial', () =>
      inWorld(async (world) => {
        const story = await ask(world, 'prod-logs 1h Look for the failing batch');
        await send('ben', story, 'Deny…', { comment: `No. ${STATEMENT}` });
        await untilThread(world, story, STATEMENT);
        expect(Object.keys(world.aws.account(JUMP).user('aiko.sato')?.inline ?? {})).toEqual([]);
      }));
  });

  describe('a ring', () => {
    test('A06: two who approve each other are allowed, and both grants name both', () =>
      inWorld(async (world) => {
        const first = await ask(world, 'prod-logs 1h Look for the failing batch', 'ben');
        await first.click('chie', 'Approve');
        const second = await ask(world, 'prod-logs 1h Look for the slow batch', 'chie');
        await second.click('ben', 'Approve');
        for (const story of [first, second]) await untilThread(world, story, 'Access is active');
        const named = async (id: typeof first.id) =>
          (await factsOf(world, id))
            .filter(({ type: what }) => what === 'request-submitted' || what === 'review-given')
            .map(({ facts }) =>
              'requester' in facts ? facts.requester : 'by' in facts && facts.by,
            );
        expect(await named(first.id)).toEqual(['ben', 'chie']);
        expect(await named(second.id)).toEqual(['chie', 'ben']);
      }));
  });
});
