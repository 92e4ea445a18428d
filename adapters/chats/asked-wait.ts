/** How long a chat may have us wait: never no time at all, and never for hours. */

import { type DurationMs, MINUTE, SECOND } from '../../src/kernel/time.ts';

/** Of what the chat asked for; whatever it wants to say for longer, it says again. */
export const askedWait = (ms: number): DurationMs => Math.min(Math.max(ms, SECOND), MOST_MS);

const MOST_MS = 5 * MINUTE;
