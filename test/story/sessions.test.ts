/** Role sessions opened before the end: ended by name where AWS forces names, else told in time. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain, untilDm, untilThread, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { dmsOf, factsOf, type Story } from './deeds.ts';
import { openRoleSession, WITHOUT_MFA } from './role-session.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;

const ended = async (world: World, story: Story) => {
  await untilThread(world, story, 'Access ended');
  const last = (await factsOf(world, story.id)).find((one) => one.type === 'grant-revoked');
  return last?.facts as { endMs: number; tailUntilMs?: number };
};

describe.each(EITHER_CHAT)('A44: a session opened a minute before the end, in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test('under a forced name dies with the grant, though it had an hour to live', () =>
    inWorld(async (world) => {
      const story = await obtain(world, 'prod-db 1h Restart the stuck replica');
      world.clock.turn(58 * MINUTE);
      const may = await openRoleSession(
        world,
        'ProdDbOperator',
        'aiko.sato',
        'rds:RebootDBInstance',
      );
      await letRun(world, 20_000);
      expect(may()).toBe(true);
      await world.stopBot();
      world.clock.turn(3 * MINUTE);
      expect(may()).toBe(false);
      await world.startBot();
      expect((await ended(world, story)).tailUntilMs).toBeUndefined();
      expect(story.thread().join()).not.toContain('may live');
    }, WITHOUT_MFA));

  test('given back early, it dies at once', () =>
    inWorld(async (world) => {
      const story = await obtain(world, 'prod-ops 1h Restart the stuck server');
      const may = await openRoleSession(world, 'ProdOperator', 'aiko.sato', 'ec2:RebootInstances');
      expect(may()).toBe(true);
      await untilDm(world, 'aiko', 'You have Production operations');
      await world.asking.clickInPrivate('aiko', "I'm done");
      await ended(world, story);
      expect(may()).toBe(false);
    }));

  test('walk-through 30: under a name of its own it lives on, and the card said so all along', () =>
    inWorld(async (world) => {
      const story = await obtain(world, 'prod-logs 1h Look for the failing batch');
      expect(story.words()).toContain('A role session opened before the end may live until 20:0');
      world.clock.turn(58 * MINUTE);
      const may = await openRoleSession(world, 'ProdLogReader', 'somebody', 'logs:GetLogEvents');
      await untilDm(world, 'aiko', 'A role session still open at the end may live until 20:0');
      world.clock.turn(3 * MINUTE);
      const { endMs, tailUntilMs } = await ended(world, story);
      expect(story.thread().join()).toContain(
        'A role session opened before the end may live until',
      );
      expect(dmsOf(world, 'aiko').join()).toContain('A role session you opened before may live');
      expect(may()).toBe(true);
      expect(world.may('aiko.sato', 'ProdLogReader')).toBe(false);
      expect((tailUntilMs ?? 0) - endMs).toBe(60 * MINUTE);
      world.clock.turnTo(tailUntilMs ?? 0);
      expect(may()).toBe(false);
    }, WITHOUT_MFA));
});
