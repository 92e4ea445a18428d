/** The holding's rules through whole lives of leases, on a cloud of slots and a clock. */

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { slotName } from '../../src/holding/slot.ts';
import { Cloud, factsOf, groupTarget, NOON, order, policyTarget } from './cloud.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const group = (resources: readonly string[] = ['role/R']) => ({
  target: groupTarget,
  facts: factsOf(...resources),
});

describe('one grant of a policy', () => {
  test('is active only after it was read back and had time to settle', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR));
    cloud.until(NOON + 4 * SECOND);
    expect(cloud.state(A)).toBe('provisioning');
    cloud.until(NOON + 20 * SECOND);
    expect(cloud.state(A)).toBe('active');
  });

  test('ends in the very millisecond of its end, whether anybody is awake or not', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(1);
    expect(cloud.may('role/R', NOON + HOUR - 1)).toBe(true);
    expect(cloud.may('role/R', NOON + HOUR)).toBe(false);
  });

  test('is said to be removed after two clean reads fifteen seconds apart, not before', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(60);
    cloud.until(NOON + HOUR + 14 * SECOND);
    expect(cloud.state(A)).toBe('active');
    cloud.until(NOON + HOUR + 40 * SECOND);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('leaves nothing behind once the fence has stood its time', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(61);
    expect([...cloud.slots.keys()]).toEqual([expect.stringMatching(/^fence:user/)]);
    cloud.minutes(100);
    expect([...cloud.slots.keys()]).toEqual([]);
    expect(cloud.holding.leases).toEqual([]);
    expect(cloud.holding.dueMs).toBeUndefined();
  });

  test('an early end writes the fence before it takes the permission', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(5);
    const before = cloud.log.length;
    cloud.order(order(A, NOON, NOON + HOUR, { revision: 2, endMs: cloud.nowMs })).minutes(1);
    const names = cloud.log.slice(before).map(({ step }) => step);
    expect(names[0]).toMatchObject({ do: 'put', slot: { kind: 'fence' } });
    expect(names[1]).toMatchObject({ do: 'remove', id: { kind: 'allow' } });
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });
});

describe('a group', () => {
  test('is joined only behind a fence that was read back', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(1);
    const kinds = cloud.log.map(({ step }) => (step.do === 'put' ? step.slot.kind : 'remove'));
    expect(kinds).toEqual(['fence', 'tag', 'member']);
    expect(cloud.state(A)).toBe('active');
    expect(cloud.may('role/R', NOON + HOUR, ['role/R'])).toBe(false);
    expect(cloud.may('role/R', NOON + HOUR - 1, ['role/R'])).toBe(true);
  });

  test('the fence first says the latest end, and is lowered when the clock has started', () => {
    const cloud = new Cloud()
      .order(order(A, NOON, NOON + 70 * MINUTE, group()))
      .minutes(1)
      .order(order(A, NOON, NOON + 70 * MINUTE, { ...group(), revision: 2, endMs: NOON + HOUR }))
      .minutes(1);
    expect(cloud.may('role/R', NOON + HOUR, ['role/R'])).toBe(false);
    const fences = [...cloud.slots.keys()].filter((name) => name.startsWith('fence'));
    expect(fences).toEqual([expect.stringMatching(/:2$/)]);
  });

  test('walk-through 29: policies that reach further than approved are refused at the grant', () => {
    const wide = { ...group(), facts: factsOf('role/R') };
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, wide));
    const read = factsOf('role/R', 'role/S');
    cloud.factsRead = read;
    cloud.minutes(1);
    expect(cloud.report(A)).toMatchObject({ state: 'failed', refusal: { code: 'reach-changed' } });
    expect([...cloud.slots.keys()].some((name) => name.startsWith('member'))).toBe(false);
  });
});

describe('walk-through 14: leases with a gap', () => {
  test('18–19 and 20–21 on one target are denied at 19:30', () => {
    const cloud = new Cloud()
      .order(order(A, NOON, NOON + HOUR))
      .order(order(B, NOON + 2 * HOUR, NOON + 3 * HOUR))
      .minutes(90);
    expect(cloud.may('role/R')).toBe(false);
    cloud.minutes(60);
    expect(cloud.may('role/R')).toBe(true);
    expect(cloud.state(B)).toBe('active');
    expect(cloud.may('role/R', NOON + 3 * HOUR)).toBe(false);
  });
});

