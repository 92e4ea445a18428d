/** What targets lead to at AWS, whatever stands there of ours: read, and nothing is changed. */

import type { Target, TargetFacts } from '../catalog/target.ts';
import type { Answer } from '../kernel/refusal.ts';
import type { Holder } from '../request/request.ts';

export interface FactsOrder {
  /** For whom it is read. */
  readonly holder: Holder;
  readonly targets: readonly Target[];
  readonly signal: AbortSignal;
}

/** By target key. */
export type Facts = Readonly<Record<string, Answer<TargetFacts>>>;

export interface TargetReader {
  /**
   * Nodes that no longer carry the tag they were bound by are refused. What cannot be read now is
   * left out; a rejected promise means that nothing could be.
   */
  facts(order: FactsOrder): Promise<Facts>;
}
