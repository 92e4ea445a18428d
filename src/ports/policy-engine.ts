/** Forbid, no-auto and auto-approve rules, for engines that evaluate them (Cedar). */

import type { Party } from '../request/request.ts';
import type { Answer } from '../kernel/refusal.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';

export interface PolicyQuestion {
  readonly requester: Party;
  readonly entitlement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly durationMs: DurationMs;
  readonly atMs: EpochMs;
}

export type PolicyVerdict =
  | { readonly say: 'forbid'; readonly by: readonly string[] }
  | { readonly say: 'auto-approve'; readonly by: readonly string[] }
  | { readonly say: 'nothing'; readonly noAuto: boolean };

export interface PolicyEngine {
  /** Pure and synchronous once loaded. A refusal when a policy does not evaluate: that means no. */
  evaluate(question: PolicyQuestion): Answer<PolicyVerdict>;
}