describe('overlapping grants', () => {
  test.each(['iam-policy', 'iam-group'])('of one %s target never cut each other', (kind) => {
    const more = kind === 'iam-group' ? group() : {};
    const cloud = new Cloud()
      .order(order(A, NOON, NOON + HOUR, more))
      .minutes(30)
      .order(order(B, NOON + 30 * MINUTE, NOON + 2 * HOUR, more))
      .minutes(45);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'kept', keptFor: B });
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(true);
    cloud.minutes(60);
    expect(cloud.report(B)).toMatchObject({ state: 'ended', how: 'removed' });
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(false);
  });

  test('walk-through 12: a group to 18:00 and a policy to 20:00 lead to one role', () => {
    const cloud = new Cloud()
      .order(order(A, NOON, NOON + HOUR, group()))
      .order(order(B, NOON, NOON + 3 * HOUR))
      .minutes(90);
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(true);
    expect(cloud.may('role/R', NOON + 3 * HOUR, ['role/R'])).toBe(false);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('walk-through 32: the ended grant opened R and S, the living one opens R', () => {
    const cloud = new Cloud()
      .order(order(A, NOON, NOON + HOUR, group(['role/R', 'role/S'])))
      .minutes(30)
      .order(
        order(A, NOON, NOON + HOUR, {
          ...group(['role/R', 'role/S']),
          revision: 2,
          endMs: NOON + 30 * MINUTE,
        }),
      )
      .minutes(1)
      .order(order(B, cloudNow(31), NOON + 3 * HOUR))
      .minutes(2);
    expect(cloud.state(B)).toBe('active');
    expect(cloud.may('role/R')).toBe(true);
    const late = ['role/R', 'role/S'];
    cloud.apply({ do: 'put', slot: { kind: 'member', group: 'prod-operators' } });
    expect(cloud.may('role/S', cloud.nowMs, late)).toBe(false);
  });

  test('walk-through 2: B is approved while A is being taken away', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(10);
    const at = cloud.nowMs;
    cloud.order(order(A, NOON, NOON + HOUR, { ...group(), revision: 2, endMs: at }));
    cloud.until(at + 3 * SECOND);
    cloud.order(order(B, cloud.nowMs, cloud.nowMs + HOUR, group())).minutes(2);
    expect(cloud.state(B)).toBe('active');
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'kept', keptFor: B });
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(true);
  });
});

describe('orders out of order', () => {
  test('walk-through 5: an end that overtakes its lease wins', () => {
    const end = order(A, NOON, NOON + HOUR, { revision: 2, endMs: NOON });
    const cloud = new Cloud()
      .order(end)
      .order(order(A, NOON, NOON + HOUR))
      .minutes(2);
    expect(cloud.report(A)).toMatchObject({ state: 'ended' });
    expect(cloud.log).toEqual([]);
  });

  test('walk-through 36: an old revision delivered after the end grants nothing', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(5);
    cloud.order(order(A, NOON, NOON + HOUR, { revision: 3, endMs: cloud.nowMs })).minutes(5);
    cloud.order(order(A, NOON, NOON + HOUR)).minutes(5);
    expect(cloud.state(A)).toBe('ended');
    expect(cloud.may('role/R')).toBe(false);
  });

  test('walk-through 3: more time that comes after the end is answered with the end', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(60);
    cloud
      .order(order(A, NOON, NOON + 2 * HOUR, { revision: 2, endMs: NOON + 2 * HOUR }))
      .minutes(2);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    expect(cloud.may('role/R')).toBe(false);
  });

  test('more time is told only once the dates at AWS have moved', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(5);
    cloud.order(
      order(A, NOON, NOON + 2 * HOUR, { ...group(), revision: 2, endMs: NOON + 2 * HOUR }),
    );
    const told = () => cloud.holding.owed.findLast((one) => one.grant === A)?.revision;
    expect(told()).toBe(1);
    cloud.minutes(1);
    expect(told()).toBe(2);
    expect(cloud.may('role/R', NOON + HOUR + 1, ['role/R'])).toBe(true);
  });
});

describe('calls that land late', () => {
  test('walk-through 34: a late put of the allowing document after an early end is worthless', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(5);
    const put = cloud.log.find(({ step }) => step.do === 'put' && step.slot.kind === 'allow');
    cloud.order(order(A, NOON, NOON + HOUR, { revision: 2, endMs: cloud.nowMs })).minutes(2);
    if (put) cloud.apply(put.step);
    expect(cloud.may('role/R')).toBe(false);
    cloud.minutes(2);
    expect(cloud.slots.has('allow')).toBe(false);
  });

  test('walk-through 17: our own unanswered removal explains what is missing, so it is put back', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(5);
    cloud.fault = (step) =>
      step.do === 'remove' && step.id.kind === 'member' ? 'dropped' : undefined;
    cloud.order(order(A, NOON, NOON + HOUR, { ...group(), revision: 2, endMs: cloud.nowMs }));
    cloud.until(cloud.nowMs + 2 * SECOND);
    cloud.fault = () => undefined;
    cloud.order(order(B, cloud.nowMs, cloud.nowMs + HOUR, group())).minutes(2);
    expect(cloud.state(B)).toBe('active');
    cloud.apply({ do: 'remove', id: { kind: 'member', group: 'prod-operators' } });
    cloud.minutes(3);
    expect(cloud.slots.has('member:prod-operators')).toBe(true);
    expect(cloud.drift).toEqual([]);
  });

  test('an answer that was lost changes nothing: the next look sees what stands', () => {
    const cloud = new Cloud();
    let lost = 0;
    cloud.fault = () => ((lost += 1) % 2 === 1 ? 'lost' : undefined);
    cloud.order(order(A, NOON, NOON + HOUR, group())).minutes(3);
    expect(cloud.state(A)).toBe('active');
  });
});

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

describe('what AWS never does', () => {
  test('a removal that fails for an hour is tried until it succeeds', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(59);
    cloud.fault = (step) => (step.do === 'remove' ? 'dropped' : undefined);
    cloud.minutes(61);
    expect(cloud.state(A)).toBe('active');
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(false);
    cloud.fault = () => undefined;
    cloud.minutes(3);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });
});

const cloudNow = (minutes: number): number => NOON + minutes * MINUTE;
