/** Fences at one role are read by their names, which do not say whose scope they are of. */

import { expect, test } from 'vitest';
import type { Seen } from '../../src/holding/look.ts';
import { type FencePlace, type FoundSlot, placeAtRole } from '../../src/holding/slot.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, NOON, order as orderOf, policyTarget } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const ROLE = { account: '111122223333', name: 'S', userid: '*:aiko', maxSessionMs: HOUR };
const scoped = (scope: string) => ({
  target: policyTarget(`role/${scope}`),
  facts: { ...factsOf(`role/${scope}`), tailMs: 0, namedRoles: [{ ...ROLE, scope }] },
});

/** Whatever stands at a role is found at the place that was asked for, which is one for all. */
class OnePlace extends Cloud {
  override seen(): Seen {
    const seen = super.seen();
    const asked = this.holding.leases.flatMap(({ facts }) => facts.namedRoles.map(placeAtRole));
    const place = asked.at(-1);
    return { ...seen, found: seen.found.map((one) => (place ? foundAt(place, one) : one)) };
  }
}

const foundAt = (place: FencePlace, { id, content }: FoundSlot): FoundSlot =>
  id.kind === 'fence' && id.place.on === 'role'
    ? { id: { ...id, place }, content }
    : { id, content };

test('who gives one of two back is told within a minute that it is removed', () => {
  const cloud = new OnePlace().order(orderOf(A, NOON, NOON + HOUR, scoped('a'))).minutes(5);
  cloud.order(orderOf(B, cloud.nowMs, NOON + HOUR, scoped('b'))).minutes(5);
  expect([cloud.state(A), cloud.state(B)]).toEqual(['active', 'active']);
  const back = { ...scoped('a'), revision: 2, endMs: cloud.nowMs };
  cloud.order(orderOf(A, NOON, NOON + HOUR, back));
  // The other one is the last that was ordered.
  cloud.order(orderOf(B, NOON + 5 * MINUTE, NOON + HOUR, { ...scoped('b'), revision: 2 }));
  cloud.minutes(1);
  expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  expect(cloud.state(B)).toBe('active');
});
