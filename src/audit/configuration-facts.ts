/** Recorded facts about the configuration: proposed, confirmed, in force, or not taken. */

import type { Difference } from '../policy/differences.ts';

export interface ConfigurationFacts {
  'configuration-loaded': { readonly digest: string; readonly number: number };
  /** A changed one, which waits for a second operator's word; the first few of what differs. */
  'configuration-proposed': {
    readonly digest: string;
    readonly number: number;
    readonly differs: number;
    readonly differences: readonly Difference[];
  };
  'configuration-confirmed': {
    readonly digest: string;
    readonly number: number;
    readonly by: string;
  };
  /** Whoever deployed it went back to the one in force. */
  'configuration-withdrawn': { readonly digest: string };
  /** One that was changed while serving and is not taken; the first of its problems. */
  'configuration-unsound': { readonly problem: string; readonly problems: number };
}
