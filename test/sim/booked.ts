/** Troubles that come at a time of their own, whatever is being called: pauses, and clocks set. */

import type { Trouble } from './faults.ts';
import type { Life } from './life.ts';
import type { Loop } from './loop.ts';
import type { Oracle } from './oracle.ts';
import type { Replica } from './replica.ts';
import type { Script } from './script.ts';

interface World {
  readonly loop: Loop;
  readonly replicas: readonly (Replica | undefined)[];
  readonly script: Script;
  readonly oracle: Pick<Oracle, 'disturbed'>;
  trace(replica: number, what: string): void;
}

export function book(world: World, one: Trouble): void {
  const { replica = 0, fromMs, toMs } = one;
  const at = (ms: number, work: (life: Life) => void) =>
    world.loop.at(world.loop.startMs + ms, () => {
      const life = world.replicas[replica]?.life;
      if (life) work(life);
    });
  if (one.kind === 'pause') at(fromMs, (life) => pause(world, life, world.loop.startMs + toMs));
  if (one.kind !== 'jump') return;
  at(fromMs, (life) => setClock(world, life, one.skewMs));
  at(toMs, (life) => setClock(world, life, world.script.skewsMs[replica] ?? 0));
}

function pause(world: World, life: Life, untilMs: number): void {
  world.trace(life.replica, 'pauses');
  life.pausedUntilMs = untilMs;
  world.oracle.disturbed(untilMs, false);
}

function setClock(world: World, life: Life, skewMs: number): void {
  world.trace(life.replica, `clock set ${skewMs} ms ahead`);
  life.setSkew(skewMs);
  world.oracle.disturbed(world.loop.nowMs + 30_000, false);
}
