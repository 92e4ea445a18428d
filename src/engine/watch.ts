/** Holdings that are looked at again by whoever looked last, sooner than is on record. */

import type { RecordKey } from '../ports/store.ts';
import { type Clock, type EpochMs, SECOND } from '../kernel/time.ts';
import { inTurn } from './backlog.ts';

export interface Watch {
  /** In place of whatever was set for it before; without a time, nothing is. */
  set(key: RecordKey, atMs: EpochMs | undefined): void;
  /** Starts so many of those whose time has come, account by account; the others stay. */
  take(most: number, start: (key: RecordKey) => boolean): void;
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
      // Of thousands many come at a time; what is waited for comes to the tenth of a second.
      const grainMs = inMs > 10 * SECOND ? SECOND : SECOND / 10;
      const roundMs = Math.ceil((clock.monotonicMs() + inMs) / grainMs) * grainMs;
      times.set(key, roundMs);
      arm(roundMs);
    },
    take(most, start) {
      let free = most;
      for (const { key } of inTurn([...due].map((one) => ({ key: one })))) {
        if (free <= 0) return;
        if (!start(key)) continue;
        due.delete(key);
        free -= 1;
      }
    },
  };
}
