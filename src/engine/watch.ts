/** Holdings that are looked at again by whoever looked last, sooner than is on record. */

import type { RecordKey } from '../ports/store.ts';
import { type Clock, type EpochMs, SECOND } from '../kernel/time.ts';

export interface Watch {
  /** In place of whatever was set for it before; without a time, nothing is. */
  set(key: RecordKey, atMs: EpochMs | undefined): void;
  /** Starts so many of those whose time has come, account by account; the others stay. */
  take(most: number, start: (key: RecordKey) => boolean): void;
}

/** In memory alone: who dies forgets it, and what is on record comes an hour later at most. */
export function createWatch(clock: Clock, signal: AbortSignal, ring: () => void): Watch {
  const times = new Map<RecordKey, number>();
  const due = createQueues();
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
    if (due.size() > 0) ring();
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
    take: (most, start) => takeFrom(due, most, start),
  };
}

function takeFrom(due: Queues, most: number, start: (key: RecordKey) => boolean): void {
  const refused: RecordKey[] = [];
  for (let free = most; free > 0 && refused.length < MOST_REFUSED; ) {
    const key = due.next();
    if (key === undefined) break;
    if (start(key)) free -= 1;
    else refused.push(key);
  }
  for (const key of refused) due.add(key);
}

/** Busy now, or resting: so many are passed over before the rest waits for the next time. */
const MOST_REFUSED = 64;

type Queues = ReturnType<typeof createQueues>;

/** A queue for each account, taken from in turn. */
function createQueues() {
  const queues = new Map<string, Set<RecordKey>>();
  let count = 0;
  const accountOf = (key: RecordKey) => key.slice(0, key.indexOf(':'));

  function remove(key: RecordKey): boolean {
    const account = accountOf(key);
    const queue = queues.get(account);
    if (!queue?.delete(key)) return false;
    count -= 1;
    if (queue.size === 0) queues.delete(account);
    return true;
  }

  return {
    size: () => count,
    delete: remove,
    add(key: RecordKey): void {
      remove(key);
      const account = accountOf(key);
      const queue = queues.get(account) ?? new Set<RecordKey>();
      queues.set(account, queue.add(key));
      count += 1;
    },
    next(): RecordKey | undefined {
      const [first] = queues;
      if (!first) return undefined;
      const [account, queue] = first;
      const [key] = queue;
      queues.delete(account);
      queues.set(account, queue);
      if (key !== undefined) remove(key);
      return key;
    },
  };
}
