/** A rolling deploy of another configuration, with replicas of the old one that start again. */

import { describe, expect, test } from 'vitest';
import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import { createGranting } from '../../src/engine/granting.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { NOON } from '../case-file/sample.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { bench } from './context.ts';

const EXAMPLES = configOf(EXAMPLE);
const numbered = (number: number) => ({ ...EXAMPLES, digest: String(number).repeat(64) });
const confirming = (number: number) => ({
  ...numbered(number),
  operators: { ...EXAMPLES.operators, confirmChanges: true },
});
type Config = typeof EXAMPLES;

interface Replica {
  readonly clock: TurnedClock;
  /** @param ran what it ran itself until a moment ago. */
  boots(ran?: Config): Promise<string>;
  looks(): Promise<string>;
}

function deploy() {
  const { ctx } = bench();
  let names = 0;
  return (config: Config): Replica => {
    const clock = createTurnedClock({ startMs: NOON });
    const own = { ...ctx, clock, config, claims: createClaims(clock, `r${(names += 1)}`) };
    let granting = createGranting(own);
    const says = () =>
      granting.isBehind()
        ? 'behind'
        : granting.waits()
          ? 'waiting'
          : (granting.stopped() ?? 'gives');
    return {
      clock,
      async boots(ran) {
        granting = createGranting(own);
        await granting.register(own, ran?.digest);
        return says();
      },
      async looks() {
        await granting.watch(own);
        return says();
      },
    };
  };
}

/** Half a minute passes, and each looks; as often as it takes. */
async function pass(ms: number, ...all: readonly Replica[]): Promise<readonly string[]> {
  let said: string[] = [];
  for (let leftMs = ms; leftMs > 0; leftMs -= 30 * SECOND) {
    for (const { clock } of all) clock.turn(30 * SECOND);
    said = [];
    for (const one of all) said.push(await one.looks());
  }
  return said;
}

/** The first of these has been in force, and then the others, one after the other. */
async function rolled(...all: readonly Replica[]): Promise<void> {
  for (const one of all) expect(await one.boots()).toBe('gives');
}

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
