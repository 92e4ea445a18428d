/** What becomes of a run of a runbook: thrown when it is started. */

import type { Dice } from './dice.ts';

export interface Luck {
  readonly ms: number;
  readonly fails: boolean;
  /** Broken off, it has done what it was to do all the same. */
  readonly half: boolean;
  /** In lists only so much later. */
  readonly unseenMs: number;
  /** How long word of what it did travels. */
  readonly travelMs: number;
}

/** Steps of the runbook that does the work time out by then. */
export const LONGEST_WORK_MS = 400_000;

export function throwLuck(dice: Dice, purpose: string, mayFail: boolean): Luck {
  return {
    ms: purpose === 'work' ? dice.between(5_000, LONGEST_WORK_MS) : dice.between(1_000, 12_000),
    fails: mayFail && dice.chance(0.1),
    half: dice.chance(0.5),
    unseenMs: dice.int(6_000),
    travelMs: dice.chance(0.5) ? 0 : dice.int(9_000),
  };
}
