/** What comes again within moments came before: sent anew by a client that heard nothing. */

import { SECOND } from '../kernel/time.ts';

/** Teams sends up to three times in ten seconds, and clocks may be half a minute apart. */
export const REPEATED_WITHIN_MS = 45 * SECOND;
