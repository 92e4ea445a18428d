/** Groups by their ids: renamed it is the same one, made anew under its name it is another. */

import { describe, expect, test } from 'vitest';
import { targetKey } from '../../src/catalog/target.ts';
import { orderDrift } from '../../src/holding/attempt.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const GROUP = 'prod-operators';
const MEMBER = `member:${GROUP}`;
const bound = (groupId: string) => ({ ...factsOf('role/R'), groupId });
const wish = (grant: string, from: number, groupId?: string) => {
  const facts = groupId === undefined ? factsOf('role/R') : bound(groupId);
  return order(grant, from, from + HOUR, { target: groupTarget, facts });
};
const kinds = (cloud: Cloud) => cloud.drift.map(({ kind }) => kind);
const fences = (cloud: Cloud) => [...cloud.slots.keys()].filter((one) => one.startsWith('fence'));
const removals = (cloud: Cloud) =>
  cloud.log.flatMap(({ step }) => (step.do === 'remove' && step.id.kind === 'member' ? step : []));

/** Active for a while, in the group that has the id 1; known by it, or by its name alone. */
function active(groupId?: string): Cloud {
  const cloud = new Cloud();
  cloud.groups.set(GROUP, { groupId: '1' });
  cloud.factsOf = () => ok(bound(cloud.groups.get(GROUP)?.groupId ?? ''));
  return cloud.order(wish(A, NOON, groupId)).minutes(10);
}

function say(cloud: Cloud, word: 'remove' | 'leave' | 'restore'): Cloud {
  const id = cloud.holding.drift.at(-1)?.id ?? '';
  cloud.holding = orderDrift(cloud.holding, id, word, cloud.nowMs) ?? cloud.holding;
  return cloud;
}

