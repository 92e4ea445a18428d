/** The real clocks of this machine, and names made of real randomness. */

import { randomBytes } from 'node:crypto';
import { setTimeout as timeout } from 'node:timers/promises';
import { type RequestId, requestId } from '../../src/kernel/brand.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { Ids } from '../../src/ports/ids.ts';

export interface Runtime {
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createRuntime(): Runtime {
  return { clock, ids };
}

const clock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),

  async sleep(ms, signal) {
    const endMs = performance.now() + ms;
    for (;;) {
      // A timer cannot run longer than 24 days, and may fire a shade early.
      const leftMs = Math.ceil(endMs - performance.now());
      if (leftMs <= 0 || signal?.aborted) return;
      const pause = timeout(Math.min(leftMs, LONGEST_TIMER_MS), undefined, { signal });
      await pause.catch(ignoreAbort);
    }
  },
};

const ids: Ids = {
  requestId: (): RequestId => {
    // 256 is a multiple of 32: every digit is as likely as any other.
    const digits = Array.from(randomBytes(5), (byte) => CROCKFORD[byte % CROCKFORD.length]);
    return requestId(`PA-${digits.join('')}`);
  },
  drawing: (request) => `${request}.${token()}` as ReturnType<Ids['drawing']>,
  token,
};

function token(): string {
  return randomBytes(16).toString('hex');
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Without I, L, O and U, so that nobody misreads an id aloud. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
