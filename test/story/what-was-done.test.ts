/** What was done: a quarter of an hour after an end, the thread says what CloudTrail has of it. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain, type, untilThread } from './acts.ts';
import { assume, did, keyOf, shell, withoutMfa } from './at-aws.ts';
import { approve, ask, factsOf, givenProdDb, MINUTE } from './deeds.ts';
import { GUI, putNodes, region, SHELL, withNodes } from './nodes.ts';
import { linesOf, over, play, SAID, saidOf, untilSaid, used, WORK } from './what-was-done.ts';

describe('a quarter of an hour after the end', () => {
  test('the thread says once what was changed and denied by name, and counts what was read', () =>
    play(async (world) => {
      const story = await used(world);
      expect(await saidOf(world, story)).toBe(SAID);
      const facts = await factsOf(world, story.id);
      const [done] = facts.filter((fact) => fact.type === 'what-was-done');
      const [ended] = facts.flatMap((fact) => (fact.type === 'grant-revoked' ? [fact] : []));
      expect((done?.atMs ?? 0) - (ended?.facts.endMs ?? 0)).toBeGreaterThanOrEqual(15 * MINUTE);
      world.clock.turn(60 * MINUTE);
      await letRun(world, 10_000);
      expect(linesOf(story)).toHaveLength(1);
    }));

  test('in Japanese as well', () =>
    play(
      async (world) => {
        const story = await ask(world, 'prod-db 1h Restart the stuck replica');
        for (const name of ['ben', 'chie'] as const) await story.click(name, '承認する');
        await world.runUntil('access is active', () => story.says('アクセス有効'));
        did(world, await assume(world, 'ProdDbOperator'), ...WORK);
        world.clock.turn(62 * MINUTE);
        await world.runUntil('it has ended', () => story.says('アクセス終了'), 20 * MINUTE);
        world.clock.turn(14 * MINUTE);
        await untilSaid(world, story);
        expect(linesOf(story).join()).toContain(
          'aiko.sato の操作（現時点で CloudTrail にある範囲）：変更3件（rds:RebootDBInstance ×2、' +
            'rds:ModifyDBInstance）、参照3件、拒否1件（ec2:TerminateInstances）。',
        );
      },
      {
        configure: (text) => text.replace('language: en', 'language: ja'),
        locale: 'ja-JP',
      },
    ));

  test('nothing done is said as well', () =>
    play(async (world) => {
      const said = await saidOf(world, await givenProdDb(world));
      expect(said).toBe('As far as CloudTrail has it by now, aiko.sato did nothing in that time.');
    }));

  test('by whichever bot is there by then', () =>
    play(async (world) => {
      const story = await used(world);
      await over(world, story);
      await world.stopBot();
      world.clock.turn(30 * MINUTE);
      await world.startBot();
      await untilSaid(world, story);
      await letRun(world, 10_000);
      expect(linesOf(story)).toEqual([SAID]);
    }));

  test('by one of two replicas', () =>
    play(
      async (world) => {
        const story = await used(world);
        await over(world, story);
        await untilSaid(world, story);
        await letRun(world, 30_000);
        expect(linesOf(story)).toEqual([SAID]);
      },
      { replicas: 2 },
    ));
});

describe('whose deeds they are', () => {
  test('is known by the id of the user and by the name of the session, never by a role alone', () =>
    play(async (world) => {
      world.aws.cloudTrail.knobs.usernameOfSessions = 'role';
      const story = await used(world);
      // A colleague with the same role, and one who gives a session aiko's name.
      await obtain(world, 'prod-db 1h And look at it again', 'dai');
      did(world, await assume(world, 'ProdDbOperator', { user: 'dai.tran' }), 'rds:StopDBInstance');
      await obtain(world, 'prod-logs 1h Look at the logs of the replica', 'dai');
      const forged = { user: 'dai.tran', session: 'aiko.sato' };
      did(world, await assume(world, 'ProdLogReader', forged), 'logs:GetLogEvents');
      expect(await saidOf(world, story)).toBe(SAID);
    }));

  test('cannot be said of sessions that choose their own name', () =>
    play(async (world) => {
      const story = await obtain(world, 'prod-logs 1h Look at the logs of the replica');
      did(
        world,
        await assume(world, 'ProdLogReader', { session: 'somebody' }),
        'logs:GetLogEvents',
      );
      const said = await saidOf(world, story);
      expect(said).toContain('no changes, 1 read.');
      expect(said).toContain('Sessions of ProdLogReader are left out: nobody can tell whose');
    }));

  test('before the grant and after it is none of its business', () =>
    play(async (world) => {
      const key = keyOf(world);
      did(world, key, 'ec2:DescribeInstances');
      world.clock.turn(2 * MINUTE);
      const story = await givenProdDb(world);
      world.clock.turn(61 * MINUTE);
      did(world, key, 'ec2:DescribeInstances');
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      world.clock.turn(14 * MINUTE);
      await untilSaid(world, story);
      expect(linesOf(story).join()).toContain('did nothing in that time');
    }));
});

describe('shells', () => {
  const LOGGED = {
    schemaVersion: '1.0',
    sessionType: 'Standard_Stream',
    inputs: {
      maxSessionDuration: '60',
      s3BucketName: 'example-shells',
      cloudWatchLogGroupName: '/ssm/shells',
    },
  };

  test('are changes in their Region, with links to where their document keeps them', () =>
    play(
      async (world) => {
        putNodes(world);
        region(world).putDocument(SHELL, LOGGED);
        const story = await ask(world, 'prod-shell 1h Look at the disk of the bastion');
        await approve(world, story, 'ben');
        await shell(world, SHELL);
        await type(world, 'aiko', `done ${story.id}`);
        await untilThread(world, story, 'Access ended', 5 * MINUTE);
        world.clock.turn(12 * MINUTE);
        await untilSaid(world, story);
        const said = linesOf(story).join();
        expect(said).toContain('1 change (ssm:StartSession)');
        expect(said).toMatch(/Session logs: .*\/ssm\/shells.*example-shells/);
      },
      { configure: (text) => withoutMfa(withNodes(text)) },
    ));

  test('that no document keeps have no link, and tunnels have none at all', () =>
    play(
      async (world) => {
        putNodes(world);
        const story = await ask(world, 'prod-gui 1h Move the stuck import along in the GUI');
        await approve(world, story, 'ben');
        await shell(world, GUI);
        const said = await saidOf(world, story);
        expect(said).toContain('1 change (ssm:StartSession)');
        expect(said).not.toContain('Session logs');
      },
      { configure: (text) => withoutMfa(withNodes(text)) },
    ));
});
