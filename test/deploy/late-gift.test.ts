/** A gift in Identity Center that lands when nothing would end it: AWS itself refuses it. */

import { expect, test } from 'vitest';
import { membershipOf } from '../../src/catalog/target.ts';
import type { Slot, Step } from '../../src/holding/slot.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';
import { NOON } from '../adapters/aws/ground.ts';
import { asked, centerForEachTest, signal, stands } from './center-ground.ts';

const at = centerForEachTest();

test.each([
  ['prod-sso', 'CreateGroupMembership'],
  ['prod-sso-logs', 'CreateAccountAssignment'],
])('gives nothing of %s by a call that comes half a minute late', async (name, action) => {
  const ready = await asked(at, name);
  const slot: Slot = { kind: 'member', group: membershipOf(ready.target) ?? '' };
  const step: Step = { do: 'put', slot };
  const order = { holder: ready.holder, step, stillMine: () => true, endMs: NOON + HOUR };
  const under = at.aws.faults.add({ kind: 'hold', action });
  const given = at.provider.apply({ ...order, signal: AbortSignal.timeout(300) });
  await expect(given).rejects.toMatchObject({ code: 'aws-unreachable' });
  at.clock.turn(31 * SECOND);
  under.release();
  await expect.poll(() => under.hits[0]?.outcome).toMatch(/AccessDenied/);
  expect(await stands(at, ready)).toEqual([]);
  // Sent again, it is given.
  expect(await at.provider.apply({ ...order, signal: signal() })).toEqual({ ok: true });
  expect(await stands(at, ready)).toEqual(['member']);
});

test('sends no gift that has no time left to be seen in', async () => {
  const { holder, target } = await asked(at, 'prod-sso');
  const slot: Slot = { kind: 'member', group: membershipOf(target) ?? '' };
  const around = { holder, stillMine: () => true, signal: signal() };
  const order = { ...around, step: { do: 'put', slot } as const, endMs: NOON + 20 * SECOND };
  await expect(at.provider.apply(order)).rejects.toMatchObject({ code: 'claim-too-old' });
});
