/** How many calls of IAM an account takes in the storms. AWS publishes no such rate. */

import type { CallRecord } from '../stand-ins/aws/types.ts';
import { CALLS_PER_SECOND } from './storm-town.ts';

/** A bucket for each account, filled as fast as calls are allowed, and a tenth of a second deep. */
export function createLimit(now: () => number): (call: CallRecord) => boolean {
  const buckets = new Map<string, { left: number; atMs: number }>();
  const most = CALLS_PER_SECOND / 10;
  return ({ account, service }) => {
    if (service !== 'iam') return false;
    const nowMs = now();
    const bucket = buckets.get(account) ?? { left: most, atMs: nowMs };
    const filled = bucket.left + ((nowMs - bucket.atMs) * CALLS_PER_SECOND) / 1_000;
    const left = Math.min(most, filled);
    buckets.set(account, { left: left < 1 ? left : left - 1, atMs: nowMs });
    return left < 1;
  };
}
