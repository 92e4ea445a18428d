/** A replica's hold on some work: who does it, and a count that shows that he lives. */

import type { EpochMs } from './time.ts';

export interface Claim {
  /** The replica's name, drawn anew at each start. */
  readonly by: string;
  /** Moves with every commit of the work; a count that stands still is of somebody dead. */
  readonly count: number;
}

/**
 * Claimed, or claimed on: the count moves either way. It begins with the time, so that a claim
 * which was let go and taken again by the same replica is not mistaken for one that stands still.
 */
export const claimOn = (claim: Claim | undefined, by: string, nowMs: EpochMs): Claim => ({
  by,
  count: claim ? claim.count + 1 : nowMs,
});
