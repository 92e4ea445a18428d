/** What statements written in Cedar say of one ask: never, not without a person, or yes at once. */

import { type Answer, ok } from '../kernel/refusal.ts';
import type { DurationMs } from '../kernel/time.ts';

/** So many automatic approvals of one person in so long, by all statements of one file. */
export interface Quota {
  /** The file, as the configuration names it. */
  readonly name: string;
  readonly times: number;
  readonly perMs: DurationMs;
}

export interface AutoApproval {
  /** The file and the statement in it: `policies/small.cedar#read-only`. */
  readonly statement: string;
  readonly quota?: Quota;
}

export interface Said {
  /** Final: nobody may approve it. */
  readonly forbid: readonly string[];
  /** Only a person may approve it. */
  readonly noAuto: readonly string[];
  readonly auto: readonly AutoApproval[];
}

export const NO_STATEMENT: Said = { forbid: [], noAuto: [], auto: [] };
export const NOTHING_SAID: Answer<Said> = ok(NO_STATEMENT);
