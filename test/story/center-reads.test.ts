/** What a permission set allows is judged before it is given, and holds up nothing else. */

import { expect, test } from 'vitest';
import { inWorld, letRun, obtain, opsOf, send, untilThread } from './acts.ts';
import { maySignIn, READER, useCenter } from './center.ts';
import { approve, ask, MINUTE } from './deeds.ts';

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

test('a permission set that cannot be read to be given holds up no end', () =>
  inWorld(async (world) => {
    await useCenter(world);
    const held = await obtain(world, 'prod-sso 1h Restart the stuck replica by the portal');
    const asked = await ask(world, 'prod-sso-logs 1h Read the logs of the failed import');
    const action = 'GetInlinePolicyForPermissionSet';
    world.aws.faults.add({ kind: 'denied', action, times: 100_000 });
    await asked.click('ben', 'Approve');
    await world.runUntil('it is to be given', () => asked.says('ben approved'));
    await letRun(world, 5_000);
    await send('ben', held, 'End now');
    await world.runUntil('it is taken away', () => !maySignIn(world), MINUTE);
    expect(maySignIn(world, READER)).toBe(false);
    await untilThread(world, asked, 'Could not be given', 20 * MINUTE);
    world.aws.faults.clear();
  }));

test('a Scheduler that does not say what is booked holds up no end, and no gift is made', () =>
  inWorld(async (world) => {
    await useCenter(world);
    const held = await obtain(world, 'prod-sso 1h Restart the stuck replica by the portal');
    world.aws.faults.add({ kind: 'failure', action: 'ListSchedules', times: 100_000 });
    await send('ben', held, 'End now');
    await world.runUntil('it is taken away', () => !maySignIn(world), MINUTE);
    await untilThread(world, held, 'Access ended', 10 * MINUTE);
    const asked = await ask(world, 'prod-sso 1h Restart the stuck replica by the portal');
    await asked.click('ben', 'Approve');
    await untilThread(world, asked, 'Could not be given', 20 * MINUTE);
    expect(maySignIn(world)).toBe(false);
    world.aws.faults.clear();
  }));

test('whether an assignment that is over is under way is not known: it holds up no end', () =>
  inWorld(async (world) => {
    await useCenter(world);
    const over = await obtain(world, 'prod-sso-logs 1h Read the logs of the failed import');
    await send('ben', over, 'End now');
    await untilThread(world, over, 'Access ended', 10 * MINUTE);
    const held = await obtain(world, 'prod-sso 1h Restart the stuck replica by the portal');
    const action = 'ListAccountAssignmentCreationStatus';
    world.aws.faults.add({ kind: 'failure', action, times: 100_000 });
    await send('ben', held, 'End now');
    await world.runUntil('it is taken away', () => !maySignIn(world), MINUTE);
    world.aws.faults.clear();
  }));

test('how an assignment stands is not known: it holds up no end, and nobody hears it is gone', () =>
  inWorld(async (world) => {
    await useCenter(world);
    const other = await obtain(world, 'prod-sso-logs 1h Read the logs of the failed import');
    const held = await obtain(world, 'prod-sso 1h Restart the stuck replica by the portal');
    const action = 'ListAccountAssignments';
    world.aws.faults.add({ kind: 'failure', action, times: 100_000 });
    await send('ben', held, 'End now');
    await world.runUntil('it is taken away', () => !maySignIn(world), MINUTE);
    await untilThread(world, held, 'Access ended', 10 * MINUTE);
    await letRun(world, 10 * MINUTE);
    expect(opsOf(world)).not.toContain('by hand');
    expect(maySignIn(world, READER)).toBe(true);
    world.aws.faults.clear();
    await send('ben', other, 'End now');
    await untilThread(world, other, 'Access ended', 10 * MINUTE);
    expect(maySignIn(world, READER)).toBe(false);
  }));
