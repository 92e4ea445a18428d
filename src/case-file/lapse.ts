/** Until when a request may be decided: the deadline of the click and of the clock alike. */

import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Asked } from '../request/request.ts';
import type { CaseFile } from './case-file.ts';

/** A fixed window with less left than this, or than half of it, is not worth opening. */
const USEFUL_MS = 5 * MINUTE;

/** @param askedMs when it was asked for, which is where `until 18:00` begins. */
export function lastUsefulMs(asked: Fixed, askedMs: EpochMs): EpochMs {
  const startMs = asked.kind === 'window' ? asked.startMs : askedMs;
  return asked.endMs - Math.min(USEFUL_MS, (asked.endMs - startMs) / 2);
}

type Fixed = Exclude<Asked, { kind: 'duration' }>;

/** Its life begins with the ask, and anew where it went back to its approvers. */
export const waitsFrom = ({ waitsMs, request }: CaseFile): EpochMs => waitsMs ?? request.createdMs;

/** An exact instant belongs to what follows. */
export function lapseAt(file: CaseFile): EpochMs {
  const { asked, createdMs, lapseMs } = file.request;
  if (asked.kind === 'duration') return lapseMs;
  return Math.min(lapseMs, lastUsefulMs(asked, createdMs));
}
