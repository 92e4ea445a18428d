/** What is being worked on now, and what rests after an unexpected failure. */

import type { Clock, DurationMs } from '../kernel/time.ts';
import type { Lane } from '../work/effect.ts';

export interface UnderWay {
  /** Starts the work, unless this record is busy in this lane, or resting. */
  start(lane: Lane, record: string, work: () => Promise<void>): boolean;
  busyIn(lane: Lane): number;
  /** Busy or resting: as many rows more must be read to find one that is neither. */
  skippedIn(lane: Lane): number;
  settled(): Promise<void>;
}

/** After an unexpected failure of one record: the others go on meanwhile. */
const REST_MS: DurationMs = 5_000;

export function createUnderWay(
  clock: Clock,
  failed: (lane: Lane, record: string, error: unknown) => void,
  done: () => void,
): UnderWay {
  const busy = new Map<string, Promise<void>>();
  const resting = new Map<string, number>();
  const nameOf = (lane: Lane, record: string) => `${lane} ${record}`;
  const inLane = (names: Iterable<string>, lane: Lane): number =>
    Array.from(names).filter((name) => name.startsWith(`${lane} `)).length;
  const isResting = (name: string): boolean => {
    const untilMs = resting.get(name) ?? 0;
    if (untilMs > clock.monotonicMs()) return true;
    resting.delete(name);
    return false;
  };

  return {
    start(lane, record, work) {
      const name = nameOf(lane, record);
      if (busy.has(name) || isResting(name)) return false;
      const running = work()
        .catch((error: unknown) => {
          resting.set(name, clock.monotonicMs() + REST_MS);
          failed(lane, record, error);
        })
        .finally(() => {
          busy.delete(name);
          done();
        });
      busy.set(name, running);
      return true;
    },
    busyIn: (lane) => inLane(busy.keys(), lane),
    skippedIn: (lane) => inLane(busy.keys(), lane) + inLane(resting.keys(), lane),
    async settled() {
      await Promise.all(busy.values());
    },
  };
}
