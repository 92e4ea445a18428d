/** Refusals where access comes first, and approval after. */

import type { RequestId } from './brand.ts';
import type { EpochMs } from './time.ts';

/** Any one of them reviews it. */
interface Reviewers {
  readonly id: RequestId;
  readonly from: readonly string[];
  /** Nobody is left to choose from: this one person. */
  readonly isEverybody?: true;
}

/** Code → the facts of its sentence. */
export interface BreakGlassRefusals {
  'no-break-glass': {
    readonly entitlement: string;
    /** That do not allow it. */
    readonly rules: readonly string[];
  };
  'nobody-could-review': { readonly entitlement: string };
  'break-glass-now': Record<never, never>;
  'break-glass-live': { readonly id: RequestId };
  'break-glass-unreviewed': { readonly id: RequestId; readonly from: readonly string[] };
  'break-glass-unjustified': { readonly id: RequestId; readonly untilMs: EpochMs };
  'break-glass-stale': Record<never, never>;
  'own-review': Reviewers;
  'not-a-reviewer': Reviewers;
  'already-reviewed': {
    readonly id: RequestId;
    readonly by: string;
    readonly isJustified: boolean;
    readonly atMs: EpochMs;
  };
  'review-not-open': { readonly id: RequestId };
}
