/** A no that comes of silence alone: what was approved is not taken back for it at once. */

import { Fault } from '../kernel/fault.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';

export const PATIENCE_MS = 10 * MINUTE;

/** @throws Fault while whoever is silent may still answer, so that it is decided once more. */
export function waitOutSilence(no: Refusal, sinceMs: EpochMs, nowMs: EpochMs): void {
  if (nowMs - sinceMs >= PATIENCE_MS) return;
  if (no.code === 'directory-silent') {
    throw new Fault('directory-unreachable', 'Nothing is granted while groups are not known.');
  }
  if (no.code === 'aws-silent') {
    throw new Fault('aws-unreachable', 'Nothing is granted while AWS does not answer.');
  }
  if (no.code === 'frozen' && no.facts.why === 'silent') {
    throw new Fault('calendar-closed', 'Nothing is granted while a calendar does not answer.');
  }
}
