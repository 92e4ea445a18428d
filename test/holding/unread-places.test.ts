/** An account that cannot be read holds up nothing elsewhere, and nothing is given that it cuts. */

import { expect, test } from 'vitest';
import { placeAtRole, placeName, type Step } from '../../src/holding/slot.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order, policyTarget } from './sample.ts';

const [A, B] = ['PA-AAAAA', 'PA-BBBBB'];
const ROLE = { account: '111122223333', name: 'S', userid: '*:aiko', maxSessionMs: HOUR };
const PLACE = placeName(placeAtRole(ROLE));
const ofGroup = { target: groupTarget, facts: factsOf('role/R') };
const ofRole = {
  target: policyTarget('role/S'),
  facts: { ...factsOf('role/S'), namedRoles: [ROLE] },
};

const isThere = (step: Step): boolean => {
  const id = step.do === 'put' ? step.slot : step.id;
  return id.kind === 'fence' && placeName(id.place) === PLACE;
};
const standing = (cloud: Cloud) =>
  [...cloud.slots.keys()].filter((name) => !name.startsWith('fence'));

function bothActive(): Cloud {
  const cloud = new Cloud()
    .order(order(A, NOON, NOON + 2 * HOUR, ofGroup))
    .order(order(B, NOON, NOON + 2 * HOUR, ofRole))
    .minutes(5);
  expect([cloud.state(A), cloud.state(B)]).toEqual(['active', 'active']);
  cloud.shut = [PLACE];
  cloud.log.splice(0);
  return cloud;
}

test('what ends elsewhere is taken away and proved, and what is held there goes on', () => {
  const cloud = bothActive();
  cloud.order(order(A, NOON, NOON + 2 * HOUR, { ...ofGroup, revision: 2, endMs: cloud.nowMs }));
  cloud.minutes(3);
  expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  expect(cloud.state(B)).toBe('active');
  expect(standing(cloud)).toEqual(['allow']);
  cloud.minutes(60);
  expect(cloud.log.filter(({ step }) => isThere(step))).toEqual([]);
  expect([...cloud.slots.keys()].filter((name) => name.includes(PLACE))).toHaveLength(1);
});

test('what it would cut is not given, and fails when that takes too long', () => {
  const cloud = new Cloud();
  cloud.shut = [PLACE];
  cloud.order(order(B, NOON, NOON + 2 * HOUR, ofRole)).minutes(8);
  expect([cloud.state(B), standing(cloud)]).toEqual(['provisioning', []]);
  cloud.minutes(4);
  expect(cloud.failure(B)).toMatchObject({ refusal: { code: 'aws-silent' } });
});

test('what ends there is taken away, and is not forgotten before its fence can be read', () => {
  const cloud = bothActive();
  cloud.order(order(B, NOON, NOON + 2 * HOUR, { ...ofRole, revision: 2, endMs: cloud.nowMs }));
  cloud.minutes(3);
  expect(cloud.may('role/S')).toBe(false);
  cloud.minutes(5 * 60);
  expect(cloud.log.filter(({ step }) => isThere(step))).toEqual([]);
  expect([...cloud.slots.keys()].filter((name) => name.includes(PLACE))).toHaveLength(1);
  cloud.shut = [];
  cloud.minutes(4 * 60);
  expect([...cloud.slots.keys()]).toEqual([]);
  expect(cloud.holding.leases).toEqual([]);
});
