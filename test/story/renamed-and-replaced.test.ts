/** A holder is called otherwise, and another user gets the old name. */

import { expect, test } from 'vitest';
import { inWorld, letRun, obtain, untilThread } from './acts.ts';
import { MINUTE } from './deeds.ts';
import { JUMP, type World } from './world.ts';

const jump = (world: World) => world.aws.account(JUMP);

test(
  'what a renamed user still may is not said to be over, though another has the old name',
  () =>
    inWorld(async (world) => {
      const story = await obtain(world, 'prod-ops 1h Restart the stuck server');
      await letRun(world, 10_000);
      jump(world).renameUser('aiko.sato', 'aiko.tanaka');
      const other = jump(world).createUser('aiko.sato', {});
      for (let n = 0; n < 8; n += 1) await letRun(world, MINUTE / 2);
      expect(world.may('aiko.tanaka', 'ProdOperator')).toBe(true);
      expect(story.says('This grant ended')).toBe(false);
      // Called as before, all is taken as ever.
      expect(other.name).toBe('aiko.sato');
      jump(world).deleteUser('aiko.sato');
      jump(world).renameUser('aiko.tanaka', 'aiko.sato');
      world.clock.turn(61 * MINUTE);
      await untilThread(world, story, 'Removal confirmed', 20 * MINUTE);
      expect(jump(world).members('prod-operators')).toEqual([]);
    }),
  60_000,
);
