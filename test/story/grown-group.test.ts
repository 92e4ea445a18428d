/** A group that comes to allow, while somebody holds it, what may not be had for a time. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, obtain, opsOf, untilOps, untilThread } from './acts.ts';
import { MINUTE, type Story } from './deeds.ts';
import { JUMP, type World } from './world.ts';

const OPS = 'prod-ops 1h Restart the stuck server';
const jump = (world: World) => world.aws.account(JUMP);
const isMember = (world: World) => jump(world).members('prod-operators').includes('aiko.sato');
const mayRead = (world: World) =>
  world.aws.may({
    account: JUMP,
    user: 'aiko.sato',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::bucket/key',
  }).allowed;

type Statement = Readonly<Record<string, unknown>>;
const READS: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const KEYS: Statement = { Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: '*' };
const BUT_BILLS: Statement = { Effect: 'Allow', NotAction: 'billing:*', Resource: '*' };
const NAME = ['$', '{aws:username}'].join('');
const OWN: Statement = {
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: `arn:aws:sqs:*:*:${NAME}`,
};

/** By one edit of its policies. */
const grow = (world: World, ...Statement: readonly Statement[]) =>
  jump(world).putPolicy('groups', 'prod-operators', 'more', { Version: '2012-10-17', Statement });

async function active(world: World): Promise<Story> {
  const story = await obtain(world, OPS);
  await letRun(world, 10_000);
  return story;
}

/** With the tag, which goes after the membership. */
async function untilTaken(world: World, story: Story): Promise<void> {
  await untilThread(world, story, 'Removal confirmed', 20 * MINUTE);
  const tags = () => jump(world).user('aiko.sato')?.tags.length;
  await world.runUntil('its tag is gone', () => tags() === 0, 20 * MINUTE);
}

describe('a group that grows while it is held', () => {
  test.each([
    ['to what nobody may be given', KEYS, 'It allows iam:CreateAccessKey', 'keeping access'],
    ['to all but a few actions', BUT_BILLS, 'allows what no fence can end', 'could not be enf'],
    ['to what a variable names', OWN, 'allows what no fence can end', 'could not be enforced'],
  ])('%s is taken away at once, and operators and the thread read why', (_, more, told, why) =>
    inWorld(async (world) => {
      const story = await active(world);
      grow(world, READS, more);
      expect(mayRead(world)).toBe(true);
      await untilOps(world, told, 20 * MINUTE);
      await untilThread(world, story, why, 20 * MINUTE);
      await untilTaken(world, story);
      expect([isMember(world), mayRead(world)]).toEqual([false, false]);
    }),
  );

  test('is fenced as far as it can be said: it ends in AWS though the bot is dead', () =>
    inWorld(async (world) => {
      const story = await active(world);
      world.aws.faults.add({ kind: 'denied', action: 'RemoveUserFromGroup', times: 100_000 });
      grow(world, READS, KEYS);
      await untilOps(world, 'It is being taken away before its time', 20 * MINUTE);
      await letRun(world, MINUTE);
      await world.stopBot();
      world.clock.turn(5 * MINUTE);
      expect([isMember(world), mayRead(world)]).toEqual([true, false]);
      expect(world.may('aiko.sato', 'ProdOperator')).toBe(false);
      world.aws.faults.clear();
      await world.startBot();
      await untilTaken(world, story);
    }));

  test('beyond what a fence has room for is taken away', () =>
    inWorld(async (world) => {
      const story = await active(world);
      const named = Array.from({ length: 120 }, (_, at) => `dynamodb:Action${at}`);
      grow(world, READS, { Effect: 'Allow', Action: named, Resource: '*' });
      await untilOps(world, 'allows what no fence can end', 20 * MINUTE);
      await untilTaken(world, story);
      expect([isMember(world), mayRead(world)]).toEqual([false, false]);
    }));
});

describe('a group that cannot be read while it is held', () => {
  test('has not grown: nothing is said, and nothing is taken', () =>
    inWorld(async (world) => {
      const story = await active(world);
      const reads = ['GetGroup', 'ListGroupPolicies', 'GetGroupPolicy'];
      world.aws.faults.add({ kind: 'failure', action: reads, times: 100_000 });
      await letRun(world, 10 * MINUTE);
      world.aws.faults.clear();
      await letRun(world, 2 * MINUTE);
      expect([isMember(world), opsOf(world), story.says('Ended')]).toEqual([true, '', false]);
    }));
});
