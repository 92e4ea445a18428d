/** A configuration that names another Region: nobody is there, and that ends nothing. */

import { expect, test } from 'vitest';
import { inWorld, letRun, obtain, send, untilThread } from './acts.ts';
import { CENTER_REGION, maySignIn, useCenter, withCenter } from './center.ts';
import { MINUTE } from './deeds.ts';

test('what is held is not said to have ended because another Region knows nothing of it', () =>
  inWorld(async (world) => {
    await useCenter(world);
    const held = await obtain(world, 'prod-sso 1h Restart the stuck replica by the portal');
    await world.stopBot();
    const elsewhere = (text: string) =>
      withCenter(world.aws)(text).replace(`region: ${CENTER_REGION}`, 'region: eu-west-1');
    await world.startBot(elsewhere);
    await send('ben', held, 'End now');
    await letRun(world, 5 * MINUTE);
    expect(maySignIn(world)).toBe(true);
    expect(maySignIn(world)).toBe(true);
    const said = held.thread().join('\n');
    expect(said).not.toContain('no longer exists');
    expect(said).not.toContain('Access ended');
    await world.stopBot();
    await world.startBot(withCenter(world.aws));
    await untilThread(world, held, 'Access ended', 20 * MINUTE);
    expect(maySignIn(world)).toBe(false);
  }));
