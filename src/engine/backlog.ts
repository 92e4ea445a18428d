/**
 * Holdings that are due, account by account in turn: what AWS throttles in one of them, or all that
 * ends there in the same second, stands before nobody in another.
 */

import type { DueRow } from '../ports/store.ts';
import { SECOND } from '../kernel/time.ts';
import type { Context } from './context.ts';

export interface Backlog {
  /** What is left of it, the next one last; whoever takes a row on takes it off. */
  rows(): Promise<DueRow[]>;
  /** More than fits into a few turns, as last read. */
  isLong(): boolean;
}

/** Read anew when nothing is left, and in a storm twice a second. */
const KEPT_MS = SECOND / 2;
/** So many that a storm in one account does not hide the others. */
const MOST_ACTS = 10_000;
const MOST_LOOKS = 1_000;

const LONG = 200;

export function createBacklog({ store, clock }: Pick<Context, 'store' | 'clock'>): Backlog {
  let left: DueRow[] = [];
  let readMs = -Infinity;
  return {
    isLong: () => left.length > LONG,
    async rows() {
      if (left.length > 0 && clock.monotonicMs() - readMs < KEPT_MS) return left;
      readMs = clock.monotonicMs();
      const nowMs = clock.nowMs();
      // One after the other: on a table, both are read from the index by one look.
      const acts = await store.due('converge', nowMs, MOST_ACTS);
      const looks = await store.due('look', nowMs, MOST_LOOKS);
      left = inTurn(urgentFirst(acts, looks)).reverse();
      return left;
    },
  };
}

/** A look that only confirms what stands comes after whatever is to be given or taken. */
function urgentFirst(acts: readonly DueRow[], looks: readonly DueRow[]): readonly DueRow[] {
  const acting = new Set(acts.map(({ key }) => key));
  return [...acts, ...looks.filter(({ key }) => !acting.has(key))];
}

/** The first of every account, then the second of every account: within each, as they came. */
export function inTurn<T extends Pick<DueRow, 'key'>>(rows: readonly T[]): T[] {
  const places = new Map<string, number>();
  const placed = rows.map((row) => {
    const account = row.key.slice(0, row.key.indexOf(':'));
    const place = places.get(account) ?? 0;
    places.set(account, place + 1);
    return { row, place };
  });
  return placed.sort((left, right) => left.place - right.place).map(({ row }) => row);
}
