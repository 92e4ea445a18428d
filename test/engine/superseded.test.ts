/** A rolling deploy of another configuration, with replicas of the old one that start again. */

import { describe, expect, test } from 'vitest';
import { createClaims } from '../../src/engine/claim-watch.ts';
import { registerConfiguration } from '../../src/engine/register-configuration.ts';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { bench } from './context.ts';

const OLD = configOf(EXAMPLE);
const NEW = { ...OLD, digest: 'b'.repeat(64) };

function deploy() {
  const { ctx, clock } = bench();
  const replica = (name: string, config: typeof OLD) => {
    const own = { ...ctx, config, claims: createClaims(clock, name) };
    return {
      boots: () => registerConfiguration(own, 'register'),
      looks: () => registerConfiguration(own, 'look'),
    };
  };
  return { clock, replica };
}

/** Half a minute passes, and each looks. */
async function passes(
  { clock }: ReturnType<typeof deploy>,
  ms: number,
  ...all: readonly { looks(): Promise<string> }[]
): Promise<readonly string[]> {
  let said: string[] = [];
  for (let leftMs = ms; leftMs > 0; leftMs -= 30 * SECOND) {
    clock.turn(30 * SECOND);
    said = [];
    for (const one of all) said.push(await one.looks());
  }
  return said;
}

describe('while others run the newer configuration', () => {
  test('a replica of the old one that starts again takes nobody’s place', async () => {
    const world = deploy();
    const [a1, a2, b1] = [
      world.replica('A1', OLD),
      world.replica('A2', OLD),
      world.replica('B1', NEW),
    ];
    expect([await a1.boots(), await a2.boots(), await b1.boots()]).toEqual(
      Array.from({ length: 3 }, () => 'current'),
    );
    expect(await a1.looks()).toBe('behind');
    await passes(world, 5 * MINUTE, a1, b1);
    expect(await a2.boots()).toBe('behind');
    expect(await passes(world, 10 * MINUTE, a1, a2, b1)).toEqual(['behind', 'behind', 'current']);
  });
});

describe('the old configuration comes back', () => {
  test('when nobody runs the newer one any more, after two minutes and a half', async () => {
    const world = deploy();
    const [a, b] = [world.replica('A', OLD), world.replica('B', NEW)];
    expect([await a.boots(), await b.boots()]).toEqual(['current', 'current']);
    const again = world.replica('A again', OLD);
    expect(await again.boots()).toBe('behind');
    expect(await passes(world, 2 * MINUTE, again)).toEqual(['behind']);
    expect(await passes(world, 2 * MINUTE, again)).toEqual(['current']);
    // Then it is the newer one that has been gone on from.
    expect(await b.boots()).toBe('behind');
    expect(await passes(world, 10 * MINUTE, again, b)).toEqual(['current', 'behind']);
  });

  test('and none that was never in force proposes itself a second time', async () => {
    const world = deploy();
    const confirming = (digest: string) => ({
      ...OLD,
      digest: digest.repeat(64),
      operators: { ...OLD.operators, confirmChanges: true },
    });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => world.replica(name, confirming(name)));
    if (!a || !b || !c) throw new Error('Somebody is missing.');
    expect([await a.boots(), await b.boots(), await c.boots()]).toEqual([
      'current',
      'waiting',
      'waiting',
    ]);
    expect(await passes(world, 10 * MINUTE, a, b, c)).toEqual(['current', 'behind', 'waiting']);
  });

  test('at once where there is one replica', async () => {
    const { ctx } = bench();
    const boots = (config: typeof OLD) => registerConfiguration({ ...ctx, config }, 'register');
    expect([await boots(OLD), await boots(NEW), await boots(OLD)]).toEqual(
      Array.from({ length: 3 }, () => 'current'),
    );
  });
});
