/** Replicas of several configurations, each with a clock of its own, that start and look. */

import { expect } from 'vitest';
import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import { createGranting } from '../../src/engine/granting.ts';
import { SECOND } from '../../src/kernel/time.ts';
import { NOON } from '../case-file/sample.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { bench, factsOf } from './context.ts';

const EXAMPLES = configOf(EXAMPLE);
export const numbered = (number: number) => ({ ...EXAMPLES, digest: String(number).repeat(64) });
export const confirming = (number: number) => ({
  ...numbered(number),
  operators: { ...EXAMPLES.operators, confirmChanges: true },
});
type Config = typeof EXAMPLES;

export interface Replica {
  readonly clock: TurnedClock;
  /** @param ran what it ran itself until a moment ago. */
  boots(ran?: Config): Promise<string>;
  looks(): Promise<string>;
  /** What is on record of all of them. */
  facts(): Promise<readonly string[]>;
}

export function deploy() {
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
          : (granting.stopped()?.why ?? 'gives');
    return {
      clock,
      async boots(ran) {
        granting = createGranting(own);
        await granting.register(own, ran?.digest);
        return says();
      },
      facts: async () => (await factsOf(ctx.store, 'meta/configuration')).map(({ type }) => type),
      async looks() {
        await granting.watch(own);
        return says();
      },
    };
  };
}

/** Half a minute passes, and each looks; as often as it takes. */
export async function pass(ms: number, ...all: readonly Replica[]): Promise<readonly string[]> {
  let said: string[] = [];
  for (let leftMs = ms; leftMs > 0; leftMs -= 30 * SECOND) {
    for (const { clock } of all) clock.turn(30 * SECOND);
    said = [];
    for (const one of all) said.push(await one.looks());
  }
  return said;
}

/** The first of these has been in force, and then the others, one after the other. */
export async function rolled(...all: readonly Replica[]): Promise<void> {
  for (const one of all) expect(await one.boots()).toBe('gives');
}
