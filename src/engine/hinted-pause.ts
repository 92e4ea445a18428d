/** The pause between two looks, which a hint cuts short; a burst of hints is one look or two. */

import { type Clock, type DurationMs, SECOND } from '../kernel/time.ts';

export interface HintedPause {
  /** A look is worth having now. Waits for nothing. */
  hint(): void;
  /** Resolves when the next look is due: after the time or a hint, or at once when aborted. */
  sleep(ms: DurationMs, signal: AbortSignal): Promise<void>;
}

export function createHintedPause(clock: Pick<Clock, 'monotonicMs' | 'sleep'>): HintedPause {
  let cut = new AbortController();
  let lookedMs = -Infinity;
  return {
    hint: () => cut.abort(),
    async sleep(ms, signal) {
      await clock.sleep(ms, AbortSignal.any([signal, cut.signal]));
      const restMs = lookedMs + APART_MS - clock.monotonicMs();
      if (restMs > 0) await clock.sleep(restMs, signal);
      // What is hinted at while that look is under way is for the one after it.
      cut = new AbortController();
      lookedMs = clock.monotonicMs();
    },
  };
}

/** From the beginning of one look to that of the next. */
const APART_MS = SECOND;
