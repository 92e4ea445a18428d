/** What a permission set allows is judged before it is given, and not asked again at each look. */

import { expect, test } from 'vitest';
import { inWorld, letRun } from './acts.ts';
import { useCenter } from './center.ts';
import { approve, ask } from './deeds.ts';

test('the policies of a permission set are read up to the grant, and not after it', () =>
  inWorld(async (world) => {
    await useCenter(world);
    const story = await ask(world, 'prod-sso 1h Restart the stuck replica by the portal');
    const before = world.aws.calls.length;
    await approve(world, story, 'ben');
    await letRun(world, 30_000);
    const made = world.aws.calls.slice(before).map(({ action }) => action);
    const given = made.indexOf('CreateGroupMembership');
    const policies = 'GetInlinePolicyForPermissionSet';
    expect(made.slice(0, given)).toContain(policies);
    expect(made.slice(given)).not.toContain(policies);
  }));
