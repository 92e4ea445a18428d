/** A group that gets another name, or whose name gets another group, while somebody holds it. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, obtain, opsOf, pressInOps, untilOps, untilThread } from './acts.ts';
import { ask, MINUTE, type Story } from './deeds.ts';
import { PRODUCTION } from './seed.ts';
import { JUMP, type World } from './world.ts';

const OPS = 'prod-ops 1h Restart the stuck server';
const RENAMED = 'platform-operators';
const jump = (world: World) => world.aws.account(JUMP);
const mayOperate = (world: World) => world.may('aiko.sato', 'ProdOperator');
const isIn = (world: World, group: string) => jump(world).members(group).includes('aiko.sato');
const fences = (world: World) =>
  Object.keys(jump(world).user('aiko.sato')?.inline ?? {}).filter((name) => /-fence-/.test(name));

/** As an administrator does who renames it in the rights of the bot too. */
function letTouch(world: World, group: string): void {
  const Resource = `arn:aws:iam::${JUMP}:group/${group}`;
  const Statement = [{ Effect: 'Allow', Action: 'iam:RemoveUserFromGroup', Resource }];
  jump(world).putPolicy('roles', 'prod-access', 'renamed', { Version: '2012-10-17', Statement });
}

async function renamedWhileActive(world: World): Promise<Story> {
  const story = await obtain(world, OPS);
  await letRun(world, 10_000);
  jump(world).renameGroup('prod-operators', RENAMED);
  expect([isIn(world, RENAMED), mayOperate(world)]).toEqual([true, true]);
  return story;
}

async function hours(world: World, count: number): Promise<void> {
  for (let passed = 0; passed < count * 6; passed += 1) {
    world.clock.turn(10 * MINUTE);
    await letRun(world, 5_000);
  }
}

describe('a group that is renamed while somebody is in it for a time', () => {
  test('is left under its new name, and only then it is said, and the fence goes', () =>
    inWorld(async (world) => {
      const story = await renamedWhileActive(world);
      letTouch(world, RENAMED);
      await untilOps(world, 'the group has another name now', 20 * MINUTE);
      world.clock.turn(60 * MINUTE);
      await untilThread(world, story, 'Removal confirmed', 20 * MINUTE);
      expect([isIn(world, RENAMED), mayOperate(world)]).toEqual([false, false]);
      await hours(world, 2);
      expect([fences(world), mayOperate(world)]).toEqual([[], false]);
    }));

  test('and that the bot may not touch under it: no removal is said, and the fence stays', () =>
    inWorld(async (world) => {
      const story = await renamedWhileActive(world);
      letTouch(world, RENAMED);
      world.aws.faults.add({ kind: 'denied', action: 'RemoveUserFromGroup', times: 100_000 });
      world.clock.turn(60 * MINUTE);
      await untilThread(world, story, 'Removal is overdue', 20 * MINUTE);
      await hours(world, 3);
      expect(story.says('Removal confirmed')).toBe(false);
      expect([isIn(world, RENAMED), mayOperate(world)]).toEqual([true, false]);
      world.aws.faults.clear();
      await untilThread(world, story, 'Removal confirmed', 20 * MINUTE);
      expect(isIn(world, RENAMED)).toBe(false);
    }));

  test('and grows after that: its fence grows too', () =>
    inWorld(async (world) => {
      const story = await renamedWhileActive(world);
      letTouch(world, RENAMED);
      const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }];
      jump(world).putPolicy('groups', RENAMED, 'more', { Version: '2012-10-17', Statement });
      await untilOps(world, 'The fence is being widened', 20 * MINUTE);
      await letRun(world, MINUTE);
      await world.stopBot();
      world.clock.turn(61 * MINUTE);
      const asked = { account: JUMP, user: 'aiko.sato', action: 's3:GetObject' };
      const may = world.aws.may({ ...asked, resource: 'arn:aws:s3:::bucket/key' });
      expect([may.allowed, mayOperate(world)]).toEqual([false, false]);
      await world.startBot();
      await untilThread(world, story, 'Removal confirmed', 20 * MINUTE);
    }));
});

describe('a group that is made anew under the old name', () => {
  const Statement = [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: `arn:aws:iam::${PRODUCTION}:role/ProdOperator`,
    },
  ];
  const inline = { operate: { Version: '2012-10-17', Statement } };
  const madeAnew = (world: World) => {
    jump(world).deleteGroup('prod-operators');
    jump(world).createGroup('prod-operators', { inline });
  };

  async function copiedInto(world: World): Promise<void> {
    const story = await obtain(world, OPS);
    await letRun(world, 2 * MINUTE);
    madeAnew(world);
    jump(world).join('aiko.sato', 'prod-operators');
    world.clock.turn(60 * MINUTE);
    await untilThread(world, story, 'Removal confirmed', 20 * MINUTE);
    await untilOps(world, 'is there, though nobody was given it', 20 * MINUTE);
    await hours(world, 3);
    expect([isIn(world, 'prod-operators'), mayOperate(world)]).toEqual([true, false]);
  }

  test('with its members is another: who is in it stays denied until an operator decides', () =>
    inWorld(async (world) => {
      await copiedInto(world);
      expect(await pressInOps(world, 'dai', 'Remove it')).toContain('removed');
      await world.runUntil('nobody is in it', () => !isIn(world, 'prod-operators'), 20 * MINUTE);
      await hours(world, 2);
      expect([fences(world), mayOperate(world)]).toEqual([[], false]);
    }));

  test('and whoever is left in it by an operator keeps what that gives', () =>
    inWorld(async (world) => {
      await copiedInto(world);
      await pressInOps(world, 'dai', 'Leave it');
      await hours(world, 2);
      expect([fences(world), mayOperate(world)]).toEqual([[], true]);
    }));

  test('is not what was approved: nobody is put back into it', () =>
    inWorld(async (world) => {
      await obtain(world, OPS);
      await letRun(world, 2 * MINUTE);
      madeAnew(world);
      await untilOps(world, 'is gone, though a live grant needs it', 20 * MINUTE);
      await pressInOps(world, 'dai', 'Put it back');
      await letRun(world, 5 * MINUTE);
      expect(isIn(world, 'prod-operators')).toBe(false);
    }));

  test('between the card and the grant: the approvers decide anew', () =>
    inWorld(async (world) => {
      const story = await ask(world, OPS);
      madeAnew(world);
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'leads elsewhere now');
      expect([isIn(world, 'prod-operators'), opsOf(world)]).toEqual([false, '']);
    }));
});
