/** Fences: dated once, raised before anything is given, and none where nothing was. */

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order, policyTarget } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const group = (...resources: readonly string[]) => ({
  target: groupTarget,
  facts: factsOf(...resources),
});
const fences = (cloud: Cloud) => [...cloud.slots.keys()].filter((one) => one.startsWith('fence'));

describe('a fence', () => {
  test('of a lease that begins later is not put before it begins', () => {
    const cloud = new Cloud()
      .order(order(A, NOON + HOUR, NOON + 2 * HOUR, group('role/R')))
      .minutes(30);
    expect([...cloud.slots.keys()]).toEqual([]);
    expect(cloud.log).toEqual([]);
    cloud.minutes(31);
    expect(cloud.state(A)).toBe('active');
  });

  test('is not put for a grant that was refused before anything was given', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group('role/R')));
    cloud.factsRead = factsOf('role/R', 'role/S');
    cloud.minutes(5);
    expect(cloud.failure(A)).toMatchObject({ state: 'failed' });
    expect(cloud.log).toEqual([]);
  });

  test('says the same at every look, though an older grant reached further', () => {
    const cloud = new Cloud()
      .order(order(A, NOON, NOON + 2 * HOUR, group('role/R', 'role/S')))
      .minutes(5);
    cloud.factsRead = factsOf('role/R');
    cloud
      .order(order(A, NOON, NOON + 2 * HOUR, { ...group(), revision: 2, endMs: cloud.nowMs }))
      .minutes(2)
      .order(order(B, NOON + 7 * MINUTE, NOON + 2 * HOUR, group('role/R')))
      .minutes(2);
    expect(cloud.state(B)).toBe('active');
    const before = cloud.log.length;
    cloud.minutes(30);
    expect(cloud.log).toHaveLength(before);
    expect(fences(cloud)).toHaveLength(1);
  });

  test('that still cuts holds back the word that there is more time', () => {
    const cloud = new Cloud()
      .order(order(A, NOON, NOON + HOUR, group('role/R')))
      .order(order(B, NOON, NOON + 2 * HOUR))
      .minutes(5);
    cloud.fault = (step) =>
      step.do === 'put' && step.slot.kind === 'fence' ? 'refused' : undefined;
    cloud.order(order(B, NOON, NOON + 3 * HOUR, { revision: 2, endMs: NOON + 3 * HOUR }));
    cloud.minutes(5);
    const told = () => cloud.holding.owed.findLast((one) => one.grant === B)?.revision;
    expect([told(), cloud.may('role/R', NOON + 2 * HOUR)]).toEqual([1, false]);
    cloud.fault = () => undefined;
    cloud.minutes(1);
    expect([told(), cloud.may('role/R', NOON + 2 * HOUR)]).toEqual([2, true]);
  });

  test('that is on its way out still cuts, so what it cuts waits until it is gone', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group('role/R'))).minutes(62);
    cloud.fault = (step) =>
      step.do === 'remove' && step.id.kind === 'fence' ? 'dropped' : undefined;
    cloud.minutes(62);
    cloud.order(order(B, cloud.nowMs, cloud.nowMs + HOUR)).minutes(2);
    if (cloud.state(B) === 'active') expect(cloud.may('role/R')).toBe(true);
    cloud.fault = () => undefined;
    cloud.minutes(2);
    expect([cloud.state(B), cloud.may('role/R')]).toEqual(['active', true]);
  });

  test('of a policy stands only from its end on, and its names are never used again', () => {
    const cloud = new Cloud();
    const names = new Set<string>();
    for (const round of [0, 1, 2]) {
      const fromMs = cloud.nowMs;
      cloud.order(order(`PA-${String(round)}`, fromMs, fromMs + 10 * MINUTE)).minutes(5);
      expect(fences(cloud)).toEqual([]);
      cloud.minutes(10);
      for (const name of fences(cloud)) names.add(name);
      cloud.minutes(120);
    }
    expect(names.size).toBe(3);
    expect(policyTarget().kind).toBe('iam-policy');
  });
});
