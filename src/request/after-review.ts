/** The review of access that came first: by whom, until when, and how often they were reminded. */

import { DAY, type EpochMs } from '../kernel/time.ts';
import type { Who } from '../policy/rule.ts';
import type { Party } from './request.ts';

export type AfterVerdict = 'justified' | 'not-justified';

export interface AfterReview {
  readonly state: 'due' | 'done';
  readonly openedMs: EpochMs;
  readonly dueMs: EpochMs;
  /** One list for each rule; whoever reviews is in all of them. */
  readonly from: readonly (readonly Who[])[];
  /** Calendars that were closed, and stopped nothing. */
  readonly frozen?: readonly string[];
  /** How many reminders have been said. */
  readonly reminded: number;
  readonly overdueSaidMs?: EpochMs;
  readonly verdict?: AfterVerdict;
  readonly by?: Party;
  readonly comment?: string;
  readonly atMs?: EpochMs;
}

/** Shares of the time there is, after which the reviewers are reminded. */
const REMINDERS: readonly number[] = [0.5, 0.8];
const AGAIN_MS = DAY;

/** When somebody is to be reminded next; at the due time and after it the operators. */
export function chaseAt(review: AfterReview): EpochMs {
  const { openedMs, dueMs, reminded, overdueSaidMs } = review;
  if (overdueSaidMs !== undefined) return overdueSaidMs + AGAIN_MS;
  const share = REMINDERS[reminded];
  return share === undefined ? dueMs : openedMs + (dueMs - openedMs) * share;
}

/** Those that are due by now count as one: nobody is reminded twice at once. */
export const remindedBy = ({ openedMs, dueMs }: AfterReview, nowMs: EpochMs): number =>
  REMINDERS.filter((share) => nowMs >= openedMs + (dueMs - openedMs) * share).length;

/** Everybody who is named, once. */
export function reviewersIn(from: readonly (readonly Who[])[]): readonly Who[] {
  const named = from
    .flat()
    .map((who): [string, Who] => ['group' in who ? who.group : who.key, who]);
  return [...new Map(named).values()];
}
