/** Nothing is said to be removed while sessions that were opened by it at a role may live on. */

import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/holding/slot.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { A, back, given, LONGEST_MS, order, ROLE, roleFences } from './named-role.ts';
import { NOON } from './sample.ts';

const atRole = (step: Step) =>
  step.do === 'put' && step.slot.kind === 'fence' && step.slot.place.on === 'role';

describe('access that was given back', () => {
  test('is removed within a minute where the fence at the role is moved', () => {
    const cloud = back(given()).minutes(1);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    expect(roleFences(cloud).some((fromMs) => fromMs <= cloud.nowMs)).toBe(true);
  });

  test('is taken, and not said to be removed, while AWS refuses the fence at the role', () => {
    const cloud = given();
    cloud.fault = (step) => (atRole(step) ? 'refused' : undefined);
    back(cloud).minutes(5);
    expect(cloud.may('role/S')).toBe(false);
    expect([...cloud.slots.keys()]).not.toContain('allow');
    expect(cloud.state(A)).toBe('active');
    cloud.fault = () => undefined;
    cloud.minutes(1);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('is removed once the longest session is over, whatever becomes of the fence', () => {
    const cloud = given();
    cloud.fault = (step) => (atRole(step) ? 'refused' : undefined);
    back(cloud).until(NOON + 10 * MINUTE + LONGEST_MS - MINUTE);
    expect(cloud.state(A)).toBe('active');
    cloud.minutes(2);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('is removed where the role is no more', () => {
    const cloud = given();
    cloud.fault = (step) => (atRole(step) ? 'refused' : undefined);
    cloud.rolesGone = [ROLE];
    back(cloud).minutes(1);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('is taken at home while nobody can say what stands at the role', () => {
    const cloud = given();
    cloud.unread = { targets: [], sessions: [], places: [ROLE] };
    back(cloud).minutes(5);
    expect([...cloud.slots.keys()]).not.toContain('allow');
    expect(cloud.state(A)).toBe('active');
    expect(cloud.drift).toEqual([]);
    cloud.unread = undefined;
    cloud.minutes(1);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    expect(roleFences(cloud).some((fromMs) => fromMs <= cloud.nowMs)).toBe(true);
  });

  test('is not waited for where nothing was ever given', () => {
    const cloud = new Cloud();
    cloud.fault = (step) => (atRole(step) ? 'refused' : undefined);
    cloud.order(order(A, NOON, NOON + HOUR)).minutes(1);
    expect(cloud.failure(A)).toBeDefined();
    expect(cloud.report(A)).toMatchObject({ state: 'ended' });
  });

  test('is not given where nobody can say what stands at the role, and that is said', () => {
    const cloud = new Cloud();
    cloud.unread = { targets: [], sessions: [], places: [ROLE] };
    cloud.order(order(A, NOON, NOON + HOUR)).minutes(9);
    expect([cloud.state(A), cloud.may('role/S')]).toEqual(['provisioning', false]);
    cloud.minutes(2);
    expect(cloud.failure(A)).toMatchObject({ refusal: { code: 'aws-silent' } });
    expect(cloud.report(A)).toMatchObject({ state: 'ended' });
  });

  test('is looked at four times a minute meanwhile, and not more often', () => {
    const cloud = given();
    cloud.unread = { targets: [], sessions: [], places: [ROLE] };
    back(cloud).minutes(2);
    const before = cloud.passes;
    cloud.minutes(10);
    expect(cloud.passes - before).toBeLessThanOrEqual(41);
  });
});

test('access that comes to its end is removed by the date of the fence that stands', () => {
  const cloud = given();
  cloud.fault = (step) => (atRole(step) ? 'refused' : undefined);
  cloud.until(NOON + HOUR + MINUTE);
  expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
});

describe('whose user is deleted', () => {
  test('is cut off at the role before it is said to be over', () => {
    const cloud = given();
    cloud.principal = 'gone';
    cloud.fault = (step) => (atRole(step) ? 'refused' : undefined);
    cloud.minutes(3);
    expect(cloud.state(A)).toBe('active');
    cloud.fault = () => undefined;
    cloud.minutes(1);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'gone' });
    expect(roleFences(cloud).some((fromMs) => fromMs <= cloud.nowMs)).toBe(true);
    const puts = cloud.log.filter(({ atMs }) => atMs > NOON + 10 * MINUTE);
    expect(puts.every(({ step }) => step.do === 'remove' || atRole(step))).toBe(true);
  });

  test('leaves no fence behind, and is forgotten in the end', () => {
    const cloud = given();
    cloud.principal = 'gone';
    cloud.minutes(150);
    expect(roleFences(cloud)).toEqual([]);
    expect(cloud.holding.leases).toEqual([]);
    expect(cloud.holding.dueMs).toBeUndefined();
  });

  test('is looked at again a quarter of a minute later before that is believed', () => {
    const cloud = given();
    cloud.principal = 'gone';
    cloud.pass();
    cloud.principal = 'present';
    cloud.nowMs += 15 * SECOND;
    cloud.pass();
    expect(cloud.minutes(2).state(A)).toBe('active');
    expect(cloud.may('role/S')).toBe(true);
  });
});
