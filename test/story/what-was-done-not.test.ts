/** What was done, on bad days of CloudTrail: said once, and nothing of access waits for it. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain } from './acts.ts';
import { did, keyOf } from './at-aws.ts';
import { MINUTE } from './deeds.ts';
import { linesOf, lookUps, over, play, SAID, saidOf, untilSaid, used } from './what-was-done.ts';

describe('CloudTrail on a bad day', () => {
  test('that denies it is said once, and not asked for ever', () =>
    play(async (world) => {
      const story = await used(world);
      world.aws.faults.add({ kind: 'denied', action: 'LookupEvents', times: 1_000 });
      expect(await saidOf(world, story)).toBe(
        'What aiko.sato did could not be read: jump us-east-1, production us-east-1 ' +
          '(the bot may not look it up).',
      );
      const calls = lookUps(world).length;
      world.clock.turn(60 * MINUTE);
      await letRun(world, 10_000);
      expect([linesOf(story).length, lookUps(world).length]).toEqual([1, calls]);
    }));

  test('that is busy for long is said after five tries; access is given meanwhile', () =>
    play(async (world) => {
      const story = await used(world);
      world.aws.faults.add({ kind: 'throttle', action: 'LookupEvents', times: 10_000 });
      await over(world, story);
      await world.runUntil('it was asked', () => lookUps(world).length > 0, 20 * MINUTE);
      await obtain(world, 'prod-logs 1h Look at the logs of the replica');
      await untilSaid(world, story);
      expect(linesOf(story).join()).toContain('(CloudTrail was too busy for it)');
      const calls = lookUps(world).length;
      await letRun(world, 2 * MINUTE);
      expect(lookUps(world)).toHaveLength(calls);
    }));

  test('that is busy for a moment is asked again', () =>
    play(async (world) => {
      const story = await used(world);
      world.aws.faults.add({ kind: 'throttle', action: 'LookupEvents', times: 12 });
      expect(await saidOf(world, story)).toBe(SAID);
    }));

  test('that has more than is looked at: the newest, and it is said', () =>
    play(async (world) => {
      const story = await used(world);
      const key = keyOf(world);
      for (let at = 0; at < 1_100; at += 1) did(world, key, 'ec2:DescribeInstances');
      const said = await saidOf(world, story);
      expect(said).toContain('(ec2:DescribeInstances ×1000, ec2:TerminateInstances)');
      expect(said).toContain('In jump us-east-1 the newest 1000 events only.');
      const here = lookUps(world).filter(({ account }) => account === '444455556666');
      // Another replica may look, too: at the same pages.
      expect(new Set(here.map(({ params }) => params['NextToken'])).size).toBe(20);
    }));
});

test('where it is switched off nothing is asked and nothing said', () =>
  play(
    async (world) => {
      const story = await used(world);
      await over(world, story);
      world.clock.turn(30 * MINUTE);
      await letRun(world, 10_000);
      expect([linesOf(story), lookUps(world)]).toEqual([[], []]);
    },
    { configure: (text) => `${text}\naudit:\n  what_was_done: false\n` },
  ));
