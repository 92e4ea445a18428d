/**
 * Somebody whose user or role is no more, or is another of the same name. Nothing of theirs is left
 * at home; what does not end with a user is ended all the same: sessions at roles, open shells, and
 * what runbooks gave.
 */

import type { EpochMs } from '../kernel/time.ts';
import type { Plan } from './plan.ts';
import { CLEAN_GAP_MS } from './judge.ts';
import { type Lease, leaseEnd } from './lease.ts';
import type { Look } from './look.ts';

type Input = Omit<Look, 'wanted'>;

/** Believed when read twice by one clock: what was given must not be forgotten over a lie. */
export function withoutPrincipal(input: Input, plan: (input: Input) => Plan): Plan {
  const { holding, nowMs, observer } = input;
  const name = observer === undefined ? 'principal' : `principal ${observer}`;
  const isOver = holding.leases.every(({ report }) => report.state === 'ended');
  const sinceMs = holding.missed[name] ?? nowMs;
  const isBelieved = isOver || holding.goneMs !== undefined || nowMs - sinceMs >= CLEAN_GAP_MS;
  if (!isBelieved) {
    const missed = { ...holding.missed, [name]: sinceMs };
    const dueMs = sinceMs + CLEAN_GAP_MS;
    const waiting = { ...holding, missed, dueMs, lastLookMs: nowMs, failures: 0 };
    return { holding: waiting, steps: [], isBusy: false, drift: [] };
  }
  const leases = holding.leases.map((lease) => asOver(lease, nowMs));
  return plan({ ...input, holding: { ...holding, leases, goneMs: holding.goneMs ?? nowMs } });
}

/** Whatever it was ordered to be, it cannot be used from now on. */
const asOver = (lease: Lease, nowMs: EpochMs): Lease =>
  lease.report.state === 'ended'
    ? lease
    : { ...lease, isOver: true, endMs: Math.min(leaseEnd(lease), nowMs) };
