/** What is to be done about the access itself, and what of it stands as wanted. */

import type { DriftKind, TargetMemory } from './holding.ts';
import type { SlotId, Step } from './slot.ts';

export interface AccessPlan {
  readonly takes: readonly Step[];
  readonly gives: readonly Step[];
  /** Sessions and runbooks: last of all, since Systems Manager may be silent where IAM is not. */
  readonly ends: readonly Step[];
  readonly settled: Readonly<Record<string, string>>;
  /** Target keys whose access stands as wanted. */
  readonly right: ReadonlySet<string>;
  /** Those of them that no fence still to be moved can cut: only of these it is said. */
  readonly sound: ReadonlySet<string>;
  readonly strange: readonly { readonly slot: SlotId; readonly kind: DriftKind }[];
  /** Of targets for which a runbook is to be started. */
  readonly memory: Readonly<Record<string, TargetMemory>>;
}

/** Of one place at AWS. */
export type Part = Omit<AccessPlan, 'sound' | 'ends' | 'memory'>;
export const NOTHING: Part = { takes: [], gives: [], settled: {}, right: new Set(), strange: [] };
