/** What lives on at a role or on a node when its access, or its user, is taken away. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, obtain, type as typed, untilThread } from './acts.ts';
import { approve, ask } from './deeds.ts';
import { open, openSessions, putNodes, withNodes } from './nodes.ts';
import { openRoleSession, WITHOUT_MFA } from './role-session.ts';
import { JUMP, PRODUCTION } from './world.ts';

const MINUTE = 60_000;
const MAY_REBOOT = ['ProdDbOperator', 'aiko.sato', 'rds:RebootDBInstance'] as const;

describe('access that is given back while the fence at its role cannot be moved', () => {
  test('is taken, and said to be removed only when nobody can use it any more', () =>
    inWorld(async (world) => {
      const story = await obtain(world, 'prod-db 1h Restart the stuck replica');
      const may = await openRoleSession(world, ...MAY_REBOOT);
      const failing = world.aws.faults.add({
        kind: 'failure',
        action: 'PutRolePolicy',
        times: 10_000,
      });
      await typed(world, 'aiko', `done ${story.id}`);
      await letRun(world, 3 * MINUTE);
      expect([may(), world.may('aiko.sato', 'ProdDbOperator')]).toEqual([true, false]);
      expect(story.thread().join()).not.toContain('Removal confirmed');
      failing.remove();
      await untilThread(world, story, 'Removal confirmed', 5 * MINUTE);
      expect(may()).toBe(false);
    }, WITHOUT_MFA));

  test('is taken though the account of its role answers nothing', () =>
    inWorld(async (world) => {
      const story = await obtain(world, 'prod-db 1h Restart the stuck replica');
      const may = await openRoleSession(world, ...MAY_REBOOT);
      const isThere = ({ account }: { account?: string }) => account === PRODUCTION;
      const silent = ['ListRolePolicies', 'GetRolePolicy', 'PutRolePolicy', 'GetRole'];
      const closed = world.aws.faults.add({
        kind: 'failure',
        action: silent,
        when: isThere,
        times: 10_000,
      });
      await typed(world, 'aiko', `done ${story.id}`);
      await letRun(world, 3 * MINUTE);
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      expect(story.thread().join()).not.toContain('Removal confirmed');
      closed.remove();
      await untilThread(world, story, 'Removal confirmed', 5 * MINUTE);
      expect(may()).toBe(false);
    }, WITHOUT_MFA));
});

const ANY_SHELL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
};

describe('F39: a user that is deleted', () => {
  test('leaves no session at a role that may still do anything', () =>
    inWorld(async (world) => {
      const story = await obtain(world, 'prod-db 1h Restart the stuck replica');
      const may = await openRoleSession(world, ...MAY_REBOOT);
      expect(may()).toBe(true);
      // The exact end is on its way to the user's fence.
      await letRun(world, 20_000);
      world.aws.account(JUMP).deleteUser('aiko.sato');
      await untilThread(world, story, 'no longer exists', 10 * MINUTE);
      expect(may()).toBe(false);
    }, WITHOUT_MFA));

  test('leaves no tunnel open', () =>
    inWorld(
      async (world) => {
        putNodes(world);
        const story = await ask(world, 'prod-gui 1h Move the stuck import along in the admin GUI');
        await approve(world, story, 'ben');
        open(world);
        expect(openSessions(world).map(({ live }) => live)).toEqual([true]);
        world.aws.account(JUMP).deleteUser('aiko.sato');
        await untilThread(world, story, 'no longer exists', 10 * MINUTE);
        expect(openSessions(world).filter(({ live }) => live)).toEqual([]);
      },
      { configure: withNodes },
    ));

  test('and made anew leaves no tunnel of before open, and keeps those of after', () =>
    inWorld(
      async (world) => {
        putNodes(world);
        const story = await ask(world, 'prod-gui 1h Move the stuck import along in the admin GUI');
        await approve(world, story, 'ben');
        const before = open(world);
        world.clock.turn(1_000);
        world.aws.account(JUMP).deleteUser('aiko.sato');
        world.aws.account(JUMP).createUser('aiko.sato');
        world.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'shells', ANY_SHELL);
        const after = open(world);
        await untilThread(world, story, 'no longer exists', 10 * MINUTE);
        const live = openSessions(world).filter((one) => one.live);
        expect(live.map(({ id }) => id)).toEqual([after.id]);
        expect(before.id).not.toBe(after.id);
      },
      { configure: withNodes },
    ));
});
