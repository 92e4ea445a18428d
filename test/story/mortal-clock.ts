/** The clock of one replica, which stands still when the replica dies: nothing of it goes on. */

import type { Clock } from '../../src/kernel/time.ts';

export interface MortalClock extends Clock {
  /** From now on nobody wakes, until `revive` lets them go home. */
  die(): void;
  revive(): void;
}

export function mortalClock(wall: Clock): MortalClock {
  let grave: PromiseWithResolvers<void> | undefined;
  return {
    nowMs: () => wall.nowMs(),
    monotonicMs: () => wall.monotonicMs(),
    async sleep(ms, signal) {
      await wall.sleep(ms, signal);
      await grave?.promise;
    },
    die() {
      grave = Promise.withResolvers();
    },
    revive() {
      grave?.resolve();
      grave = undefined;
    },
  };
}
