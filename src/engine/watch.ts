/** Holdings that were found in order and are looked at again by whoever looked last. */

import type { RecordKey } from '../ports/store.ts';
import { type Clock, type EpochMs, SECOND } from '../kernel/time.ts';

export interface Watch {
  /** In place of whatever was set for it before; without a time, nothing is. */
  set(key: RecordKey, atMs: EpochMs | undefined): void;
  /** Those whose time has come, each once. */
  take(): readonly RecordKey[];
}

/** In memory alone: who dies forgets it, and what is on record comes half an hour later at most. */
export function createWatch(clock: Clock, signal: AbortSignal, ring: () => void): Watch {
  const times = new Map<RecordKey, number>();
  const due = new Set<RecordKey>();
  let armedMs = Infinity;

  function arm(atMs: number): void {
    if (atMs >= armedMs) return;
    armedMs = atMs;
    void clock.sleep(Math.max(0, atMs - clock.monotonicMs()), signal).then(() => fire(atMs));
  }

  function fire(forMs: number): void {
    if (signal.aborted || forMs !== armedMs) return;
    armedMs = Infinity;
    let nextMs = Infinity;
    for (const [key, atMs] of times) {
      if (atMs > forMs) {
        nextMs = Math.min(nextMs, atMs);
        continue;
      }
      times.delete(key);
      due.add(key);
    }
    if (nextMs < Infinity) arm(nextMs);
    if (due.size > 0) ring();
  }

  return {
    set(key, atMs) {
      due.delete(key);
      times.delete(key);
      if (atMs === undefined) return;
      const inMs = Math.max(0, atMs - clock.nowMs());
      // In whole seconds, so that of thousands many come at a time.
      const wholeMs = Math.ceil((clock.monotonicMs() + inMs) / SECOND) * SECOND;
      times.set(key, wholeMs);
      arm(wholeMs);
    },
    take() {
      const keys = [...due];
      due.clear();
      return keys;
    },
  };
}
