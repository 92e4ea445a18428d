/** How often a bot may write into one conversation: a few at once, and fewer over time. */

import type { Call } from './call.ts';

export type Rates = 'generous' | 'strict';

/** Teams calls these estimates; tests should live with no more. */
const WINDOWS = [
  { ms: 1000, most: 7 },
  { ms: 2000, most: 8 },
  { ms: 30_000, most: 60 },
] as const;
const LONGEST_MS = 30_000;

export interface Limiter {
  readonly use: (rates: Rates) => void;
  /** Counts the call; says after how many seconds to come back when it was one too many. */
  readonly take: (call: Call, wallMs: number) => number | undefined;
}

export function createLimiter(initial: Rates): Limiter {
  let rates = initial;
  const writes = new Map<string, number[]>();
  return {
    use: (next) => {
      rates = next;
    },
    take: (call, wallMs) => {
      const [, area, conversation] = call.segments;
      if (rates === 'generous' || call.service !== 'connector' || call.method === 'GET') {
        return undefined;
      }
      if (area !== 'conversations') return undefined;
      const key = conversation ?? JSON.stringify(call.body['channelData'] ?? null);
      const recent = (writes.get(key) ?? []).filter((atMs) => wallMs - atMs < LONGEST_MS);
      writes.set(key, recent);
      const full = WINDOWS.find(
        ({ ms, most }) => recent.filter((atMs) => wallMs - atMs < ms).length >= most,
      );
      if (full !== undefined) return Math.ceil(full.ms / 1000);
      recent.push(wallMs);
      return undefined;
    },
  };
}
