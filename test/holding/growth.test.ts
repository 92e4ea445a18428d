/** A group that allows more while it is held: all that can be named is fenced, or it ends. */

import { describe, expect, test } from 'vitest';
import { targetKey } from '../../src/catalog/target.ts';
import { type Refusal, refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { pairsOf } from '../../src/holding/pairs.ts';
import type { Step } from '../../src/holding/slot.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

const A = 'PA-AAAAA';
const MEMBER = 'member:prod-operators';
const what = 'group prod-operators';
const DANGEROUS = refuse('target-dangerous', { what, action: 'iam:CreateAccessKey' });
const UNFENCEABLE = refuse('target-unfenceable', { what });
const ALL = ['role/R', 'role/S'];
const facts = factsOf('role/R');

const active = () =>
  new Cloud().order(order(A, NOON, NOON + HOUR, { target: groupTarget, facts })).minutes(10);

const isTooLong = (step: Step): boolean =>
  step.do === 'put' &&
  step.slot.kind === 'fence' &&
  step.slot.denials.some(({ reach }) => pairsOf(reach).length > 1);

/** Read as refused, with what can be named of it. */
function refused(cloud: Cloud, refusal: Refusal, ...named: readonly string[]): Cloud {
  cloud.factsOf = () => refusal;
  cloud.named = { [targetKey(groupTarget)]: { reach: factsOf(...named).reach } };
  return cloud;
}

describe('a group that came to allow what may not be had for a time', () => {
  test.each([
    ['what nobody may be given', DANGEROUS],
    ['what no fence can say', UNFENCEABLE],
  ])('%s: all that can be named is fenced at once, and it is taken away', (_, refusal) => {
    const cloud = refused(active(), refusal, ...ALL);
    const beganMs = cloud.nowMs;
    cloud.minutes(3);
    expect(cloud.slots.has(MEMBER)).toBe(false);
    expect(ALL.map((one) => cloud.may(one, beganMs, ALL))).toEqual([false, false]);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed', unfit: refusal.code });
    expect(cloud.drift).toMatchObject([{ kind: 'reach-unfit', slot: MEMBER }]);
  });

  test('says which action it is, where there is one', () => {
    const { drift } = refused(active(), DANGEROUS, ...ALL).minutes(3);
    expect(drift).toMatchObject([{ action: 'iam:CreateAccessKey' }]);
  });

  test('does not come back with a later order, nor when the group is as it was', () => {
    const cloud = refused(active(), DANGEROUS, ...ALL).minutes(3);
    cloud.factsOf = () => undefined;
    const more = { target: groupTarget, facts, revision: 2 };
    cloud.order(order(A, NOON, NOON + 2 * HOUR, more)).minutes(10);
    expect([cloud.slots.has(MEMBER), cloud.state(A)]).toEqual([false, 'ended']);
  });
});

describe('what a group came to allow', () => {
  test('is fenced until it is taken away, though what was ordered knows nothing of it', () => {
    const cloud = active();
    cloud.factsOf = () => ({ ok: true, value: factsOf(...ALL) });
    cloud.minutes(5);
    cloud.fault = ({ do: what }) => (what === 'remove' ? 'refused' : undefined);
    const early = { target: groupTarget, facts, revision: 2, endMs: cloud.nowMs };
    cloud.order(order(A, NOON, NOON + HOUR, early)).minutes(5);
    expect(cloud.drift.map(({ kind }) => kind)).toEqual(['reach-widened']);
    expect([cloud.slots.has(MEMBER), cloud.may('role/S', cloud.nowMs, ALL)]).toEqual([true, false]);
  });
});

describe('a fence that AWS does not take', () => {
  test('for what a group gained ends the grant: it is too long, or may not be written', () => {
    const cloud = active();
    cloud.factsOf = () => ({ ok: true, value: factsOf(...ALL) });
    cloud.fault = (step) => (isTooLong(step) ? 'refused' : undefined);
    cloud.minutes(5);
    expect(cloud.drift.map(({ kind }) => kind)).toEqual(['reach-widened', 'reach-unfit']);
    // Denied is what was approved: that has room.
    expect([cloud.slots.has(MEMBER), cloud.may('role/R', cloud.nowMs, ALL)]).toEqual([
      false,
      false,
    ]);
    cloud.minutes(300);
    expect([...cloud.slots.keys()]).toEqual([]);
  });

  test('for a later end ends nothing', () => {
    const cloud = active();
    cloud.fault = (step) =>
      step.do === 'put' && step.slot.kind === 'fence' ? 'refused' : undefined;
    const more = { target: groupTarget, facts, revision: 2 };
    cloud.order(order(A, NOON, NOON + 2 * HOUR, more)).minutes(10);
    expect([cloud.state(A), cloud.drift]).toEqual(['active', []]);
  });
});

describe('a read that says nothing of what the group allows', () => {
  test.each([
    ['that it is not there', refuse('target-missing', { what })],
    ['that AWS refused it', refuse('aws-refused', { action: 'iam:GetGroup', message: 'No.' })],
    ['silence', refuse('aws-silent', {})],
  ])('%s: changes nothing', (_, refusal) => {
    const cloud = active();
    cloud.factsOf = () => refusal;
    cloud.minutes(20);
    expect([cloud.state(A), cloud.slots.has(MEMBER), cloud.drift]).toEqual(['active', true, []]);
  });

  test('or of a role that is gone: what the group gained is fenced all the same', () => {
    const gone = refuse('target-missing', { what: 'role ProdOperator' });
    const cloud = refused(active(), gone, ...ALL).minutes(5);
    expect([cloud.state(A), cloud.drift.map(({ kind }) => kind)]).toEqual([
      'active',
      ['reach-widened'],
    ]);
    expect(cloud.may('role/S', NOON + HOUR + MINUTE, ALL)).toBe(false);
  });

  test('in an older copy of a store: until it is confirmed it ends nothing', () => {
    const cloud = refused(active(), DANGEROUS, ...ALL);
    cloud.copySinceMs = cloud.nowMs;
    cloud.minutes(5);
    expect([cloud.state(A), cloud.drift]).toEqual(['active', []]);
    cloud.copySinceMs = undefined;
    cloud.minutes(5);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', unfit: 'target-dangerous' });
    expect(cloud.drift).toMatchObject([{ kind: 'reach-unfit' }]);
  });
});
