/** Recorded facts of what policy decided: the rules that spoke, approval at once, a held start. */

import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Frozen } from '../policy/freeze.ts';

export interface DecisionFacts {
  'rule-applied': {
    readonly rules: readonly string[];
    readonly needed: readonly {
      readonly level: string;
      readonly count: number;
      readonly from: readonly string[];
      /** Nobody is left to choose from: every one of these people. */
      readonly isEverybody?: true;
      /** Those of one stage are needed side by side. */
      readonly stage?: number;
    }[];
    readonly digest: string;
    readonly frozen?: readonly Frozen[];
    /** They let access come first; then what is needed is its review. */
    readonly breakGlass?: true;
  };
  /** By a statement in Cedar, and the quota it was counted under. */
  'request-auto-approved': {
    readonly by: string;
    readonly quota?: {
      readonly used: number;
      readonly times: number;
      readonly perMs: DurationMs;
    };
  };
  /** A calendar is closed: access begins when it opens. */
  'start-held': { readonly calendar: string; readonly startMs: EpochMs; readonly why?: 'silent' };
}
