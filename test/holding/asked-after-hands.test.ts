/** On the way in there is an end to trying, and an order is answered. */
import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/holding/slot.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Life } from '../case-file/life.ts';
import { BEN, CHIE } from '../case-file/sample.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

const [A, B] = ['PA-AAAAA', 'PA-BBBBB'] as const;
const MEMBER = 'member:prod-operators';
const group = { target: groupTarget, facts: factsOf('role/R') };
const pulled = (more: object, name: string) => {
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, more)).minutes(25);
  cloud.slots.delete(name);
  cloud.minutes(3);
  expect(cloud.drift).toMatchObject([{ kind: 'missing', slot: name }]);
  return cloud;
};

test('a membership that a hand pulled out is given to whoever is approved for it anew', () => {
  const cloud = pulled(group, MEMBER);
  cloud.order(order(B, cloud.nowMs, cloud.nowMs + 8 * HOUR, group)).minutes(15);
  expect(cloud.state(B)).toBe('active');
});

test('what somebody takes away as soon as it is put is given up within ten minutes or so', () => {
  class Remedied extends Cloud {
    override apply(step: Step) {
      if (step.do === 'remove' || step.slot.kind !== 'allow') super.apply(step);
    }
  }
  const cloud = new Remedied().order(order(A, NOON, NOON + 8 * HOUR)).minutes(15);
  expect(cloud.failure(A)).toMatchObject({ refusal: { code: 'given-in-vain' } });
});

describe('more time for what a hand has pulled out', () => {
  test.each([
    ['a membership', group, MEMBER],
    ['a policy', {}, 'allow'],
  ])('is answered once its dates have moved: %s', (_, more, name) => {
    const cloud = pulled(more, name);
    cloud.order(order(A, NOON, NOON + 3 * HOUR, { ...more, revision: 2 })).minutes(5);
    expect(cloud.slots.has(name)).toBe(false);
    expect(cloud.holding.owed.findLast((one) => one.grant === A)?.revision).toBe(2);
  });

  test('as long as it is not, the case pages for a removal that is not due (holds today)', () => {
    const life = new Life();
    life.approve(BEN);
    life.hearActive();
    life.hearActive();
    life.extend(2 * HOUR);
    life.approve(CHIE);
    life.at(NOON + HOUR + 3 * MINUTE).tick();
    expect([life.phase, life.said('revocation-overdue').length]).toEqual(['active', 1]);
  });
});
