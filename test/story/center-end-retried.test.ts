/** The end of a membership, booked with Scheduler, in a minute in which AWS is busy or fails. */

import { expect, test } from 'vitest';
import { inWorld, obtain } from './acts.ts';
import { maySignIn, useCenter } from './center.ts';
import { MINUTE } from './deeds.ts';

test('it ends with the bot dead, though the Identity Store does not answer the first calls', () =>
  inWorld(async (world) => {
    await useCenter(world);
    await obtain(world, 'prod-sso 1h Restart the stuck replica by the portal');
    await world.stopBot();
    world.aws.ssm.knobs.fateOfStep = ({ document, attempt }) =>
      document === 'ProdAccess-EndMembership' && attempt < 3 ? { fails: 'before' } : {};
    expect(maySignIn(world)).toBe(true);
    world.clock.turn(63 * MINUTE);
    await expect.poll(() => maySignIn(world)).toBe(false);
    await world.startBot();
  }));
