/** A grant that is used, and what the thread says of it a quarter of an hour after its end. */

import { expect } from 'vitest';
import { inWorld, untilThread } from './acts.ts';
import { assume, did } from './at-aws.ts';
import { givenProdDb, MINUTE, type Story } from './deeds.ts';
import type { World, WorldOptions } from './world.ts';

const NAMES = /aiko\.sato (?:did|の操作)|aiko\.sato did/;
export const linesOf = (story: Story) => story.thread().filter((line) => NAMES.test(line));
export const lookUps = ({ aws }: World) =>
  aws.calls.filter(({ action }) => action === 'LookupEvents');

export const untilSaid = (world: World, story: Story, withinMs = 60 * MINUTE) =>
  world.runUntil('it is said what was done', () => linesOf(story).length > 0, withinMs);

/** Its time is over, and the quarter of an hour is nearly. */
export async function over(world: World, story: Story): Promise<void> {
  world.clock.turn(61 * MINUTE);
  await untilThread(world, story, 'Access ended', 20 * MINUTE);
  expect(linesOf(story)).toEqual([]);
  world.clock.turn(12 * MINUTE);
}

export async function saidOf(world: World, story: Story): Promise<string> {
  await over(world, story);
  await untilSaid(world, story);
  return linesOf(story).join('\n');
}

export const play = (story: (world: World) => Promise<void>, options: WorldOptions = {}) =>
  inWorld(story, options);

export const WORK = [
  'rds:RebootDBInstance',
  'rds:ModifyDBInstance',
  'rds:RebootDBInstance',
  'rds:DescribeDBInstances',
  'rds:DescribeEvents',
  'ec2:TerminateInstances',
];
export const SAID =
  'What aiko.sato did, as far as CloudTrail has it by now: ' +
  '3 changes (rds:RebootDBInstance ×2, rds:ModifyDBInstance), 3 reads, ' +
  '1 denied (ec2:TerminateInstances).';

/** A grant that is used: three changes, reads, and a call too much. */
export async function used(world: World): Promise<Story> {
  const story = await givenProdDb(world);
  const session = await assume(world, 'ProdDbOperator');
  expect(did(world, session, ...WORK)).toEqual([true, true, true, true, true, false]);
  return story;
}
