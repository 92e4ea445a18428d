/** The holding's rules through whole lives of leases, on a cloud of slots and a clock. */

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

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

  test('is proved to be removed by one clock: replicas are apart by more than the gap', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(59);
    cloud.nowMs = NOON + HOUR + SECOND;
    cloud.observer = { name: 'r0', aheadMs: 0 };
    cloud.pass();
    cloud.nowMs += SECOND;
    cloud.pass();
    cloud.nowMs += SECOND;
    cloud.observer = { name: 'r1', aheadMs: 25 * SECOND };
    cloud.pass();
    expect(cloud.state(A)).toBe('active');
    cloud.nowMs += 15 * SECOND;
    cloud.pass();
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('is forgotten with its user only when one clock has missed the user for the gap', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(5);
    cloud.principal = 'gone';
    cloud.observer = { name: 'r0', aheadMs: 0 };
    cloud.pass();
    cloud.nowMs += SECOND;
    cloud.observer = { name: 'r1', aheadMs: 25 * SECOND };
    cloud.pass();
    expect(cloud.state(A)).toBe('active');
    cloud.nowMs += 15 * SECOND;
    cloud.pass();
    cloud.nowMs += 15 * SECOND;
    cloud.pass();
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'gone' });
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

  test('walk-through 29: what reaches further than approved is refused at the grant', () => {
    const wide = { ...group(), facts: factsOf('role/R') };
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, wide));
    const read = factsOf('role/R', 'role/S');
    cloud.factsRead = read;
    cloud.minutes(1);
    expect(cloud.failure(A)).toMatchObject({ state: 'failed', refusal: { code: 'reach-changed' } });
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

const cloudNow = (minutes: number): number => NOON + minutes * MINUTE;
