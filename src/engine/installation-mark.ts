/**
 * Whose mark is on what stands at AWS, where one replica runs with another id of the installation
 * than the others: what it reads there says nothing, for nothing of theirs carries its mark.
 */

import { type Clock, MINUTE } from '../kernel/time.ts';

/** `ours-since-now`: others may not know yet that theirs is not in force any more. */
export type Mark = 'ours' | 'ours-since-now' | 'another';

interface Heard {
  readonly own: string;
  /** The one in force when it was asked; not on record where an older release put it there. */
  readonly before: string | undefined;
  /** Ours is, since. */
  readonly isInForce: boolean;
}

/** By then every replica has looked, twice over, which is in force. */
const KNOWN_AFTER_MS = MINUTE;

export function createMarks(clock: Pick<Clock, 'monotonicMs'>) {
  let isAnother = false;
  let sinceMs = -Infinity;
  return {
    heard({ own, before, isInForce }: Heard): void {
      const differs = before !== undefined && before !== own;
      if (isInForce && (differs || isAnother)) sinceMs = clock.monotonicMs();
      isAnother = differs && !isInForce;
    },
    mark(): Mark {
      if (isAnother) return 'another';
      return clock.monotonicMs() - sinceMs < KNOWN_AFTER_MS ? 'ours-since-now' : 'ours';
    },
  };
}
