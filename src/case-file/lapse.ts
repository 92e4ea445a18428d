/** Until when a request may be decided: the deadline of the click and of the clock alike. */

import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { CaseFile } from './case-file.ts';

/** A fixed window with less left than this is not worth opening. */
const USEFUL_MS = 5 * MINUTE;

/** An exact instant belongs to what follows. */
export function lapseAt(file: CaseFile): EpochMs {
  const { asked, lapseMs } = file.request;
  return asked.kind === 'duration' ? lapseMs : Math.min(lapseMs, asked.endMs - USEFUL_MS);
}
