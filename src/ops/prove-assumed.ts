/** One assumption about AWS: what would be so, who leans on it, what to change if it is not. */

import { type DurationMs, MINUTE, SECOND } from '../kernel/time.ts';

/** `so`: yes or no. `withinMs`: it comes about, and no later. `never`: it does not come about. */
export type Assumption =
  | { readonly so: boolean }
  | { readonly withinMs: DurationMs }
  | { readonly never: true };

export interface Assumed {
  readonly what: string;
  readonly is: Assumption;
  /** Where the program leans on it. */
  readonly where: string;
  readonly change: string;
}

/** A poll's grain on top of AWS's own: dates are to the second, and we look once a second. */
export const BY_DATE = { withinMs: 5 * SECOND };
/** EventBridge Scheduler fires within the minute of its time; we look every two seconds. */
export const BY_SCHEDULE = { withinMs: 65 * SECOND };
/** As long as a live lease may be exceeded by the design. */
export const BY_REMOVAL = { withinMs: MINUTE };
/** “Ended” is said at the second clean look. */
export const BY_SECOND_LOOK = { withinMs: 15 * SECOND };
