/** English: where a case stands, in the same place of its card from first to last. */

import { type EpochMs, MINUTE } from '../../kernel/time.ts';
import type { Line } from '../card.ts';
import { moment, say } from '../line.ts';
import { commas, span } from './phrase-en.ts';

export const statusEn = {
  waiting: (have: number, need: number, by: readonly string[]) =>
    say`waiting, ${have} of ${need}${by.length > 0 ? ` (${commas(by)} approved)` : ''}`,
  giving: (by: readonly string[]) => say`approved by ${commas(by)} · giving access…`,
  scheduled: (by: readonly string[], startMs: EpochMs, nowMs: EpochMs) =>
    say`approved by ${commas(by)} · starts ${moment(startMs, nowMs)}`,
  active: (endMs: EpochMs, nowMs: EpochMs) => say`active until ${moment(endMs, nowMs)}`,
  ending: (endMs: EpochMs, nowMs: EpochMs) => say`ended ${moment(endMs, nowMs)} · removing access…`,
  overdue: (endMs: EpochMs, nowMs: EpochMs) =>
    say`ended ${moment(endMs, nowMs)} · removal overdue, operators told`,
  ended: (endMs: EpochMs, nowMs: EpochMs, what: Line) =>
    say`ended ${moment(endMs, nowMs)} · ${what}`,
  removed: () => say`access removed`,
  kept: (id: string, untilMs: EpochMs | undefined, nowMs: EpochMs) =>
    untilMs === undefined
      ? say`access stays for ${id}`
      : say`access stays for ${id} until ${moment(untilMs, nowMs)}`,
  neverGiven: () => say`nothing had been given`,
  gone: () => say`the user, or the role, no longer exists at AWS`,
  writtenOff: () => say`written off, removal not confirmed`,
  anotherGrant: 'another grant',
  denied: (by: string, comment: string) => say`denied by ${by}: ${comment}`,
  cancelled: () => say`withdrawn`,
  lapsed: (minutes: number) => say`lapsed: not enough approvals in ${span(minutes * MINUTE)}`,
  unanswered: (minutes: number) => say`lapsed: nobody answered in ${span(minutes * MINUTE)}`,
  windowOver: () => say`lapsed: too little was left of the time asked for`,
  failed: (why: Line) => say`could not be given: ${why}`,
};
