/** What comes again within moments came before: sent anew by a client that heard nothing. */

import { SECOND } from '../kernel/time.ts';

/** Teams sends up to three times in ten seconds, and clocks may be half a minute apart. */
export const REPEATED_WITHIN_MS = 45 * SECOND;

/**
 * From the note of an ask to its case it takes one commit: whoever wrote the note is dead after
 * fifteen seconds, by clocks that may be half a minute off.
 */
export const FILED_WITHIN_MS = 45 * SECOND;
