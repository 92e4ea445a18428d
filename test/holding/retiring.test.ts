/** How long the fence at a role stands after the end: as long as a session there may last. */

import { describe, expect, test } from 'vitest';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { A, back, facts, given, NAMED, order, ROLE, roleFences } from './named-role.ts';
import { NOON } from './sample.ts';

describe('the fence at a role', () => {
  const longer = (maxSessionMs: number) => ({ ...facts, namedRoles: [{ ...NAMED, maxSessionMs }] });

  test('stands for as long as a session may last by now, not by what was read at the ask', () => {
    const cloud = given();
    cloud.factsRead = longer(3 * HOUR);
    cloud.until(NOON + 3 * HOUR + 50 * MINUTE);
    expect(roleFences(cloud)).not.toEqual([]);
    cloud.minutes(30);
    expect(roleFences(cloud)).toEqual([]);
  });

  test('stands for the longest there is where the target is refused by now', () => {
    const cloud = given();
    const refused = refuse('target-dangerous', { what: 'role S', action: 'iam:PassRole' });
    cloud.until(NOON + HOUR + MINUTE).factsOf = () => refused;
    cloud.until(NOON + 12 * HOUR);
    expect(roleFences(cloud)).not.toEqual([]);
    cloud.until(NOON + 14 * HOUR);
    expect(roleFences(cloud)).toEqual([]);
  });

  test('is not let go by a look that began before that was to be read', () => {
    const cloud = given().minutes(55);
    cloud.factsRead = longer(3 * HOUR);
    const [memory] = Object.values(cloud.holding.targets);
    const dueMs = (memory?.removedMs ?? 0) + (memory?.holdMs ?? 0);
    cloud.until(dueMs - SECOND).nowMs = dueMs + SECOND;
    const seen = cloud.seen.bind(cloud);
    cloud.seen = () => ({ ...seen(), facts: {} });
    cloud.pass();
    cloud.seen = seen;
    cloud.until(NOON + 3 * HOUR);
    expect(roleFences(cloud)).not.toEqual([]);
    cloud.minutes(80);
    expect(roleFences(cloud)).toEqual([]);
  });

  test('that cannot be read when it is to go is looked at once a minute, and goes after', () => {
    const cloud = back(given()).minutes(5);
    cloud.unread = { targets: [], sessions: [], places: [ROLE] };
    cloud.minutes(90);
    const before = cloud.passes;
    cloud.minutes(60);
    expect(cloud.passes - before).toBeLessThanOrEqual(61);
    expect(roleFences(cloud)).not.toEqual([]);
    cloud.unread = undefined;
    cloud.minutes(5);
    expect(roleFences(cloud)).toEqual([]);
  });

  test('is not given behind where sessions may last longer than shown, or go by any name', () => {
    for (const now of [longer(HOUR), { ...facts, namedRoles: [] }, { ...facts, tailMs: HOUR }]) {
      const cloud = new Cloud();
      cloud.factsRead = now;
      cloud.order(order(A, NOON, NOON + HOUR)).minutes(1);
      expect(cloud.failure(A)).toMatchObject({ refusal: { code: 'reach-changed' } });
      expect([...cloud.slots.keys()]).not.toContain('allow');
    }
  });
});
