/** Of fences that another hand changed somebody hears: always, and only then. */
import { expect, test } from 'vitest';
import { converge } from '../../src/holding/converge.ts';

import { HOUR, SECOND } from '../../src/kernel/time.ts';
import { Cloud, contentOf } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

const A = 'PA-AAAAA';
const group = { target: groupTarget, facts: factsOf('role/R') };
const kinds = (cloud: Cloud) => cloud.drift.map(({ kind }) => kind);

function fenced(untilMs: number) {
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group)).until(untilMs);
  const [name, slot] = [...cloud.slots].find(([one]) => one.startsWith('fence')) ?? [];
  if (!name || slot?.kind !== 'fence') return expect.fail('There is no fence.');
  expect(cloud.holding.settled[name]).toBeDefined();
  return { cloud, name, slot };
}

test('a fence that was rewritten, or a schedule switched off, is mended and reported', () => {
  const { cloud, name, slot } = fenced(NOON + 300 * SECOND);
  cloud.slots.set(name, { ...slot, denials: [] });
  cloud.minutes(3);
  expect(cloud.may('role/R', NOON + HOUR, ['role/R'])).toBe(false);
  expect(kinds(cloud)).toHaveLength(1);
});

test('a read that is older than the one before, moments after it was put, blames nobody', () => {
  const { cloud, name, slot } = fenced(NOON + SECOND);
  cloud.slots.delete(name);
  cloud.pass();
  cloud.slots.set(name, slot);
  expect(kinds(cloud.minutes(3))).toEqual([]);
});

test('that a group allows more is told though whoever found it died before a word', () => {
  const { cloud } = fenced(NOON + 300 * SECOND);
  cloud.factsRead = factsOf('role/R', 'role/S');
  const { holding, nowMs } = cloud;
  const at = { seen: cloud.seen(), nowMs, content: contentOf, mayRemoveUnknown: false };
  const plan = converge({ holding, ...at });
  expect(plan.drift).toMatchObject([{ kind: 'reach-widened' }]);
  // Committed, and nothing was said.
  cloud.holding = plan.holding;
  expect(kinds(cloud.minutes(10))).toEqual(['reach-widened']);
});
