/**
 * What somebody asked for of late, as their cards say it: read once, and anew when they ask again
 * or hear what became of it. A card is drawn many times, and mostly nothing has changed.
 */

import type { PersonKey, RequestId } from '../kernel/brand.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Store } from '../ports/store.ts';
import type { Context } from './context.ts';

export interface RecentAsk {
  readonly id: RequestId;
  readonly entitlement: string;
  readonly state: string;
  readonly createdMs: EpochMs;
  readonly closedMs?: EpochMs;
}

type Asks = Promise<readonly RecentAsk[]>;
type Shared = Pick<Context, 'store' | 'claims'>;

const MOST = 1_000;
const known = new WeakMap<Store, Map<PersonKey, Asks>>();

/** Where there are other replicas it is read each time: what they commit, we do not hear of. */
export function recentAsks({ store, claims }: Shared, key: PersonKey, read: () => Asks): Asks {
  if (claims) return read();
  const all = known.get(store) ?? new Map<PersonKey, Asks>();
  known.set(store, all);
  const asks = all.get(key) ?? read();
  all.set(key, asks);
  // What could not be read is read again.
  asks.catch(() => all.delete(key));
  const [oldest] = all.keys();
  if (all.size > MOST && oldest !== undefined) all.delete(oldest);
  return asks;
}

/** After a commit that opened a case of theirs, or moved one on. */
export function forgetAsks({ store }: Shared, key: PersonKey): void {
  known.get(store)?.delete(key);
}
