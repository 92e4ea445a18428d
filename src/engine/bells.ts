/** In which lanes there may be something to do; all of them are looked at now and then anyway. */

import type { Clock, DurationMs } from '../kernel/time.ts';
import type { Lane } from '../work/effect.ts';

export interface Bells {
  ring(lane: Lane): void;
  /** It was rung since it was last looked at, or that is a while ago. */
  takes(lane: Lane): boolean;
  /** Resolves when any is rung. */
  readonly rung: Promise<void>;
}

export function createBells(clock: Pick<Clock, 'monotonicMs'>, everyMs: DurationMs): Bells {
  const waiting = new Set<Lane>();
  const lookedMs = new Map<Lane, number>();
  let bell = Promise.withResolvers<void>();

  return {
    get rung() {
      return bell.promise;
    },
    ring(lane) {
      waiting.add(lane);
      bell.resolve();
    },
    takes(lane) {
      const nowMs = clock.monotonicMs();
      const isOld = nowMs - (lookedMs.get(lane) ?? -Infinity) >= everyMs;
      if (!waiting.delete(lane) && !isOld) return false;
      // What is rung from here on is for the next look.
      if (waiting.size === 0) bell = Promise.withResolvers<void>();
      lookedMs.set(lane, nowMs);
      return true;
    },
  };
}
