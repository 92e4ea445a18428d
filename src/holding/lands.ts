/**
 * Until when a gift may reach AWS. Where nothing denies what comes late, AWS must refuse it itself:
 * a call that was given up may land as long as its signature is good, which is some 15 minutes.
 */

import { membershipOf } from '../catalog/target.ts';
import { SECOND, type EpochMs } from '../kernel/time.ts';
import type { Holding } from './holding.ts';
import { isLive, leaseEnd } from './lease.ts';
import type { Step } from './slot.ts';

/** When the last of those who hold what this step gives loses it; undefined of any other step. */
export function endOf(holding: Holding, step: Step, nowMs: EpochMs): EpochMs | undefined {
  if (step.do !== 'put' || step.slot.kind !== 'member') return undefined;
  const { group } = step.slot;
  const holders = holding.leases.filter(
    (lease) => isLive(lease, nowMs) && membershipOf(lease.target) === group,
  );
  return holders.length === 0 ? undefined : Math.max(...holders.map(leaseEnd));
}

/**
 * While the clock of a duration has not started, the end is known only as "at most until". It comes
 * no sooner than the shortest duration (a minute) after the call, and clocks are apart by half of
 * that: so a gift lands within the other half, or never.
 */
const LANDS_WITHIN_MS = 30 * SECOND;
/** What lands just before its end may not be seen yet by whatever takes it away. */
const SEEN_WITHIN_MS = 30 * SECOND;

export const landsBy = (endMs: EpochMs | undefined, nowMs: EpochMs): EpochMs =>
  Math.min((endMs ?? Infinity) - SEEN_WITHIN_MS, nowMs + LANDS_WITHIN_MS);
