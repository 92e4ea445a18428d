/** In which lanes there may be something to do; all of them are looked at now and then anyway. */

import type { Clock, DurationMs } from '../kernel/time.ts';
import type { Lane } from '../work/effect.ts';

export interface Bells {
  ring(lane: Lane): void;
  /**
   * It was rung since it was last looked at, or that is a while ago.
   * @param isPatient a ring alone is not enough.
   */
  takes(lane: Lane, isPatient?: boolean): boolean;
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
    takes(lane, isPatient = false) {
      const nowMs = clock.monotonicMs();
      const isOld = nowMs - (lookedMs.get(lane) ?? -Infinity) >= everyMs;
      const isRung = waiting.delete(lane);
      // What is rung from here on is for the next look.
      if (waiting.size === 0) bell = Promise.withResolvers<void>();
      if (!isOld && (isPatient || !isRung)) return false;
      lookedMs.set(lane, nowMs);
      return true;
    },
  };
}
