/** What the simulated AWS asks its world: who watches its writes, and what they meet there. */

import type { ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { Luck } from './luck.ts';

export interface CloudWatch {
  /** Told of every look at a holder as it begins. */
  looking(holder: ApplyOrder['holder'], by: { readonly isAlive: boolean }): void;
  /** Asked of every write as it is sent. */
  sending(order: ApplyOrder, replica: number): void;
  /** How long word of a write travels. */
  travelMs(): number;
  /** What becomes of a runbook that is started now. */
  luck(purpose: string): Luck;
}
