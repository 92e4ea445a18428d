/** Somebody whose grant is over, whom a hand has put in since, and who asks again. */

import { describe, expect, test } from 'vitest';
import { closeAttempt, openAttempts, orderDrift } from '../../src/holding/attempt.ts';
import type { Step } from '../../src/holding/slot.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud, contentOf } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const GROUP = 'prod-operators';
const MEMBER = `member:${GROUP}`;
const slot = { kind: 'member', group: GROUP } as const;
const wish = (grant: string, from: number, groupId?: string) => {
  const facts = { ...factsOf('role/R'), ...(groupId === undefined ? {} : { groupId }) };
  return order(grant, from, from + HOUR, { target: groupTarget, facts });
};
const active = (cloud: Cloud, groupId?: string, untilMs = NOON + 10 * MINUTE) => {
  cloud.groups.set(GROUP, { groupId: '1' });
  cloud.factsOf = () =>
    ok({ ...factsOf('role/R'), groupId: cloud.groups.get(GROUP)?.groupId ?? '' });
  return cloud.order(wish(A, NOON, groupId)).until(untilMs);
};

/** In the group by a hand, after the end of A was proved. */
function putIn(groupId?: string): Cloud {
  const cloud = active(new Cloud(), groupId).minutes(55);
  expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  cloud.apply({ do: 'put', slot });
  return cloud.minutes(5);
}

describe('the gift of a grant that is over', () => {
  test.each(['1', undefined])('is no reason to take the hand’s for ours, by the id %s', (id) => {
    const cloud = putIn(id);
    cloud.order(wish(B, cloud.nowMs, id)).minutes(125);
    expect(cloud.failure(B)).toMatchObject({ refusal: { code: 'already-held' } });
    expect(cloud.slots.has(MEMBER)).toBe(true);
  });

  test('is none to take what an operator has left', () => {
    const cloud = putIn('1');
    const id = cloud.holding.drift.at(-1)?.id ?? '';
    cloud.holding = orderDrift(cloud.holding, id, 'leave', cloud.nowMs) ?? cloud.holding;
    cloud.minutes(2);
    cloud.order(wish(B, cloud.nowMs, '1')).minutes(125);
    expect(cloud.slots.has(MEMBER)).toBe(true);
  });
});

/** In the group that was renamed, besides what stands under its old name. */
class Renamed extends Cloud {
  isInOld = false;
  override seen() {
    const seen = super.seen();
    const old = { id: { ...slot, groupId: '1', as: 'platform' }, content: contentOf(null, slot) };
    return this.isInOld ? { ...seen, found: [...seen.found, old] } : seen;
  }
  override apply(step: Step) {
    const isOld = step.do === 'remove' && step.id.kind === 'member' && step.id.as === 'platform';
    if (isOld) this.isInOld = false;
    else super.apply(step);
  }
}

test('a gift in the group that was renamed is none in the one that has its name now', () => {
  const cloud = new Renamed();
  active(cloud, '1');
  cloud.groups.set(GROUP, { groupId: '2' });
  cloud.isInOld = true;
  cloud.minutes(5);
  cloud.order(wish(B, cloud.nowMs, '2')).minutes(5);
  expect(cloud.failure(B)).toMatchObject({ refusal: { code: 'already-held' } });
  cloud.until(NOON + 2 * HOUR + MINUTE);
  expect([cloud.isInOld, cloud.slots.has(MEMBER)]).toEqual([false, true]);
});

test('what is just taken out of the one that was renamed explains nobody in the other', () => {
  const cloud = new Renamed();
  active(cloud, '1');
  cloud.groups.set(GROUP, { groupId: '2' });
  cloud.isInOld = true;
  cloud.until(NOON + HOUR + 20_000);
  expect(cloud.isInOld).toBe(false);
  cloud.order(wish(B, cloud.nowMs, '2')).minutes(5);
  expect(cloud.failure(B)).toMatchObject({ refusal: { code: 'already-held' } });
  cloud.until(NOON + 3 * HOUR);
  expect(cloud.slots.has(MEMBER)).toBe(true);
});

test('a gift that was seen in the group since deleted explains nobody in the one made anew', () => {
  const cloud = active(new Cloud(), '1', NOON + 20_000);
  expect(cloud.report(A)).toMatchObject({ state: 'active' });
  // Deleted and made anew, with them in it; their own grant ends at once.
  cloud.groups.set(GROUP, { groupId: '2' });
  cloud.order({ ...wish(A, NOON, '1'), revision: 2, endMs: cloud.nowMs }).minutes(10);
  expect(cloud.report(A)).toMatchObject({ state: 'ended' });
  expect(cloud.slots.has(MEMBER)).toBe(true);
});

test('a second gift, sent before the first was seen, may have led to the one made anew', () => {
  const cloud = active(new Cloud(), '1', NOON + 20_000);
  const again = { id: 'again', step: { do: 'put', slot } } as const;
  cloud.holding = closeAttempt(
    openAttempts(cloud.holding, [again], cloud.nowMs - 19_000),
    again.id,
    'done',
    cloud.nowMs - 19_000,
  );
  cloud.groups.set(GROUP, { groupId: '2' });
  cloud.order({ ...wish(A, NOON, '1'), revision: 2, endMs: cloud.nowMs }).minutes(10);
  expect(cloud.slots.has(MEMBER)).toBe(false);
});
