/** The one store of all replicas: the real store in memory, watched at every commit. */

import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import type { Gate } from './gate.ts';
import type { Life } from './life.ts';
import { asFrozen } from './shared.ts';

export interface Shelf {
  readonly store: Store;
  readonly heads: ReadonlyMap<string, Head>;
  /** When the first record has work, by the clock of whoever wrote it. */
  dueMs(): number;
  behind(gate: Gate): Store;
  setBack(toMs: number): void;
}

type Past = { readonly atMs: number } & (
  | { readonly head: Head }
  | { readonly events: Parameters<Store['append']>[0] }
);

export function createShelf(committed: (head: Head, life: Life) => void): Shelf {
  let store = createMemoryStore(asFrozen);
  const past: Past[] = [];
  const heads = new Map<string, Head>();
  const loaded = new Map<string, Promise<Head | undefined>>();
  let firstIn: ReadonlyMap<string, number> | undefined;
  let firstMs: number | undefined;

  function commit(head: Head, life: Life) {
    const isNext = (heads.get(head.key)?.version ?? 0) === head.version - 1;
    const answer = store.commit(head);
    if (!isNext) return answer;
    keep(head);
    past.push({ atMs: life.loop.nowMs, head });
    committed(head, life);
    return answer;
  }

  function keep(head: Head): void {
    heads.set(head.key, head);
    loaded.delete(head.key);
    firstIn = undefined;
    firstMs = undefined;
  }

  function append(events: Parameters<Store['append']>[0], { life }: Gate): Promise<void> {
    past.push({ atMs: life.loop.nowMs, events });
    return store.append(events);
  }

  /** Whatever was written after that moment is lost. */
  function setBack(toMs: number): void {
    store = createMemoryStore(asFrozen);
    heads.clear();
    loaded.clear();
    [firstIn, firstMs] = [undefined, undefined];
    for (const one of past.filter(({ atMs }) => atMs <= toMs)) {
      if ('events' in one) void store.append(one.events);
      else {
        void store.commit(one.head);
        keep(one.head);
      }
    }
  }

  const load = async (key: Head['key']) => loadOnce(store, loaded, key);
  const first = () => (firstIn ??= firstDue(heads.values()));
  const dueMs = (): number => (firstMs ??= Math.min(Infinity, ...first().values()));

  return {
    get store() {
      return store;
    },
    heads,
    dueMs,
    setBack,
    behind: (gate) => behind(gate, { store: () => store, load, commit, append, first }),
  };
}

/** A turn later, as any other store. */
function loadOnce(store: Store, loaded: Map<string, Promise<Head | undefined>>, key: Head['key']) {
  const known = loaded.get(key) ?? store.load(key).then((head) => head);
  loaded.set(key, known);
  return known;
}

interface Parts {
  readonly store: () => Store;
  readonly load: (key: Head['key']) => Promise<Head | undefined>;
  readonly commit: (head: Head, life: Life) => ReturnType<Store['commit']>;
  readonly append: (events: Parameters<Store['append']>[0], gate: Gate) => Promise<void>;
  readonly first: () => ReadonlyMap<string, number>;
}

function behind(gate: Gate, { store, load, commit, append, first }: Parts): Store {
  return {
    load: (key) => gate.call('store', 'load', () => load(key)),
    commit: (head) => {
      const what = `commit ${head.key} v${head.version}`;
      return gate.call('store', what, () => commit(head, gate.life));
    },
    async due(lane, beforeMs, limit) {
      // A look that finds nothing is as if it had not been: nothing can go wrong with it.
      if ((first().get(lane) ?? Infinity) > beforeMs) return [];
      return gate.call('store', 'due', () => store().due(lane, beforeMs, limit));
    },
    list: (query) => gate.call('store', 'list', () => store().list(query)),
    append: (events) => gate.call('store', 'append', () => append(events, gate)),
    events: (query) => store().events(query),
  };
}

function firstDue(heads: Iterable<Head>): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { index } of heads) {
    for (const [lane, atMs] of Object.entries(index.due)) {
      first.set(lane, Math.min(first.get(lane) ?? Infinity, atMs));
    }
  }
  return first;
}
