/**
 * Heads as we last committed them: what is there until a conflict says otherwise.
 *
 * Good for whatever ends in a commit, since that is on their version. Nothing is refused, and
 * nothing is left undone, on the word of a head that another replica may have moved on.
 */

import type { Head, RecordKey, Store } from '../ports/store.ts';
import type { Context } from './context.ts';

type Shared = Pick<Context, 'store'>;

const MOST = 1_000;
const known = new WeakMap<Store, Map<RecordKey, Head>>();

export const knownHead = ({ store }: Shared, key: RecordKey): Head | undefined =>
  known.get(store)?.get(key);

export async function commitKnown(
  { store }: Shared,
  head: Head,
): Promise<'committed' | 'conflict'> {
  const heads = known.get(store) ?? new Map<RecordKey, Head>();
  known.set(store, heads);
  // Not even while it is unclear whether it was committed.
  heads.delete(head.key);
  const answer = await store.commit(head);
  if (answer === 'committed') keep(heads, head);
  return answer;
}

/** Two of our own commits may be answered in either order: the newer one counts. */
function keep(heads: Map<RecordKey, Head>, head: Head): void {
  if ((heads.get(head.key)?.version ?? 0) > head.version) return;
  heads.set(head.key, head);
  const [oldest] = heads.keys();
  if (heads.size > MOST && oldest !== undefined) heads.delete(oldest);
}
