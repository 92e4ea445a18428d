/** The real clocks of this machine, and names made of real randomness. */

import { randomBytes } from 'node:crypto';
import { type RequestId, requestId } from '../../src/kernel/brand.ts';
import type { Clock, DurationMs } from '../../src/kernel/time.ts';
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
      await pause(Math.min(leftMs, LONGEST_TIMER_MS), signal);
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

/** Ends with its signal as well. Node's own makes an error of that, with a stack, each time. */
function pause(ms: DurationMs, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    resolve();
  };
  const timer = setTimeout(end, ms);
  signal?.addEventListener('abort', end);
  return promise;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Without I, L, O and U, so that nobody misreads an id aloud. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
