/** What every answer of AWS says besides: what time it is there, and that our keys are stale. */

import type { Clock } from '../../src/kernel/time.ts';
import { isStale } from './faults.ts';
import { addMiddleware, type Stacked } from './middleware.ts';

interface Listener {
  readonly clock: Clock;
  readonly heard: (dateMs: number, tookMs: number) => void;
  readonly lost: () => void;
}

/**
 * Every answer of AWS carries its clock in the `Date` header, to the second.
 * @param heard is told how long the call took as well: as much older the time may be.
 */
export function listening<T extends Stacked>(client: T, { clock, heard, lost }: Listener): T {
  const reading = { step: 'deserialize', name: 'readDate' } as const;
  const read = (response: unknown, took: () => number) => {
    const { headers } = (response ?? {}) as { readonly headers?: Record<string, string> };
    const dateMs = Date.parse(headers?.['date'] ?? '');
    if (!Number.isNaN(dateMs)) heard(dateMs, took());
  };
  addMiddleware(client, reading, (next) => async (args) => {
    const took = stopwatch(clock);
    try {
      const result = await next(args);
      read(result.response, took);
      return result;
    } catch (error) {
      // A clock that is far off is heard of when AWS refuses what was signed by it.
      if (error instanceof Error && '$response' in error) read(error.$response, took);
      throw error;
    }
  });
  const dropping = { step: 'initialize', name: 'dropStaleCredentials' } as const;
  addMiddleware(client, dropping, (next) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (isStale(error)) lost();
      throw error;
    }
  });
  return client;
}

/** By whichever clock went on: the one on the wall is set, the other sleeps with the machine. */
function stopwatch(clock: Clock): () => number {
  const [wallMs, sinceMs] = [clock.nowMs(), clock.monotonicMs()];
  return () => Math.max(Math.abs(clock.nowMs() - wallMs), clock.monotonicMs() - sinceMs);
}
