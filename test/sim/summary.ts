/** A run in a few lines. */

import type { Played } from './play.ts';

export function summary({ script, breaches, events, faults, hash }: Played): string {
  const said = breaches.map(
    ({ id, what, atMs }) => `${id} at ${(atMs / 1_000).toFixed(1)} s: ${what}`,
  );
  const head = `seed ${script.seed}: ${events} events, ${faults} faults, ${hash.slice(0, 16)}`;
  return [head, ...said.slice(0, 6)].join('\n  ');
}
