/** What is to be done about the access itself, and what of it stands as wanted. */

import type { DriftKind } from './holding.ts';
import type { SlotId, Step } from './slot.ts';

export interface AccessPlan {
  readonly takes: readonly Step[];
  readonly gives: readonly Step[];
  /** Sessions to be ended: last of all, since Systems Manager may be silent where IAM is not. */
  readonly ends: readonly Step[];
  readonly settled: Readonly<Record<string, string>>;
  /** Target keys whose access stands as wanted. */
  readonly right: ReadonlySet<string>;
  /** Those of them that no fence still to be moved can cut: only of these it is said. */
  readonly sound: ReadonlySet<string>;
  readonly strange: readonly { readonly slot: SlotId; readonly kind: DriftKind }[];
}

/** Of one place at AWS. */
export type Part = Omit<AccessPlan, 'sound' | 'ends'>;
export const NOTHING: Part = { takes: [], gives: [], settled: {}, right: new Set(), strange: [] };
