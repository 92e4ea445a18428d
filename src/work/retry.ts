/** How long to wait before trying again. Never a reason to stop. */

import { MINUTE, SECOND, type DurationMs } from '../kernel/time.ts';

const CAP_MS = MINUTE;

/**
 * One second, doubled with each failure up to a minute, and spread by half either way.
 * @param spread between 0 and 1, handed in, since the core draws no random numbers.
 */
export function retryAfter(failures: number, spread: number, askedMs?: DurationMs): DurationMs {
  const base = Math.min(CAP_MS, SECOND * 2 ** Math.min(failures, 10));
  return Math.max(askedMs ?? 0, Math.round(base * (0.5 + spread)));
}
