/** What nobody can read at a role keeps a grant waiting for ten minutes, and not to its end. */

import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order, policyTarget } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const NAMED = { account: '111122223333', name: 'S', userid: '*:aiko', maxSessionMs: 25 * MINUTE };
const facts = { ...factsOf('role/S'), tailMs: 0, namedRoles: [NAMED] };
const toRole = order(A, NOON, NOON + HOUR, { target: policyTarget('role/S'), facts });
const silence = { targets: [], sessions: [], places: ['role:111122223333:S'] };

test('a grant whose role falls silent before it is said to be active is refused', () => {
  const cloud = new Cloud().order(toRole).until(NOON + 4 * SECOND);
  expect([cloud.state(A), cloud.may('role/S')]).toEqual(['provisioning', true]);
  cloud.unread = silence;
  cloud.minutes(11);
  expect(cloud.failure(A)).toMatchObject({ refusal: { code: 'aws-silent' } });
  expect(cloud.may('role/S')).toBe(false);
});

test('a grant is refused that waits for a fence of another, which gave the same', () => {
  const cloud = new Cloud().order(toRole).until(NOON + HOUR + MINUTE);
  cloud.unread = silence;
  const { nowMs } = cloud;
  const same = { target: groupTarget, facts: factsOf('role/S') };
  cloud.order(order(B, nowMs, nowMs + 2 * HOUR, same)).minutes(9);
  expect(cloud.state(B)).toBe('provisioning');
  cloud.minutes(2);
  expect(cloud.failure(B)).toMatchObject({ refusal: { code: 'aws-silent' } });
});

test('a grant of something else is given meanwhile', () => {
  const cloud = new Cloud().order(toRole).until(NOON + HOUR + MINUTE);
  cloud.unread = silence;
  const { nowMs } = cloud;
  const other = { target: groupTarget, facts: factsOf('role/T') };
  cloud.order(order(B, nowMs, nowMs + 2 * HOUR, other)).minutes(15);
  expect(cloud.state(B)).toBe('active');
});
