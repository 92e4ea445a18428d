/** A replica's hold on some work: who does it, and a count that shows that he lives. */

export interface Claim {
  /** The replica's name, drawn anew at each start. */
  readonly by: string;
  /** Moves with every commit of the work; a count that stands still is of somebody dead. */
  readonly count: number;
}

/** Claimed, or claimed on: the count moves either way. */
export const claimOn = (claim: Claim | undefined, by: string): Claim => ({
  by,
  count: (claim?.count ?? 0) + 1,
});
