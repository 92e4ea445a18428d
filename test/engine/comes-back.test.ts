/** An older configuration comes back where nobody runs the newer one any more. */

import { describe, expect, test } from 'vitest';
import { createGranting } from '../../src/engine/granting.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { bench } from './context.ts';
import { confirming, deploy, numbered, pass, rolled } from './deploys.ts';

describe('the old configuration comes back', () => {
  test('with who starts again, once nobody has run the newer for 150 seconds', async () => {
    const replica = deploy();
    const [a, b, again] = [replica(numbered(1)), replica(numbered(2)), replica(numbered(1))];
    await rolled(a, b);
    await pass(HOUR, a, b);
    expect(await again.boots()).toBe('behind');
    expect(await pass(2 * MINUTE, again)).toEqual(['behind']);
    expect(await pass(2 * MINUTE, again)).toEqual(['gives']);
  });

  test('and gives way as soon as the newer is there again', async () => {
    for (const comes of ['boots', 'looks'] as const) {
      const replica = deploy();
      const [a, b, again] = [replica(numbered(1)), replica(numbered(2)), replica(numbered(1))];
      await rolled(a, b);
      await again.boots();
      await pass(4 * MINUTE, again);
      expect(await b[comes]()).toBe('gives');
      expect(await again.looks()).toBe('behind');
      expect(await pass(10 * MINUTE, again, b)).toEqual(['behind', 'gives']);
    }
  });

  test('not with one that ran it all the time, once the newer had come to stay', async () => {
    const replica = deploy();
    const [forgotten, b] = [replica(numbered(1)), replica(numbered(2))];
    await rolled(forgotten, b);
    await pass(20 * MINUTE, forgotten, b);
    expect(await pass(2 * HOUR, forgotten)).toEqual(['behind']);
    expect(await b.boots()).toBe('gives');
    const again = replica(numbered(1));
    await again.boots();
    expect(await pass(4 * MINUTE, again)).toEqual(['gives']);
    expect(await b.looks()).toBe('gives');
    expect(await pass(2 * HOUR, forgotten)).toEqual(['behind']);
  });

  test('but with it, where the newer was given up before', async () => {
    const replica = deploy();
    const [a, b] = [replica(numbered(1)), replica(numbered(2))];
    await rolled(a, b);
    await pass(3 * MINUTE, a, b);
    expect(await pass(2 * MINUTE, a)).toEqual(['behind']);
    expect(await pass(2 * MINUTE, a)).toEqual(['gives']);
  });

  test('two steps back as well, and a third one is newer than all', async () => {
    const replica = deploy();
    const [a, b, c] = [replica(numbered(1)), replica(numbered(2)), replica(numbered(3))];
    await rolled(a, b, c);
    const again = replica(numbered(1));
    expect(await again.boots()).toBe('behind');
    expect(await pass(4 * MINUTE, again)).toEqual(['gives']);
    const fourth = replica(numbered(4));
    expect(await fourth.boots()).toBe('gives');
    expect(await c.looks()).toBe('behind');
    expect(await again.looks()).toBe('behind');
  });

  test('past a proposal that nobody runs any more', async () => {
    const replica = deploy();
    const [one, two] = [replica(numbered(1)), replica(numbered(2))];
    const proposed = replica(confirming(3));
    await rolled(one, two);
    expect(await proposed.boots()).toBe('waiting');
    const back = replica(numbered(1));
    expect(await back.boots()).toBe('behind');
    expect(await pass(4 * MINUTE, back, proposed)).toEqual(['behind', 'waiting']);
    expect(await pass(4 * MINUTE, back)).toEqual(['gives']);
    expect(await back.facts()).toContain('configuration-withdrawn');
  });

  test('by the word of an operator, where changes take one', async () => {
    const replica = deploy();
    const [one, two, back] = [replica(numbered(1)), replica(numbered(2)), replica(confirming(1))];
    await rolled(one, two);
    expect(await back.boots()).toBe('behind');
    expect(await pass(4 * MINUTE, back)).toEqual(['waiting']);
  });

  test('none that was never in force proposes itself a second time', async () => {
    const replica = deploy();
    const [a, b, c] = [replica(confirming(1)), replica(confirming(2)), replica(confirming(3))];
    expect([await a.boots(), await b.boots(), await c.boots()]).toEqual([
      'gives',
      'waiting',
      'waiting',
    ]);
    expect(await pass(10 * MINUTE, a, b, c)).toEqual(['gives', 'behind', 'waiting']);
  });

  test('at once where there is one replica', async () => {
    const { ctx } = bench();
    for (const config of [numbered(1), numbered(2), numbered(1)]) {
      const granting = createGranting(ctx);
      await granting.register({ ...ctx, config });
      expect(granting.stopped()).toBeUndefined();
    }
  });
});
