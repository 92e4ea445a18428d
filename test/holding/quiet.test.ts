/** A look that finds nothing costs no commit, and whatever it finds is on record. */

import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

/** Active since a while, with nothing left to do but to watch. */
function settled(): Cloud {
  const group = { target: groupTarget, facts: factsOf('role/R') };
  const cloud = new Cloud().order(order('PA-AAAAA', NOON, NOON + 60 * MINUTE, group));
  return cloud.until(NOON + 8 * MINUTE);
}

describe('a grant that is in order', () => {
  test('is looked at every minute, and is on record once in ten', () => {
    const cloud = settled();
    const records = new Set<unknown>();
    const before = cloud.passes;
    for (let minute = 9; minute <= 38; minute += 1) {
      cloud.until(NOON + minute * MINUTE);
      records.add(cloud.holding);
    }
    expect(cloud.passes - before).toBeGreaterThanOrEqual(29);
    expect(records.size).toBeLessThanOrEqual(4);
  });

  test('that loses its membership by another hand is told of within two minutes', () => {
    const cloud = settled();
    cloud.until(NOON + 20 * MINUTE);
    cloud.slots.delete('member:prod-operators');
    cloud.until(NOON + 22 * MINUTE);
    expect(cloud.drift.map(({ kind }) => kind)).toEqual(['missing']);
  });

  test('ends on time, whenever it was looked at last', () => {
    const cloud = settled();
    cloud.until(NOON + 60 * MINUTE);
    expect(cloud.nextPassMs).toBeLessThanOrEqual(NOON + 60 * MINUTE + 1_000);
    cloud.until(NOON + 62 * MINUTE);
    expect([...cloud.slots.keys()].filter((name) => !name.startsWith('fence:'))).toEqual([]);
  });
});
