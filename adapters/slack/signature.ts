/** Did Slack send this, just now, and for the first time? */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';

/** A header once, more than once (joined by commas), or not at all. */
type Header = string | readonly string[] | undefined;

export interface SignedRequest {
  readonly body: string;
  readonly signature: Header;
  readonly timestamp: Header;
}

export type Verdict = 'genuine' | 'forged' | 'replayed';

export interface SignatureCheck {
  check(request: SignedRequest, nowMs: number): Verdict;
}

/** @throws when the secret is none: everybody could sign with it. */
export function createSignatureCheck(signingSecret: string): SignatureCheck {
  if (signingSecret.trim().length < SHORTEST_SECRET) {
    throw new Error('The Slack signing secret is missing or cut short.');
  }
  const replays = createReplayMemory();
  return {
    check({ body, signature, timestamp }, nowMs) {
      if (typeof signature !== 'string' || typeof timestamp !== 'string') return 'forged';
      // Two headers of one name arrive joined: they have neither of these shapes.
      if (!SIGNATURE.test(signature) || !TIMESTAMP.test(timestamp)) return 'forged';
      // Bolt's own check looks only for stamps that are too old; one from the future is as wrong.
      if (Math.abs(Number(timestamp) * SECOND - nowMs) > TOLERANCE_MS) return 'forged';
      const hmac = createHmac('sha256', signingSecret);
      const ours = hmac.update(`v0:${timestamp}:${body}`).digest();
      if (!timingSafeEqual(ours, Buffer.from(signature.slice(3), 'hex'))) return 'forged';
      return replays.isNew(signature, nowMs) ? 'genuine' : 'replayed';
    },
  };
}

/**
 * Remembers signatures for at least ten minutes, longer than any of them is good for. In two
 * halves, so that forgetting costs nothing: the older half is dropped as a whole.
 */
function createReplayMemory() {
  let fresh = new Set<string>();
  let old = new Set<string>();
  let sinceMs = 0;
  return {
    isNew(signature: string, nowMs: number): boolean {
      if (Math.abs(nowMs - sinceMs) > KEPT_MS) {
        old = nowMs - sinceMs > 2 * KEPT_MS ? new Set() : fresh;
        fresh = new Set();
        sinceMs = nowMs;
      }
      if (fresh.has(signature) || old.has(signature)) return false;
      fresh.add(signature);
      return true;
    },
  };
}

const SIGNATURE = /^v0=[0-9a-f]{64}$/;
const TIMESTAMP = /^[1-9]\d{8,11}$/;
const TOLERANCE_MS = 5 * MINUTE;
const KEPT_MS = 10 * MINUTE;
/** Slack's have 32 digits. */
const SHORTEST_SECRET = 16;
