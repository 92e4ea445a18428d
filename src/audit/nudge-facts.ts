/** Recorded facts of requests that wait: who was reminded, and who was asked as well. */

import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Who } from '../policy/rule.ts';

export interface NudgeFacts {
  /** Of approvals that were missing then, at the level that waited. */
  'approvers-reminded': {
    readonly missing: readonly {
      readonly level: string;
      readonly count: number;
      readonly from: readonly Who[];
    }[];
    readonly lapseMs: EpochMs;
  };
  /** Unanswered for so long: these may approve as well from here on. */
  'level-escalated': {
    readonly rule: string;
    readonly level: string;
    readonly afterMs: DurationMs;
    readonly to: readonly Who[];
  };
}
