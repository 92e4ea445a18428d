/** Writes that AWS does not answer, though it answers reads: tried for ever, ever less often. */

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { NOON, order } from './sample.ts';

const A = 'PA-AAAAA';

/** Access that ended, whose removal AWS does not answer. */
function ending() {
  const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(5);
  cloud.log.length = 0;
  cloud.fault = (step) => (step.do === 'remove' ? 'dropped' : undefined);
  cloud.order(order(A, NOON, NOON + HOUR, { revision: 2, endMs: cloud.nowMs }));
  return cloud;
}

describe('a removal that is never answered', () => {
  test('is tried again at once a few times', () => {
    const cloud = ending();
    const sinceMs = cloud.nowMs;
    cloud.minutes(1);
    const tries = cloud.log.filter(({ step }) => step.do === 'remove');
    expect(tries.slice(0, 5).every(({ atMs }) => atMs - sinceMs < 10 * SECOND)).toBe(true);
  });

  test('is tried less and less often, so that what is kept of it stays small', () => {
    const cloud = ending();
    for (let minutes = 0; minutes < 90; minutes += 1) {
      cloud.minutes(1);
      expect(cloud.holding.attempts.length).toBeLessThan(40);
    }
  });

  test('is tried for ever, and done within two minutes once AWS answers', () => {
    const cloud = ending().minutes(90);
    cloud.fault = () => undefined;
    cloud.until(cloud.nowMs + 2 * MINUTE);
    expect(cloud.slots.has('allow')).toBe(false);
    expect(cloud.state(A)).toBe('ended');
  });

  test('holds up nothing else that is to be ended', () => {
    const cloud = ending().minutes(30);
    cloud.fault = () => undefined;
    const tries = cloud.log.filter(({ step }) => step.do === 'put' && step.slot.kind === 'fence');
    expect(tries.length).toBeGreaterThan(0);
    expect(cloud.may('role/R')).toBe(false);
  });
});
