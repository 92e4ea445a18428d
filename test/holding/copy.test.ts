/** A holding read from an older copy of the store: nothing given, nothing cut, until confirmed. */

import { describe, expect, test } from 'vitest';
import { orderDrift } from '../../src/holding/attempt.ts';
import type { Holding } from '../../src/holding/holding.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order, policyTarget } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const GROUP = { target: groupTarget, facts: factsOf('role/R') };

/** The store is put back to what it was, at this moment; AWS is as it is. */
function setBack(cloud: Cloud, holding: Holding): Cloud {
  cloud.holding = { ...holding, dueMs: cloud.nowMs };
  cloud.copySinceMs = cloud.nowMs;
  cloud.drift.length = 0;
  cloud.log.length = 0;
  return cloud;
}

const later = (cloud: Cloud, endMs: number, more = {}) =>
  cloud.order(order(A, NOON, endMs, { revision: 2, ...more }));

describe('an older copy', () => {
  test.each([
    ['policy', {}],
    ['group', GROUP],
  ])('F53: does not cut a grant of a %s that was renewed since, and reports it', (_, more) => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, more)).minutes(10);
    const before = cloud.holding;
    later(cloud, NOON + 2 * HOUR, more).minutes(10);
    setBack(cloud, before).until(NOON + 90 * MINUTE);
    expect(cloud.log).toEqual([]);
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(true);
    expect(cloud.drift.map((one) => one.kind)).toEqual(['unexpected']);
    expect(cloud.may('role/R', NOON + 2 * HOUR, ['role/R'])).toBe(false);
  });

  test('does not give again what was ended since', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + 2 * HOUR)).minutes(10);
    const before = cloud.holding;
    later(cloud, cloud.nowMs).minutes(10);
    expect(cloud.may('role/R', cloud.nowMs)).toBe(false);
    setBack(cloud, before).minutes(30);
    expect(cloud.log).toEqual([]);
    expect(cloud.may('role/R', cloud.nowMs)).toBe(false);
  });

  test('gives nothing that was only on its way', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR));
    setBack(cloud, cloud.holding).minutes(30);
    expect(cloud.log).toEqual([]);
    expect(cloud.until(NOON + HOUR + MINUTE).report(A)).toMatchObject({ state: 'ended' });
  });

  test('finds that what it believed active is gone, and says so', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(10);
    const before = cloud.holding;
    later(cloud, cloud.nowMs).minutes(40);
    setBack(cloud, before).until(NOON + HOUR + 2 * MINUTE);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test.each([
    ['policy', {}],
    ['group', GROUP],
  ])('takes a grant of a %s away that somebody ends now', (_, more) => {
    const cloud = new Cloud().order(order(A, NOON, NOON + 2 * HOUR, more)).minutes(10);
    const before = cloud.holding;
    later(cloud, NOON + 3 * HOUR, more).minutes(10);
    setBack(cloud, before).minutes(5);
    later(cloud, cloud.nowMs, more).minutes(2);
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(false);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('and with it whatever else the one document allows, for it cannot be trusted', () => {
    const other = { target: policyTarget('role/S'), facts: factsOf('role/S') };
    const cloud = new Cloud()
      .order(order(A, NOON, NOON + 2 * HOUR))
      .order(order(B, NOON, NOON + 2 * HOUR, other))
      .minutes(10);
    setBack(cloud, cloud.holding).minutes(1);
    later(cloud, cloud.nowMs).minutes(2);
    expect(cloud.slots.has('allow')).toBe(false);
  });

  describe.each([
    ['policy', {}],
    ['group', GROUP],
  ])('of a %s that was given after the copy was made', (_, more) => {
    const booked = order(A, NOON + HOUR, NOON + 3 * HOUR, more);
    const given = () => {
      const cloud = new Cloud().order(booked).minutes(10);
      const before = cloud.holding;
      cloud.minutes(70);
      expect(cloud.state(A)).toBe('active');
      return { cloud, before };
    };

    test('says at its end that it is removed, with a fence over what it opened', () => {
      const { cloud, before } = given();
      setBack(cloud, before).minutes(10).copySinceMs = undefined;
      cloud.minutes(125);
      expect(cloud.report(A)).toMatchObject({ how: 'removed' });
      expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(false);
      expect([...cloud.slots.keys()].map((name) => name.split(':')[0])).toEqual(['fence']);
    });

    test('takes it, once confirmed, though it was over before: no proof is as old as that', () => {
      const { cloud, before } = given();
      // Everybody is away as its end comes.
      cloud.nowMs += 2 * HOUR;
      const overMs = cloud.nowMs;
      setBack(cloud, before).minutes(10);
      expect(cloud.report(A)).toBeUndefined();
      cloud.copySinceMs = undefined;
      cloud.minutes(5);
      const report = cloud.report(A);
      expect(report).toMatchObject({ state: 'ended', how: 'removed' });
      expect(report?.state === 'ended' && report.atMs).toBeGreaterThan(overMs);
      expect([...cloud.slots.keys()].map((name) => name.split(':')[0])).toEqual(['fence']);
    });
  });

  test('takes away at an operator’s word what it reported', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(10);
    const before = cloud.holding;
    later(cloud, NOON + 3 * HOUR).minutes(10);
    setBack(cloud, before).minutes(5);
    const [drift] = cloud.drift;
    cloud.holding =
      orderDrift(cloud.holding, drift?.id ?? '', 'remove', cloud.nowMs) ?? cloud.holding;
    cloud.minutes(2);
    expect(cloud.slots.has('allow')).toBe(false);
  });

  test('once confirmed, ends what it does not want, and uses no name of a fence twice', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, GROUP)).minutes(10);
    const before = cloud.holding;
    later(cloud, NOON + 3 * HOUR, GROUP).minutes(10);
    const names = new Set(cloud.slots.keys());
    setBack(cloud, before).until(NOON + HOUR + MINUTE);
    cloud.copySinceMs = undefined;
    cloud.minutes(5);
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(false);
    const put = cloud.log.flatMap(({ step }) =>
      step.do === 'put' && step.slot.kind === 'fence' ? [step.slot.generation] : [],
    );
    const taken = [...names].flatMap((name) => (/:(\d+)$/.exec(name) ?? []).slice(1).map(Number));
    expect(Math.min(...put)).toBeGreaterThan(Math.max(...taken));
  });
});
