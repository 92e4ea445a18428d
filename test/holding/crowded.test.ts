/** Room at AWS while fences move: what finds none waits for those that are about to go. */

import { expect, test } from 'vitest';
import { targetKey } from '../../src/catalog/target.ts';
import type { Step } from '../../src/holding/slot.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

const [A, B, C] = ['PA-AAAAA', 'PA-BBBBB', 'PA-CCCCC'] as const;
const END = NOON + HOUR;
const group = (name: string) => ({
  target: { ...groupTarget, group: name },
  facts: factsOf(`role/${name}`),
});

const fencesOf = (cloud: Cloud) =>
  [...cloud.slots.values()].filter(({ kind }) => kind === 'fence').length;
const isFenceOf = (name: string, step: Step) =>
  step.do === 'put' &&
  step.slot.kind === 'fence' &&
  step.slot.denials.some(({ reach }) => reach[0]?.resources.includes(`role/${name}`));

/** Two memberships that end when a third begins, of a user who has room for so many fences. */
function held(most: number): Cloud {
  const cloud = new Cloud()
    .order(order(A, NOON, END, group('one')))
    .order(order(B, NOON, END, group('two')))
    .minutes(59)
    .order(order(C, END, END + HOUR, group('three')));
  cloud.fault = withRoomFor(cloud, most);
  return cloud;
}
const withRoomFor =
  (cloud: Cloud, most: number): Cloud['fault'] =>
  (step) =>
    step.do === 'put' && step.slot.kind === 'fence' && fencesOf(cloud) >= most
      ? 'refused'
      : undefined;
const may = (cloud: Cloud, name: string) =>
  cloud.may(`role/${name}`, cloud.nowMs, [], (one) => [`role/${one}`]);

test('what begins in the second in which others end begins once their fences have moved', () => {
  const cloud = held(3).until(END + 30 * SECOND);
  expect(cloud.failure(C)).toBeUndefined();
  expect(cloud.state(C)).toBe('active');
  expect(['one', 'two', 'three'].map((name) => may(cloud, name))).toEqual([false, false, true]);
});

test('what finds no room though nothing moves is refused at once', () => {
  const cloud = held(2).until(END + SECOND);
  expect(cloud.failure(C)).toMatchObject({ refusal: { code: 'aws-refused' } });
});

test('what finds no room once they have moved is refused within a minute and a half', () => {
  const cloud = held(3);
  const { fault } = cloud;
  cloud.fault = (step) => (isFenceOf('three', step) ? 'refused' : fault(step));
  cloud.until(END + 90 * SECOND);
  expect(cloud.failure(C)).toMatchObject({ refusal: { code: 'aws-refused' } });
  expect(cloud.slots.has('member:three')).toBe(false);
});

test('a policy that finds no room while fences move is put once they have', () => {
  const cloud = held(4).order(order('PA-DDDDD', END, END + HOUR));
  const { fault } = cloud;
  const isAllow = (step: Step) => step.do === 'put' && step.slot.kind === 'allow';
  cloud.fault = (step) => (isAllow(step) && fencesOf(cloud) > 3 ? 'refused' : fault(step));
  cloud.until(END + 30 * SECOND);
  expect(cloud.log.filter(({ step }) => isAllow(step)).length).toBeGreaterThan(1);
  expect(cloud.failure('PA-DDDDD')).toBeUndefined();
  expect([cloud.state('PA-DDDDD'), cloud.may('role/R')]).toEqual(['active', true]);
});

test.each([0, 40, 70])('it waits as well where nobody could look for %d s meanwhile', (pause) => {
  const cloud = held(3).until(END);
  cloud.asleep(END + pause * SECOND).until(END + (pause + 60) * SECOND);
  expect(cloud.failure(C)).toBeUndefined();
  expect(cloud.state(C)).toBe('active');
});

test('a fence that says more of a grown group waits as well, and its access goes on', () => {
  const cloud = new Cloud()
    .order(order(A, NOON, END, group('one')))
    .order(order(B, NOON, END, group('two')))
    .order(order(C, NOON, END + HOUR, group('three')))
    .until(END - SECOND);
  cloud.fault = withRoomFor(cloud, 4);
  // Somebody lets the third group do more, in the minute in which the two others end.
  const key = targetKey(group('three').target);
  cloud.factsOf = (of) => (of === key ? ok(factsOf('role/three', 'role/more')) : undefined);
  cloud.until(END + 60 * SECOND);
  expect(cloud.drift.map(({ kind }) => kind)).toEqual(['reach-widened']);
  expect(cloud.state(C)).toBe('active');
});
