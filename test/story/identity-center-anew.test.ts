/** What AWS is still making when the bot is started anew: AWS knows of it, and nobody else does. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, type as typed, untilThread } from './acts.ts';
import { maySignIn, READER, useCenter } from './center.ts';
import { ask, MINUTE, type Story } from './deeds.ts';
import { factsIn } from './sound.ts';
import type { World } from './world.ts';

const LOGS = 'prod-sso-logs 1h Read the logs of the failed import';

/** AWS takes four minutes over it; meanwhile the bot is another process, and it is given back. */
async function givenBackAnew(world: World): Promise<Story> {
  await useCenter(world);
  world.aws.identityCenter.delayNext({ afterMs: 4 * MINUTE });
  const story = await ask(world, LOGS);
  await story.click('ben', 'Approve');
  const operations = () => world.aws.identityCenter.operations();
  await world.runUntil('AWS is making it', () => operations().length > 0);
  await letRun(world, 5_000);
  await world.stopBot();
  await world.startBot();
  await typed(world, 'aiko', `done ${story.id}`);
  return story;
}

describe('an assignment that AWS is still making, given back to a bot started anew', () => {
  test('is not said to be removed until it came about and was taken away', () =>
    inWorld(async (world) => {
      const story = await givenBackAnew(world);
      await letRun(world, 2 * MINUTE);
      expect(story.says('Removal confirmed')).toBe(false);
      await untilThread(world, story, 'Removal confirmed', 15 * MINUTE);
      expect(maySignIn(world, READER)).toBe(false);
      await letRun(world, 10 * MINUTE);
      expect(maySignIn(world, READER)).toBe(false);
    }));

  test('is not said to be gone where the bot may not ask, and is taken all the same', () =>
    inWorld(async (world) => {
      const action = 'ListAccountAssignmentCreationStatus';
      world.aws.faults.add({ kind: 'denied', action, times: 1_000 });
      const story = await givenBackAnew(world);
      await letRun(world, 12 * MINUTE);
      expect(story.says('Removal confirmed')).toBe(false);
      expect(maySignIn(world, READER)).toBe(false);
      world.aws.faults.clear();
      await untilThread(world, story, 'Removal confirmed', 30 * MINUTE);
    }));
});

test('what was proved to be gone is not said to be there by a bot that may not ask any more', () =>
  inWorld(async (world) => {
    await useCenter(world);
    const story = await ask(world, LOGS);
    await story.click('ben', 'Approve');
    await letRun(world, 2 * MINUTE);
    await typed(world, 'aiko', `done ${story.id}`);
    await untilThread(world, story, 'Removal confirmed', 30 * MINUTE);
    const action = 'ListAccountAssignmentCreationStatus';
    world.aws.faults.add({ kind: 'denied', action, times: 1_000 });
    await letRun(world, 5 * MINUTE);
    expect((await factsIn(world)).map(({ event }) => event.type)).not.toContain('drift-found');
  }));
