/**
 * Holdings that are due, account by account in turn: what AWS throttles in one of them, or all that
 * ends there in the same second, stands before nobody in another. Within an account in the order of
 * risk: what only our call ends, what a date has ended and merely lies about, what is watched.
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
      // One after the other: on a table, all are read from the index by one look.
      const urgent = await store.due('urgent', nowMs, MOST_ACTS);
      const acts = urgentFirst(urgent, await store.due('converge', nowMs, MOST_ACTS));
      const looks = await store.due('look', nowMs, MOST_LOOKS);
      left = inTurn(before(acts, looks), turnAfter(left, acts)).reverse();
      return left;
    },
  };
}

/**
 * A turn that was broken off goes on where it was: otherwise the first accounts would be served
 * once more each time, and the last of them be the last to end. A look waits for all of them.
 */
function turnAfter(left: readonly DueRow[], acts: readonly DueRow[]): (row: DueRow) => number {
  if (left.length === 0) return () => 0;
  const ranks = new Map<string, number>();
  for (const { key } of left.toReversed()) {
    const account = accountOf(key);
    if (!ranks.has(account)) ranks.set(account, ranks.size + 1);
  }
  const acting = new Set(acts);
  // An account that had nothing due is first.
  return (row) => (acting.has(row) ? (ranks.get(accountOf(row.key)) ?? 0) : Infinity);
}

/** A mark on acts, and a source of its own only where there are more than were read. */
function urgentFirst(urgent: readonly DueRow[], acts: readonly DueRow[]): readonly DueRow[] {
  if (acts.length >= MOST_ACTS) return before(urgent, acts);
  const keys = new Set(urgent.map(({ key }) => key));
  return before(
    acts.filter(({ key }) => keys.has(key)),
    acts,
  );
}

/** Each but once, and in the first place that it has. */
function before(first: readonly DueRow[], then: readonly DueRow[]): readonly DueRow[] {
  if (first.length === 0) return then;
  const known = new Set(first.map(({ key }) => key));
  return [...first, ...then.filter(({ key }) => !known.has(key))];
}

/** The first of every account, then the second of every account: within each, as they came. */
export function inTurn<T extends Pick<DueRow, 'key'>>(
  rows: readonly T[],
  rank: (row: T) => number = () => 0,
): T[] {
  const places = new Map<string, number>();
  const placed = rows.map((row) => {
    const account = accountOf(row.key);
    const place = places.get(account) ?? 0;
    places.set(account, place + 1);
    return { row, place, rank: rank(row) };
  });
  return placed.sort(byPlace).map(({ row }) => row);
}

interface Placed {
  readonly place: number;
  readonly rank: number;
}

const byPlace = (left: Placed, right: Placed): number =>
  left.place - right.place || (left.rank < right.rank ? -1 : Number(left.rank > right.rank));

const accountOf = (key: DueRow['key']): string => key.slice(0, key.indexOf(':'));
