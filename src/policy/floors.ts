/** Hard floors: what no configuration gets past, however it came to be. */

import { DAY, HOUR } from '../kernel/time.ts';

/** The longest that one grant lasts with all its extensions. */
export const LONGEST_TOTAL_MS = 14 * DAY;
/** The longest that a request waits for an answer. */
export const LONGEST_LAPSE_MS = 7 * DAY;
/** The longest that access is given for before anybody has approved it. */
export const LONGEST_BREAK_GLASS_MS = HOUR;
/** How long nobody has the same thing so again, unless somebody else found it justified. */
export const BREAK_GLASS_AGAIN_MS = DAY;
