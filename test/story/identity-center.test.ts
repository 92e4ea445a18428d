/** Access in Identity Center: joined and assigned, and ended though nobody of ours is alive. */

import { describe, expect, test } from 'vitest';
import { allow, policy } from '../stand-ins/aws/sample.ts';
import { inWorld, letRun, type as typed, untilDm, untilOps, untilThread } from './acts.ts';
import { type Chat, EITHER_CHAT } from './chats.ts';
import { booked, GROUP, maySignIn, READER, SET, useCenter } from './center.ts';
import { approve, ask, dmsOf, MINUTE } from './deeds.ts';
import { PRODUCTION } from './seed.ts';
import type { World } from './world.ts';

const play =
  (story: (world: World) => Promise<void>, chat: Chat = 'Slack') =>
  () =>
    inWorld(
      async (world) => {
        await useCenter(world);
        await story(world);
      },
      { chat },
    );

const LINE = 'prod-sso 1h Restart the stuck replica by the portal';
const LOGS = 'prod-sso-logs 1h Read the logs of the failed import';

describe.each(EITHER_CHAT)('membership of a group, in %s', (chat) => {
  test(
    'is booked to end before it is given, and taken away at its end',
    play(async (world) => {
      const story = await ask(world, LINE);
      expect(story.words()).toContain('Identity Center group prod-db-operators');
      expect(story.words()).toContain('permission set ProdDbOperator');
      expect(maySignIn(world)).toBe(false);
      await approve(world, story, 'ben');
      expect(maySignIn(world)).toBe(true);
      await expect.poll(() => booked(world)).toHaveLength(1);
      expect(dmsOf(world, 'aiko').join('\n')).toContain('Access portal: ');
      world.clock.turn(61 * MINUTE);
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(maySignIn(world)).toBe(false);
    }, chat),
  );

  test(
    'ends within a minute of its end though the bot is dead',
    play(async (world) => {
      const story = await ask(world, LINE);
      await approve(world, story, 'ben');
      await world.stopBot();
      world.clock.turn(59 * MINUTE);
      expect(maySignIn(world)).toBe(true);
      world.clock.turn(3 * MINUTE);
      expect(maySignIn(world)).toBe(false);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(booked(world)).toEqual([]);
    }, chat),
  );
});

describe('an assignment', () => {
  test(
    'is active when it has come about, and ends though the bot is dead',
    play(async (world) => {
      const story = await ask(world, LOGS);
      expect(maySignIn(world, READER)).toBe(false);
      await approve(world, story, 'ben');
      expect([maySignIn(world, READER), maySignIn(world, SET)]).toEqual([true, false]);
      await world.stopBot();
      world.clock.turn(62 * MINUTE);
      expect(maySignIn(world, READER)).toBe(false);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
    }),
  );
});

const approveOnly = async (world: World, line: string) => {
  const story = await ask(world, line);
  await story.click('ben', 'Approve');
  await world.runUntil('ben is counted', () => story.says('ben approved'));
  return story;
};

describe('an assignment that does not come about', () => {
  test(
    'at once is said with the reason of AWS, to the requester too',
    play(async (world) => {
      world.aws.identityCenter.failNext({ reason: 'The role could not be written.' });
      const story = await approveOnly(world, LOGS);
      await untilThread(world, story, 'Could not be given: AWS refused', 2 * MINUTE);
      await untilOps(world, 'The role could not be written. It will', 2 * MINUTE);
      await untilDm(world, 'aiko', 'The role could not be written.', 2 * MINUTE);
      expect(maySignIn(world, READER)).toBe(false);
      world.clock.turn(61 * MINUTE);
      await world.runUntil('nothing is booked', () => booked(world).length === 0, 60 * MINUTE);
    }),
  );

  test(
    'minutes later is said as well, and was never said to be active',
    play(async (world) => {
      world.aws.identityCenter.failNext({ reason: 'Too late.', afterMs: 2 * MINUTE });
      const story = await approveOnly(world, LOGS);
      await untilThread(world, story, 'Could not be given', 5 * MINUTE);
      await untilOps(world, 'Too late.', MINUTE);
      expect(story.says('active until')).toBe(false);
    }),
  );

  test(
    'for a while is active when it has, and not before',
    play(async (world) => {
      world.aws.identityCenter.delayNext({ afterMs: 40_000 });
      const askedMs = world.clock.nowMs();
      const story = await approveOnly(world, LOGS);
      await untilThread(world, story, 'active until', 5 * MINUTE);
      expect(world.clock.nowMs() - askedMs).toBeGreaterThan(40_000);
      expect(maySignIn(world, READER)).toBe(true);
    }),
  );

  test(
    'before it is given back is taken away when it does',
    play(async (world) => {
      world.aws.identityCenter.delayNext({ afterMs: 4 * MINUTE });
      const story = await approveOnly(world, LOGS);
      await letRun(world, 10_000);
      await typed(world, 'aiko', `done ${story.id}`);
      await letRun(world, 7 * MINUTE);
      expect(maySignIn(world, READER)).toBe(false);
    }),
  );
});

describe('what is asked for is refused', () => {
  const refused = async (world: World, line: string, words: string) => {
    expect(await typed(world, 'aiko', line)).toContain(words);
    expect(booked(world)).toEqual([]);
  };

  test(
    'where the group leads further than the catalogue says',
    play(async (world) => {
      const wish = { group: GROUP, account: PRODUCTION, permissionSet: READER };
      world.aws.identityCenter.assign(wish);
      await refused(world, LINE, 'also leads to');
    }),
  );

  test(
    'where somebody else put them into the group already',
    play(async (world) => {
      world.aws.identityCenter.join('aiko', GROUP);
      await refused(world, LINE, 'aiko already has group prod-db-operators');
    }),
  );

  test(
    'where the permission set would let its holder write IAM',
    play(async (world) => {
      const inline = policy(allow('iam:PutUserPolicy', '*'));
      world.aws.identityCenter.putPermissionSet(SET, { inline });
      await refused(world, LINE, 'iam:PutUserPolicy');
    }),
  );

  test(
    'where Identity Center does not know them, or there is no such group',
    play(async (world) => {
      world.aws.identityCenter.deleteGroup(GROUP);
      await refused(world, LINE, 'AWS has no group prod-db-operators');
      world.aws.identityCenter.deleteUser('aiko');
      await refused(world, LOGS, 'Identity Center has no user aiko');
    }),
  );
});

describe('hands reaching in from outside', () => {
  test(
    'a permission set that is deleted ends what led to it, and the grant is proved to be over',
    play(async (world) => {
      const story = await ask(world, LOGS);
      await approve(world, story, 'ben');
      world.aws.identityCenter.deletePermissionSet(READER);
      await untilOps(world, 'is gone, though a live grant needs it', 5 * MINUTE);
      await typed(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
    }),
  );

  test(
    'somebody in a catalogued group whom nobody was given it is reported, and stays',
    play(async (world) => {
      world.aws.identityCenter.join('mallory', GROUP);
      await untilOps(world, 'mallory', 70 * MINUTE);
      expect(maySignIn(world, SET, 'mallory')).toBe(true);
    }),
  );
});