describe('a group that is renamed while active', () => {
  const renamed = () => {
    const cloud = active('1');
    cloud.groups.set(GROUP, { groupId: '1', as: 'platform' });
    return cloud.minutes(10);
  };

  test('is the same: it is said once, and nothing is put or taken', () => {
    const cloud = renamed();
    expect([kinds(cloud), cloud.state(A), removals(cloud)]).toEqual([['renamed'], 'active', []]);
  });

  test('is left by the name that it has at the end', () => {
    const cloud = renamed().minutes(60);
    expect(removals(cloud)[0]).toMatchObject({ id: { as: 'platform' } });
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('is not said to be left while it is not, and the fence outlasts that', () => {
    const cloud = renamed();
    cloud.fault = (step) => (step.do === 'remove' && 'as' in step.id ? 'refused' : undefined);
    cloud.minutes(600);
    expect(cloud.report(A)).not.toMatchObject({ state: 'ended' });
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(false);
  });
});

test('an order to put a membership back waits until it is known what the name leads to', () => {
  const cloud = active('1');
  cloud.slots.delete(MEMBER);
  say(cloud.minutes(2), 'restore');
  const seen = cloud.seen.bind(cloud);
  const unread = { targets: [targetKey(groupTarget)], sessions: [] };
  cloud.seen = () => ({ ...seen(), facts: {}, unread });
  cloud.minutes(2);
  expect(cloud.slots.has(MEMBER)).toBe(false);
  cloud.seen = seen;
  expect(cloud.minutes(1).slots.has(MEMBER)).toBe(true);
  expect(kinds(cloud)).toEqual(['missing']);
});

describe('a group made anew under the name', () => {
  const anew = (cloud: Cloud) => {
    cloud.groups.set(GROUP, { groupId: '2' });
    return cloud;
  };
  const ended = () => anew(active('1')).minutes(300);

  test('is another: missed while active, and after the end it is another hand’s', () => {
    const cloud = ended();
    expect(kinds(cloud)).toEqual(['missing', 'unexpected']);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    expect([removals(cloud), fences(cloud).length]).toEqual([[], 1]);
  });

  test.each(['leave', 'remove'] as const)('is fenced until an operator says: %s', (word) => {
    const cloud = say(ended(), word).minutes(120);
    expect([...cloud.slots.keys()]).toEqual(word === 'leave' ? [MEMBER] : []);
  });

  test('is not joined for the one that was approved, whoever says so', () => {
    const cloud = active('1');
    cloud.slots.delete(MEMBER);
    say(anew(cloud).minutes(5), 'restore').minutes(5);
    expect([cloud.slots.has(MEMBER), kinds(cloud)]).toEqual([false, ['missing']]);
  });

  test('is not given to whom the other was approved', () => {
    const cloud = anew(active('1')).minutes(70);
    cloud.slots.delete(MEMBER);
    cloud.order(wish(B, cloud.nowMs, '1')).minutes(5);
    expect(cloud.failure(B)).toMatchObject({ refusal: { code: 'target-missing' } });
    expect(cloud.slots.has(MEMBER)).toBe(false);
  });

  test('is the same to a record that knows no ids, as it ever was', () => {
    const cloud = anew(active()).minutes(60);
    expect([kinds(cloud), cloud.slots.has(MEMBER)]).toEqual([[], false]);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });
});

describe('somebody put by a hand into a group made anew, who asks again meanwhile', () => {
  /** Both are the same target to the catalogue, and two groups to AWS. */
  function again(cloud: Cloud): Cloud {
    cloud.order(wish(B, cloud.nowMs, '2')).minutes(5);
    expect(cloud.failure(B)).toMatchObject({ refusal: { code: 'already-held' } });
    return cloud.minutes(150);
  }
  const anew = () => {
    const cloud = active('1');
    cloud.groups.set(GROUP, { groupId: '2' });
    return cloud.minutes(2);
  };

  test('is refused, and stays in it', () => {
    const cloud = again(anew());
    expect([removals(cloud), cloud.slots.has(MEMBER)]).toEqual([[], true]);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('is given it where no hand did, and taken out of it at the end of that', () => {
    const cloud = active('1');
    cloud.groups.set(GROUP, { groupId: '2' });
    cloud.slots.delete(MEMBER);
    cloud.minutes(2);
    cloud.order(wish(B, cloud.nowMs, '2')).minutes(2);
    expect([cloud.slots.has(MEMBER), cloud.state(B)]).toEqual([true, 'active']);
    cloud.minutes(120);
    expect([cloud.slots.has(MEMBER), kinds(cloud)]).toEqual([false, ['missing']]);
    expect(cloud.report(B)).toMatchObject({ state: 'ended', how: 'removed' });
  });
});

test('what is lost on its way into a group made anew is sent again', () => {
  const cloud = active('1');
  cloud.groups.set(GROUP, { groupId: '2' });
  cloud.slots.delete(MEMBER);
  cloud.minutes(2);
  const faults = ['dropped'] as const;
  const left = faults.values();
  cloud.fault = (step) =>
    step.do === 'put' && step.slot.kind === 'member' ? left.next().value : undefined;
  cloud.order(wish(B, cloud.nowMs, '2')).minutes(2);
  expect([cloud.slots.has(MEMBER), cloud.state(B)]).toEqual([true, 'active']);
  cloud.slots.delete(MEMBER);
  expect([cloud.minutes(5).slots.has(MEMBER), kinds(cloud)]).toEqual([
    false,
    ['missing', 'missing'],
  ]);
});

test('a store that was set back to before the gift knows it by its mark, and takes it', () => {
  const cloud = new Cloud().order({ ...wish(A, NOON, '1'), endMs: NOON + HOUR / 6 });
  cloud.groups.set(GROUP, { groupId: '1' });
  cloud.slots.set(MEMBER, { kind: 'member', group: GROUP });
  cloud.slots.set(`tag:${GROUP}`, { kind: 'tag', group: GROUP, untilMs: NOON + HOUR });
  cloud.nowMs += HOUR / 4;
  cloud.minutes(10);
  expect([[...cloud.slots.keys()], kinds(cloud)]).toEqual([[], []]);
});

test('a membership that was given is known to be ours, though nobody looked for an hour', () => {
  const cloud = new Cloud();
  cloud.groups.set(GROUP, { groupId: '1' });
  cloud.factsOf = () => ok(bound('1'));
  cloud.order(wish(A, NOON, '1'));
  while (!cloud.slots.has(MEMBER)) cloud.until(cloud.nowMs + 1_000);
  cloud.fault = (step) => (step.do === 'remove' ? 'refused' : undefined);
  cloud.nowMs += HOUR;
  cloud.minutes(60);
  cloud.fault = () => undefined;
  cloud.minutes(5);
  expect([cloud.slots.has(MEMBER), kinds(cloud)]).toEqual([false, []]);
});
