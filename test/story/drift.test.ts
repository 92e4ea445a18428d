/** Hands from outside: what AWS has and nobody wants is said with a button, and never widened. */

import { describe, expect, test } from 'vitest';
import {
  letRun,
  obtain,
  opsOf,
  pressInOps,
  untilCard,
  untilOps,
  untilThread,
  worldsIn,
} from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { approve, ask } from './deeds.ts';
import { factsIn } from './sound.ts';
import { JUMP, type World } from './world.ts';

const OPS = 'prod-ops 1h Restart the stuck server';
const jump = (world: World) => world.aws.account(JUMP);
const mayOperate = (world: World) => world.may('aiko.sato', 'ProdOperator');
const isMember = (world: World) => jump(world).members('prod-operators').includes('aiko.sato');

const typesIn = async (world: World) => (await factsIn(world)).map(({ event }) => event.type);
describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('a membership taken away by hand', () => {
    test('walk-through 8: is reported with a button, and not put back behind anybody’s back', () =>
      inWorld(async (world) => {
        const story = await obtain(world, OPS);
        jump(world).leave('aiko.sato', 'prod-operators');
        await untilOps(world, 'is gone, though a live grant needs it. Nothing was done', 300_000);
        expect(opsOf(world)).toContain('Membership of prod-operators');
        expect(await typesIn(world)).toContain('drift-found');
        await letRun(world, 120_000);
        expect(isMember(world)).toBe(false);
        world.deciding.office.letIn('ben', 'ops');
        expect(await pressInOps(world, 'ben', 'Put it back')).toContain(
          'Only operators can do this',
        );
        expect(isMember(world)).toBe(false);
        expect(await pressInOps(world, 'dai', 'Put it back')).toContain('is being put back');
        await world.runUntil('the membership is back', () => isMember(world));
        expect(mayOperate(world)).toBe(true);
        expect(await typesIn(world)).toContain('drift-settled');
        expect(story.words()).toContain('active until');
      }));
  });

  describe('a membership given by hand', () => {
    test('walk-through 35: is reported, unexplained, and stays until an operator says', () =>
      inWorld(async (world) => {
        jump(world).join('mallory.kane', 'prod-operators');
        world.clock.turn(61 * 60_000);
        await untilOps(world, 'mallory.kane');
        expect(await typesIn(world)).toContain('foreign-mark-found');
        await letRun(world, 60_000);
        expect(jump(world).members('prod-operators')).toContain('mallory.kane');
        const said = opsOf(world);
        world.clock.turn(61 * 60_000);
        await letRun(world, 5_000);
        expect(opsOf(world)).toBe(said);
      }));
  });

  describe('another installation', () => {
    test('walk-through 10: is left alone, with all that it has given', () =>
      inWorld(async (world) => {
        const Statement = [{ Effect: 'Allow', Action: 'rds:*', Resource: '*' }];
        const document = { Version: '2012-10-17', Statement };
        jump(world).putPolicy('users', 'ben.okafor', 'prod-access-other1-allow', document);
        jump(world).putPolicy('users', 'aiko.sato', 'prod-access-other1-fence-ab12-1', document);
        const story = await obtain(world, 'prod-db 1h Restart the stuck replica');
        world.clock.turn(61 * 60_000);
        await untilThread(world, story, 'Access ended');
        const { users } = jump(world).state();
        expect(Object.keys(users['ben.okafor']?.inline ?? {})).toEqual([
          'prod-access-other1-allow',
        ]);
        expect(Object.keys(users['aiko.sato']?.inline ?? {})).toContain(
          'prod-access-other1-fence-ab12-1',
        );
        jump(world).deletePolicy('users', 'ben.okafor', 'prod-access-other1-allow');
      }));
  });

  describe('an empty store', () => {
    const Statement = [{ Effect: 'Allow', Action: 'rds:*', Resource: '*' }];
    const document = { Version: '2012-10-17', Statement };
    const ours = 'prod-access-demo01-allow';
    const inlineOf = (world: World) => Object.keys(jump(world).user('ben.okafor')?.inline ?? {});

    test('walk-through 10: only reports what carries its mark, until an operator confirms', () =>
      inWorld(async (world) => {
        jump(world).putPolicy('users', 'ben.okafor', ours, document);
        world.clock.turn(61 * 60_000);
        await untilOps(world, 'AWS holds one thing with our mark that this store does not know');
        await letRun(world, 60_000);
        expect(inlineOf(world)).toEqual([ours]);
        world.deciding.office.letIn('ben', 'ops');
        const button = 'Remove what no grant needs';
        expect(await pressInOps(world, 'ben', button)).toContain('Only operators can do this');
        expect(await pressInOps(world, 'dai', button)).toContain('recorded as your decision');
        expect(await typesIn(world)).toContain('adoption-confirmed');
        world.clock.turn(61 * 60_000);
        await world.runUntil('it is gone', () => !inlineOf(world).includes(ours), 300_000);
      }));

    test('keeps the dated Deny over a membership that it does not know, whoever confirms', () =>
      inWorld(async (world) => {
        const Condition = { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } };
        const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }];
        const fence = 'prod-access-demo01-fence-abcdef123456-1';
        const document = { Version: '2012-10-17', Statement };
        jump(world).putPolicy('users', 'aiko.sato', fence, document);
        jump(world).join('aiko.sato', 'prod-operators');
        world.clock.turn(61 * 60_000);
        await untilOps(world, 'with our mark that this store does not know');
        await pressInOps(world, 'dai', 'Remove what no grant needs');
        world.clock.turn(61 * 60_000);
        await letRun(world, 120_000);
        expect([isMember(world), mayOperate(world)]).toEqual([true, false]);
      }));
  });

  describe('what the holder or an administrator does to the fence', () => {
    test('A42: taken away, it comes back by itself, and the operators read of it', () =>
      inWorld(async (world) => {
        await obtain(world, OPS);
        await letRun(world, 90_000);
        const fences = () =>
          Object.keys(jump(world).user('aiko.sato')?.inline ?? {}).filter((name) =>
            name.includes('-fence-'),
          );
        for (const name of fences()) jump(world).deletePolicy('users', 'aiko.sato', name);
        await world.runUntil('a fence stands', () => fences().length > 0, 300_000);
        await untilOps(world, 'It is being put back, as always');
      }));

    test('walk-through 29: a policy attached meanwhile sends it back to its approvers', () =>
      inWorld(async (world) => {
        const story = await ask(world, OPS);
        const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }];
        jump(world).putPolicy('groups', 'prod-operators', 'more', {
          Version: '2012-10-17',
          Statement,
        });
        await story.click('ben', 'Approve');
        await untilThread(world, story, 'now also allows s3:GetObject');
        await untilCard(world, story, 'waiting, 0 of 1');
        expect(isMember(world)).toBe(false);
      }));

    test('walk-through 29, A49: attached while active, the fence is widened and said', () =>
      inWorld(async (world) => {
        const story = await ask(world, OPS);
        await approve(world, story, 'ben');
        const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }];
        jump(world).putPolicy('groups', 'prod-operators', 'more', {
          Version: '2012-10-17',
          Statement,
        });
        await untilOps(world, 'The fence is being widened', 300_000);
        const may = () =>
          world.aws.may({
            account: JUMP,
            user: 'aiko.sato',
            action: 's3:GetObject',
            resource: 'arn:aws:s3:::bucket/key',
          }).allowed;
        await letRun(world, 60_000);
        expect(may()).toBe(true);
        await world.stopBot();
        world.clock.turn(61 * 60_000);
        expect([may(), mayOperate(world)]).toEqual([false, false]);
        await world.startBot();
        await untilThread(world, story, 'Access ended');
      }));
  });

  describe('walk-through 19, A26: an IAM user deleted and created anew', () => {
    test('is given nothing of what the old one had', () =>
      inWorld(async (world) => {
        const story = await obtain(world, OPS);
        // What is under way while a user is exchanged may land on the new one: only fences do.
        await letRun(world, 30_000);
        jump(world).deleteUser('aiko.sato');
        jump(world).createUser('aiko.sato');
        await untilThread(world, story, 'its user, or its role, no longer exists at AWS', 300_000);
        await letRun(world, 120_000);
        expect([isMember(world), mayOperate(world)]).toEqual([false, false]);
        expect(jump(world).user('aiko.sato')?.inline).toEqual({});
      }));
  });
});
