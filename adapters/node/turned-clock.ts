/** A clock that a hand can turn forward, for the demo and for stories: real time passes as well. */

import type { Clock, DurationMs, EpochMs } from '../../src/kernel/time.ts';

export interface TurnedClock extends Clock {
  /** Turns both clocks forward; whoever slept until a moment now past wakes at once. */
  turn(ms: DurationMs): void;
  /** Turns the wall forward to a moment. A moment already past leaves it where it is. */
  turnTo(atMs: EpochMs): void;
  /** How far the wall is ahead of the real one. */
  offsetMs(): DurationMs;
}

export function createTurnedClock({ startMs }: { startMs?: EpochMs } = {}): TurnedClock {
  let turnedMs = 0;
  const aheadMs = startMs === undefined ? 0 : Math.round(startMs) - Date.now();
  const sleepers = new Set<Sleeper>();
  const nowMs = () => Date.now() + aheadMs + turnedMs;
  const monotonicMs = () => performance.now() + turnedMs;

  function turn(ms: DurationMs): void {
    if (!(ms >= 0)) throw new RangeError(`A clock is turned forward, not by ${ms} ms.`);
    turnedMs += Math.round(ms);
    // In the order in which they would have woken; a set may be left while it is walked.
    for (const sleeper of [...sleepers].sort((a, b) => a.endMs - b.endMs)) sleeper.look();
  }

  return {
    nowMs,
    monotonicMs,
    turn,
    turnTo: (atMs) => turn(Math.max(0, atMs - nowMs())),
    offsetMs: () => aheadMs + turnedMs,

    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { endMs: monotonicMs() + ms, look };
        let timer: NodeJS.Timeout | undefined;
        signal?.addEventListener('abort', wake);
        sleepers.add(sleeper);
        look();

        function look(): void {
          clearTimeout(timer);
          const leftMs = Math.ceil(sleeper.endMs - monotonicMs());
          if (leftMs <= 0 || signal?.aborted) wake();
          else timer = setTimeout(look, Math.min(leftMs, LONGEST_TIMER_MS));
        }
        function wake(): void {
          clearTimeout(timer);
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        }
      }),
  };
}

interface Sleeper {
  readonly endMs: number;
  readonly look: () => void;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
