/** Lets everything happen that was due by now, in its order, each thing at its own instant. */

import { type Engine, happen } from './automation-run.ts';
import { type Execution, nextEventMs } from './automation-types.ts';
import type { Clock } from './clock.ts';
import type { Place } from './ssm-types.ts';

interface Coming {
  readonly place: Place;
  readonly execution: Execution;
  readonly atMs: number;
}

export interface CatchUp {
  readonly catchUp: () => void;
  /** Something changed: what is due next has to be looked for anew. */
  readonly wake: () => void;
}

export interface Late {
  readonly clock: Clock;
  readonly engine: Engine;
  /** Every place, without catching up first. */
  readonly places: () => Iterable<Place>;
  readonly changed: () => void;
}

/** Nothing happens in the midst of what happens: a step that reads the world finds it as it is. */
export function createCatchUp({ clock, engine, places, changed }: Late): CatchUp {
  let isBusy = false;
  let quietUntilMs = -Infinity;
  const catchUp = () => {
    if (isBusy || clock.now() < quietUntilMs) return;
    isBusy = true;
    try {
      for (;;) {
        const next = nextOf(places());
        quietUntilMs = next?.atMs ?? Infinity;
        if (!next || next.atMs > clock.now()) return;
        const { place, execution, atMs } = next;
        const after = clock.at(atMs, () => happen(engine, execution));
        place.executions.set(after.id, after);
        changed();
      }
    } finally {
      isBusy = false;
    }
  };
  const wake = () => {
    quietUntilMs = -Infinity;
  };
  return { catchUp, wake };
}

function nextOf(places: Iterable<Place>): Coming | undefined {
  let next: Coming | undefined;
  for (const place of places) {
    for (const execution of place.executions.values()) {
      const atMs = nextEventMs(execution);
      if (atMs < (next?.atMs ?? Infinity)) next = { place, execution, atMs };
    }
  }
  return next;
}
