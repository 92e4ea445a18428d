/** Hands from outside: what they take is not put back, what they give is not ours. */

import { describe, expect, test } from 'vitest';
import { orderDrift } from '../../src/holding/attempt.ts';
import { slotName } from '../../src/holding/slot.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order, policyTarget } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const group = (resources: readonly string[] = ['role/R']) => ({
  target: groupTarget,
  facts: factsOf(...resources),
});
const MEMBER = 'member:prod-operators';
const putIn = (cloud: Cloud) =>
  cloud.apply({ do: 'put', slot: { kind: 'member', group: 'prod-operators' } });

describe('hands from outside', () => {
  test('walk-through 8: whoever is pulled out by hand is reported, and not put back', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(5);
    cloud.slots.delete('member:prod-operators');
    cloud.minutes(5);
    expect(cloud.slots.has('member:prod-operators')).toBe(false);
    expect(cloud.drift).toMatchObject([{ kind: 'missing', slot: 'member:prod-operators' }]);
  });

  test('a missing fence returns under a name that was never used', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(25);
    const [before] = [...cloud.slots.keys()].filter((name) => name.startsWith('fence'));
    cloud.slots.delete(before ?? '');
    cloud.minutes(3);
    const [after] = [...cloud.slots.keys()].filter((name) => name.startsWith('fence'));
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
    expect(cloud.may('role/R', NOON + HOUR, ['role/R'])).toBe(false);
  });

  test('an allowing document that was rewritten by hand is taken away and reported', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(25);
    const wide = { reach: policyTarget('*').reach, mfa: false, startMs: 0, endMs: NOON + 9 * HOUR };
    cloud.slots.set('allow', { kind: 'allow', windows: [wide] });
    cloud.minutes(3);
    expect(cloud.slots.has('allow')).toBe(false);
    expect(cloud.drift.map((one) => one.kind)).toContain('tampered');
  });

  test('what a slower clock of ours wrote is nobody’s hand, however late it is seen', () => {
    const startMs = NOON + 10 * MINUTE;
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR / 2)).minutes(2);
    cloud.order(order(B, startMs, NOON + HOUR)).minutes(7);
    const look = (name: string, aheadMs: number, atMs: number) => {
      cloud.observer = { name, aheadMs };
      cloud.nowMs = atMs;
      cloud.pass();
    };
    const shown = () => cloud.slots.get('allow') ?? expect.fail('Nothing allows anything.');
    look('fast', 12_000, startMs - 10_000);
    const first = shown();
    look('slow', -11_000, startMs - 8_000);
    const second = shown();
    expect(second).not.toEqual(first);
    // AWS shows what stood before for a while, and that is read back as wanted.
    cloud.slots.set('allow', first);
    look('even', 0, startMs + 1_000);
    cloud.slots.set('allow', second);
    look('fast', 12_000, startMs + 2 * MINUTE);
    expect([cloud.drift, cloud.may('role/R')]).toEqual([[], true]);
  });

  test('walk-through 19: a user created anew under the same name gets nothing', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR));
    cloud.principal = 'replaced';
    cloud.minutes(5);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'gone' });
    expect(cloud.log).toEqual([]);
  });

  test('a fence of this installation that the store does not know is only reported', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR));
    const place = { on: 'user' } as const;
    const fence = { kind: 'fence', place, target: 'unknown', generation: 7, denials: [] } as const;
    cloud.slots.set(slotName(fence), fence);
    cloud.minutes(5);
    expect(cloud.slots.has(slotName(fence))).toBe(true);
    expect(cloud.drift).toMatchObject([{ kind: 'unexpected' }]);
  });
});

describe('a policy that was pulled out by hand', () => {
  const S = { target: policyTarget('role/S'), facts: factsOf('role/S') };
  const pulled = () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(25);
    cloud.slots.delete('allow');
    return cloud.minutes(2);
  };

  test('stays out when another one is granted into the same document', () => {
    const cloud = pulled();
    cloud.order(order(B, cloud.nowMs, NOON + 2 * HOUR, S)).minutes(2);
    expect([cloud.state(B), cloud.may('role/S'), cloud.may('role/R')]).toEqual([
      'active',
      true,
      false,
    ]);
    expect(cloud.drift).toHaveLength(1);
    cloud.minutes(60);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    cloud.minutes(180);
    expect([...cloud.slots.keys()]).toEqual([]);
  });

  test('is put back when an operator says so, beside what was granted since', () => {
    const cloud = pulled();
    cloud.order(order(B, cloud.nowMs, NOON + 2 * HOUR, S)).minutes(2);
    const id = cloud.drift[0]?.id ?? '';
    cloud.holding = orderDrift(cloud.holding, id, 'restore', cloud.nowMs) ?? cloud.holding;
    cloud.minutes(1);
    expect([cloud.may('role/S'), cloud.may('role/R')]).toEqual([true, true]);
    expect(cloud.holding.drift).toEqual([]);
  });
});

describe('a member by other hands', () => {
  test('walk-through 11: who is in the group already is refused at the grant as well', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group()));
    putIn(cloud);
    cloud.minutes(5);
    expect(cloud.failure(A)).toMatchObject({ state: 'failed', refusal: { code: 'already-held' } });
    expect([...cloud.slots.keys()]).toEqual([MEMBER]);
  });

  test('after the end is fenced, reported once, and watched without hurry', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(65);
    putIn(cloud);
    cloud.minutes(120);
    const before = cloud.passes;
    cloud.minutes(60);
    expect(cloud.passes - before).toBeLessThan(70);
    expect(cloud.drift).toMatchObject([{ kind: 'unexpected', slot: MEMBER }]);
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(false);
  });

  test.each([
    ['leave', true],
    ['remove', false],
  ] as const)('and an operator says %s: it stands: %s, and our fence goes', (word, stands) => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(65);
    putIn(cloud);
    cloud.minutes(5);
    const id = cloud.drift[0]?.id ?? '';
    cloud.holding = orderDrift(cloud.holding, id, word, cloud.nowMs) ?? cloud.holding;
    const before = cloud.passes;
    cloud.minutes(120);
    expect(cloud.passes - before).toBeLessThan(140);
    expect([...cloud.slots.keys()]).toEqual(stands ? [MEMBER] : []);
  });
});

describe('what is told', () => {
  test('walk-through 29: a group that was widened while active is fenced and reported once', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(5);
    cloud.factsOf = () => ok(factsOf('role/R', 'role/S'));
    cloud.minutes(5);
    expect(cloud.drift).toMatchObject([{ kind: 'reach-widened', slot: MEMBER }]);
    expect(cloud.may('role/S', NOON + HOUR, ['role/R', 'role/S'])).toBe(false);
  });

  test('a fence that was deleted is reported once', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(5);
    const name = [...cloud.slots.keys()].find((one) => one.startsWith('fence')) ?? '';
    cloud.slots.delete(name);
    cloud.minutes(5);
    expect(cloud.drift).toMatchObject([{ kind: 'fence-lost' }]);
  });

  test('a grant whose heir was pulled out by hand ends as kept all the same', () => {
    const cloud = new Cloud()
      .order(order(A, NOON, NOON + HOUR, group()))
      .order(order(B, NOON, NOON + 2 * HOUR, group()))
      .minutes(30);
    cloud.slots.delete(MEMBER);
    cloud.minutes(35);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'kept', keptFor: B });
  });

  test('that the user is gone is believed when it was read twice', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(5);
    cloud.principal = 'gone';
    cloud.pass();
    cloud.principal = 'present';
    cloud.minutes(5);
    expect(cloud.state(A)).toBe('active');
    cloud.minutes(60);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });
});
