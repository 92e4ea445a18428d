/** What comes again within moments came before: sent anew by a client that heard nothing. */

import { SECOND } from '../kernel/time.ts';

/** Teams sends up to three times in ten seconds, by clocks that may each be half a minute off. */
export const REPEATED_WITHIN_MS = 70 * SECOND;

/**
 * From the note of an ask to its case it takes one commit: whoever wrote the note is dead after
 * fifteen seconds, by clocks that may each be half a minute off.
 */
export const FILED_WITHIN_MS = 75 * SECOND;
