/** Recorded facts of access that came first, and of the review that comes after. */

import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Who } from '../policy/rule.ts';

export interface BreakGlassFacts {
  'break-glass-used': {
    readonly by: string;
    readonly title: string;
    readonly durationMs: DurationMs;
    /** The shortest of all rules that apply; whoever reviews is in every one of these lists. */
    readonly dueMs: EpochMs;
    readonly from: readonly (readonly Who[])[];
    /** Where everybody hears of it. */
    readonly channels: readonly string[];
    /** Calendars that were closed, and stopped nothing. */
    readonly frozen: readonly string[];
  };
  /** No channel of the rule took the news: the operators have it. */
  'break-glass-unheard': { readonly channel: string; readonly why: string };
  'break-glass-review-reminded': {
    readonly dueMs: EpochMs;
    readonly from: readonly Who[];
  };
  'break-glass-review-overdue': { readonly dueMs: EpochMs; readonly from: readonly Who[] };
  'break-glass-reviewed': {
    readonly by: string;
    readonly verdict: 'justified' | 'not-justified';
    readonly comment: string;
    readonly drawing: string;
    readonly isLate: boolean;
  };
}
