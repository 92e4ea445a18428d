/** The one store of all replicas: a real one, in memory, watched at every commit. */

import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import type { Gate } from './gate.ts';
import type { Life } from './life.ts';
import { asFrozen } from './frozen-heads.ts';
import { createSqlStore } from './sql-store.ts';

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

/** All that is on record at one time. */
class Contents {
  readonly store: Store;
  readonly heads = new Map<string, Head>();
  readonly #loaded = new Map<string, Promise<Head | undefined>>();
  #firstIn: ReadonlyMap<string, number> | undefined;
  #firstMs: number | undefined;

  constructor(isOnSql: boolean) {
    this.store = isOnSql ? createSqlStore() : createMemoryStore(asFrozen);
  }

  keep(head: Head): void {
    this.heads.set(head.key, head);
    this.#loaded.delete(head.key);
    this.#firstIn = undefined;
    this.#firstMs = undefined;
  }

  /** A turn later, as any other store. */
  async load(key: Head['key']): Promise<Head | undefined> {
    const known = this.#loaded.get(key) ?? this.store.load(key).then((head) => head);
    this.#loaded.set(key, known);
    return known;
  }

  first = () => (this.#firstIn ??= firstDue(this.heads.values()));
  dueMs = (): number => (this.#firstMs ??= Math.min(Infinity, ...this.first().values()));
}

/** @param isOnSql on the statements of SQLite, which come to the same. */
export function createShelf(committed: (head: Head, life: Life) => void, isOnSql: boolean): Shelf {
  let now = new Contents(isOnSql);
  const past: Past[] = [];

  function commit(head: Head, life: Life) {
    const isNext = (now.heads.get(head.key)?.version ?? 0) === head.version - 1;
    const answer = now.store.commit(head);
    if (!isNext) return answer;
    now.keep(head);
    past.push({ atMs: life.loop.nowMs, head });
    committed(head, life);
    return answer;
  }

  function append(events: Parameters<Store['append']>[0], { life }: Gate): Promise<void> {
    past.push({ atMs: life.loop.nowMs, events });
    return now.store.append(events);
  }

  /** Whatever was written after that moment is lost. */
  function setBack(toMs: number): void {
    now = new Contents(isOnSql);
    for (const one of past.filter(({ atMs }) => atMs <= toMs)) {
      if ('events' in one) void now.store.append(one.events);
      else {
        void now.store.commit(one.head);
        now.keep(one.head);
      }
    }
  }

  return {
    get store() {
      return now.store;
    },
    get heads() {
      return now.heads;
    },
    dueMs: () => now.dueMs(),
    setBack,
    behind: (gate) => behind(gate, { contents: () => now, commit, append }),
  };
}

interface Parts {
  readonly contents: () => Contents;
  readonly commit: (head: Head, life: Life) => ReturnType<Store['commit']>;
  readonly append: (events: Parameters<Store['append']>[0], gate: Gate) => Promise<void>;
}

function behind(gate: Gate, { contents, commit, append }: Parts): Store {
  return {
    load: (key) => gate.call('store', 'load', () => contents().load(key)),
    commit: (head) => {
      const what = `commit ${head.key} v${head.version}`;
      return gate.call('store', what, () => commit(head, gate.life));
    },
    async due(lane, beforeMs, limit) {
      // A look that finds nothing is as if it had not been: nothing can go wrong with it.
      if ((contents().first().get(lane) ?? Infinity) > beforeMs) return [];
      return gate.call('store', 'due', () => contents().store.due(lane, beforeMs, limit));
    },
    list: (query) => gate.call('store', 'list', () => contents().store.list(query)),
    append: (events) => gate.call('store', 'append', () => append(events, gate)),
    events: (query) => contents().store.events(query),
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
