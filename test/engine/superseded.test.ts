/** While others run the newer configuration, a replica of an older one takes nobody’s place. */

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { deploy, numbered, pass, rolled } from './deploys.ts';

describe('while others run the newer configuration', () => {
  test('a replica of the old one that starts again takes nobody’s place', async () => {
    const replica = deploy();
    const [a1, a2, b] = [replica(numbered(1)), replica(numbered(1)), replica(numbered(2))];
    await rolled(a1, a2, b);
    expect(await a1.looks()).toBe('behind');
    await pass(5 * MINUTE, a1, b);
    expect(await a2.boots()).toBe('behind');
    expect(await pass(10 * MINUTE, a1, a2, b)).toEqual(['behind', 'behind', 'gives']);
  });

  test('one that ran the newer itself comes back at once, and they take it back', async () => {
    const replica = deploy();
    const [own, other, former] = [replica(numbered(2)), replica(numbered(2)), replica(numbered(1))];
    await rolled(former, own, other);
    expect(await former.boots(numbered(2))).toBe('gives');
    expect(await other.looks()).toBe('gives');
    expect(await former.looks()).toBe('behind');
  });

  test('no clock of theirs is believed, be it a day ahead or behind', async () => {
    for (const day of [24 * HOUR, 0]) {
      const replica = deploy();
      const [old, young] = [replica(numbered(1)), replica(numbered(2))];
      (day > 0 ? old : young).clock.turn(24 * HOUR);
      await rolled(old, young);
      old.clock.turn(day);
      const again = replica(numbered(1));
      again.clock.turn(day);
      expect(await again.boots()).toBe('behind');
      expect(await pass(10 * MINUTE, old, again, young)).toEqual(['behind', 'behind', 'gives']);
    }
  });
});

test('one look that fails makes nobody think that the newer one is gone', async () => {
  const replica = deploy();
  const [a, b, again] = [replica(numbered(1)), replica(numbered(2)), replica(numbered(1))];
  await rolled(a, b);
  await pass(5 * MINUTE, a, b);
  await again.boots();
  for (let times = 0; times < 10; times += 1) {
    await pass(MINUTE, again, b);
    // Its store does not answer this time.
    b.clock.turn(30 * SECOND);
    expect(await pass(30 * SECOND, again)).toEqual(['behind']);
  }
});
