/** What is being worked on now, and what rests after an unexpected failure. */

import type { Clock, DurationMs, EpochMs } from '../kernel/time.ts';
import type { Lane } from '../work/effect.ts';

export interface UnderWay {
  /** Starts the work, unless this record is busy in this lane, or resting. */
  start(lane: Lane, record: string, work: () => Promise<Worked>): boolean;
  busyIn(lane: Lane): number;
  /** Busy or resting: as many rows more must be read to find one that is neither. */
  skippedIn(lane: Lane): number;
  settled(): Promise<void>;
}

/** `left` to another replica: looked at again after a moment; or by us alone at some time. */
export type Worked = 'left' | { readonly againMs: EpochMs | undefined } | void;

/** After an unexpected failure of one record: the others go on meanwhile. */
const REST_MS: DurationMs = 5_000;
const LEFT_MS: DurationMs = 500;

export function createUnderWay(
  clock: Clock,
  failed: (lane: Lane, record: string, error: unknown) => void,
  done: (lane: Lane) => void,
): UnderWay {
  const busy = new Map<string, Promise<void>>();
  const many = new Map<Lane, number>();
  const resting = new Map<string, number>();
  const nameOf = (lane: Lane, record: string) => `${lane} ${record}`;
  const busyIn = (lane: Lane): number => many.get(lane) ?? 0;
  const count = (lane: Lane, more: number) => void many.set(lane, busyIn(lane) + more);
  // Whatever is done by others, or gone, is never asked about again, and was counted for ever.
  const restingIn = (lane: Lane): number =>
    Array.from(resting.keys()).filter((name) => isResting(name) && name.startsWith(`${lane} `))
      .length;
  const isResting = (name: string): boolean => {
    const untilMs = resting.get(name) ?? 0;
    if (untilMs > clock.monotonicMs()) return true;
    resting.delete(name);
    return false;
  };

  async function run(name: string, lane: Lane, record: string, work: () => Promise<Worked>) {
    const restFor = (ms: DurationMs) => resting.set(name, clock.monotonicMs() + ms);
    try {
      if ((await work()) === 'left') restFor(LEFT_MS);
    } catch (error) {
      restFor(REST_MS);
      failed(lane, record, error);
    }
    busy.delete(name);
    count(lane, -1);
    done(lane);
  }

  return {
    start(lane, record, work) {
      const name = nameOf(lane, record);
      if (busy.has(name) || isResting(name)) return false;
      count(lane, 1);
      busy.set(name, run(name, lane, record, work));
      return true;
    },
    busyIn,
    skippedIn: (lane) => busyIn(lane) + restingIn(lane),
    async settled() {
      await Promise.all(busy.values());
    },
  };
}
