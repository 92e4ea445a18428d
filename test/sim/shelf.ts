/** The one store of all replicas: the real store in memory, watched at every commit. */

import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import type { Gate } from './gate.ts';

export interface Shelf {
  readonly store: Store;
  readonly heads: ReadonlyMap<string, Head>;
  /** When the first record has work, by the clock of whoever wrote it. */
  dueMs(): number;
  behind(gate: Gate): Store;
}

export function createShelf(committed: (head: Head, replica: number) => void): Shelf {
  const store = createMemoryStore();
  const heads = new Map<string, Head>();
  let dueAtMs: number | undefined = Infinity;

  function commit(head: Head, replica: number) {
    const isNext = (heads.get(head.key)?.version ?? 0) === head.version - 1;
    const answer = store.commit(head);
    if (!isNext) return answer;
    heads.set(head.key, head);
    dueAtMs = undefined;
    committed(head, replica);
    return answer;
  }

  const dueMs = (): number => (dueAtMs ??= firstDue(heads.values()));

  return {
    store,
    heads,
    dueMs,
    behind: (gate) => ({
      load: (key) => gate.call('store', 'load', () => store.load(key)),
      commit: (head) => {
        const what = `commit ${head.key} v${head.version}`;
        return gate.call('store', what, () => commit(head, gate.life.replica));
      },
      due(lane, beforeMs, limit) {
        // The store itself would say the same, at length.
        const rows = () => (dueMs() > beforeMs ? [] : store.due(lane, beforeMs, limit));
        return gate.call('store', 'due', rows);
      },
      list: (query) => gate.call('store', 'list', () => store.list(query)),
      append: (events) => gate.call('store', 'append', () => store.append(events)),
      events: (query) => store.events(query),
    }),
  };
}

function firstDue(heads: Iterable<Head>): number {
  let first = Infinity;
  for (const { index } of heads) {
    for (const atMs of Object.values(index.due)) first = Math.min(first, atMs);
  }
  return first;
}
