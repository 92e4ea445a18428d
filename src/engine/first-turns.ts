/**
 * How a worker begins. Of thousands that are due at a start, the first is to be taken away before
 * the sixty-fourth is asked about: few at first, and one more for each that is through.
 */

import { type Clock, SECOND } from '../kernel/time.ts';

export interface FirstTurns {
  begin(): void;
  /** How many may be under way, of so many in the long run. */
  atMost(limit: number): number;
  /** One has been worked on. */
  isThrough(): void;
  /** There is none. */
  isIdle(): void;
  /** Resolves at the first of these words. */
  readonly said: Promise<void>;
}

const AT_FIRST = 4;
/** No longer, as an account of AWS that does not answer stands before nobody in another. */
const FIRST_MS = 2 * SECOND;

export function createFirstTurns(clock: Clock): FirstTurns {
  const said = Promise.withResolvers<void>();
  let untilMs = Infinity;
  let through = 0;
  return {
    begin() {
      untilMs = clock.monotonicMs() + FIRST_MS;
    },
    atMost: (limit) =>
      clock.monotonicMs() < untilMs ? Math.min(limit, AT_FIRST + through) : limit,
    isThrough() {
      through += 1;
      said.resolve();
    },
    isIdle: () => said.resolve(),
    said: said.promise,
  };
}
