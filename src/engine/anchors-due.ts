/** Which heads are to be anchored now: with one that is due go those that soon will be. */

import { MINUTE } from '../kernel/time.ts';
import type { DueRow, Store } from '../ports/store.ts';
import { ANCHOR_DELAY_MS } from './commit-head.ts';
import type { Context } from './context.ts';

/** None owes it for longer than this; by two clocks the same moment is not the same. */
const MOST_AHEAD_MS = ANCHOR_DELAY_MS + MINUTE;
/** Later than any clock, and as long as times are written. */
const EVER_MS = 1e14;
/** To look at all that is ever due costs a table more than a look at what is due next. */
const LOOK_FAR_MS = 10 * MINUTE;

/** None while nothing is due and less than `most` soon will be. */
export async function anchorsDue(ctx: Context, most: number): Promise<readonly DueRow[]> {
  const nowMs = ctx.clock.nowMs();
  const isFar = ({ dueMs }: DueRow) => dueMs > nowMs + MOST_AHEAD_MS;
  const untilMs = looksFar(ctx) ? EVER_MS : nowMs + ANCHOR_DELAY_MS;
  const rows = await ctx.store.due('ledger', untilMs, most);
  // A clock that was ahead has said so: it is owed since some time that nobody knows.
  const isDue = rows.some((row) => row.dueMs <= nowMs || isFar(row));
  return isDue || rows.length >= most ? rows : [];
}

const lookedMs = new WeakMap<Store, number>();

/** At the first look, and now and then after. */
function looksFar({ store, clock }: Context): boolean {
  const nowMs = clock.monotonicMs();
  const beforeMs = lookedMs.get(store);
  if (beforeMs !== undefined && nowMs - beforeMs < LOOK_FAR_MS) return false;
  lookedMs.set(store, nowMs);
  return true;
}
