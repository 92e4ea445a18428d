/** Why nothing is granted: a code, which people read in their language, and a sentence for logs. */

import type { DurationMs } from './time.ts';

export type StopKind =
  /** Another configuration is in force. */
  | 'behind'
  /** Changed rules wait for a second operator. */
  | 'waiting'
  /** The store is an older copy of itself. */
  | 'copy'
  | 'clock'
  | 'damage'
  /** The table of the records was deleted, or is another one by now. */
  | 'table'
  | 'full-disk'
  /** An invariant, or whatever else should never have happened. */
  | 'broken';

export interface Stop {
  readonly is: StopKind;
  /** In English, for the terminal, the log and `/healthz`: it may name files and numbers. */
  readonly why: string;
  /** How far the clock is from that of AWS. */
  readonly awayMs?: DurationMs;
}
