/** Rates of calls, with a burst: what a service takes a second, counted on the stand-in's clock. */

import { AwsFault } from './fault.ts';

export interface Rate {
  readonly aSecond: number;
  /** As many as a second's, if absent. */
  readonly burst?: number;
}

export interface Buckets {
  /** @throws AwsFault when there were too many */
  spend(name: string, rate: Rate): void;
}

export function createTokenBuckets(now: () => number): Buckets {
  const buckets = new Map<string, { left: number; atMs: number }>();
  return {
    spend(name, { aSecond, burst = aSecond }) {
      const bucket = buckets.get(name) ?? { left: burst, atMs: now() };
      // A clock that was turned back earns nothing, and costs nothing either.
      const earned = (Math.max(now() - bucket.atMs, 0) / 1_000) * aSecond;
      const left = Math.min(bucket.left + earned, burst);
      buckets.set(name, { left: left < 1 ? left : left - 1, atMs: now() });
      if (left < 1) throw new AwsFault('Throttling', 'Rate exceeded');
    },
  };
}
