/**
 * Whose clock it is decided by, where ours is known to be wrong. What is held ends by AWS's dates:
 * by any other time it would be taken early, or come back late. Work is looked for by whichever is
 * ahead, since looking early does no harm, and what was put off by the other one is found.
 */

import { type Clock, type DurationMs, SECOND } from '../kernel/time.ts';

/** So far from AWS's clock, ours is wrong; AWS tells its own to the second. */
export const MOST_SKEW_MS: DurationMs = 30 * SECOND;
/** From here on it is right again: at the border it would be set with each answer. */
const RIGHT_MS: DurationMs = 15 * SECOND;

export interface Clocks {
  /** AWS's, as far as it is known, or ours while that is right. */
  readonly aws: Clock;
  /** Of the two the one that is ahead. */
  readonly later: Clock;
}

/** @param skewMs how far AWS's clock was ahead of ours at its last answer. */
export function createClocks(clock: Clock, skewMs: () => DurationMs | undefined): Clocks {
  let addedMs: DurationMs = 0;

  function added(): DurationMs {
    const skew = skewMs() ?? 0;
    const isRight = Math.abs(skew) < RIGHT_MS;
    const isOff = Math.abs(skew - addedMs) > MOST_SKEW_MS;
    if (isOff || (isRight && addedMs !== 0)) addedMs = isRight ? 0 : Math.round(skew);
    return addedMs;
  }

  const clockOf = (moreMs: () => DurationMs): Clock => ({
    nowMs: () => clock.nowMs() + moreMs(),
    monotonicMs: () => clock.monotonicMs(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  });
  return { aws: clockOf(added), later: clockOf(() => Math.max(0, added())) };
}

/** For whatever decides what has ended. */
export const byAws = <C extends { readonly clock: Clock; readonly awsClock?: Clock }>(ctx: C): C =>
  ctx.awsClock ? { ...ctx, clock: ctx.awsClock } : ctx;
