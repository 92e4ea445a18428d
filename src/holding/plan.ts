/** What one look leads to. */

import type { Drift, Holding } from './holding.ts';
import type { Step } from './slot.ts';

export interface Plan {
  readonly holding: Holding;
  readonly steps: readonly Step[];
  /** It is not yet as wanted: looked at again at once, whether or not there is a step to send. */
  readonly isBusy: boolean;
  /** Found for the first time in this look; each is reported once. */
  readonly drift: readonly Drift[];
}
