/** What the verbs need, in memory; of ports that a test has no use for, a call is a mistake. */

import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { createRuntime } from '../../adapters/node/runtime.ts';
import type { AuditEvent } from '../../src/audit/event.ts';
import type { Context } from '../../src/engine/context.ts';
import type { RecordKey, Store } from '../../src/ports/store.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { NOON } from '../case-file/sample.ts';

export interface Bench {
  readonly ctx: Context;
  readonly clock: TurnedClock;
  readonly store: Store;
}

export function bench(change: Partial<Context> = {}): Bench {
  const clock = createTurnedClock({ startMs: NOON });
  const store = change.store ?? createMemoryStore();
  const ctx: Context = {
    store,
    clock,
    ids: createRuntime().ids,
    config: configOf(EXAMPLE),
    log: { info: quiet, warn: quiet, error: quiet },
    chat: unasked('chat'),
    directory: unasked('directory'),
    principals: unasked('principals'),
    provider: unasked('provider'),
    targets: unasked('targets'),
    pager: unasked('pager'),
    skewMs: () => 0,
    wake: quiet,
    look: quiet,
    spread: () => 0.5,
    stopped: () => undefined,
    ...change,
  };
  return { ctx, clock, store };
}

/** Of every record, moved to the log or not. */
export async function factsOf(store: Store, key: RecordKey): Promise<AuditEvent[]> {
  return ((await store.load(key))?.sealed ?? []).map(({ event }) => event);
}

const quiet = () => {};

type Unasked = Context['chat'] &
  Context['directory'] &
  Context['principals'] &
  Context['provider'] &
  Context['targets'] &
  Context['pager'];

function unasked(port: string): Unasked {
  return new Proxy({} as Unasked, {
    get: (_, method) => {
      throw new Error(`Nobody should have asked ${port}.${String(method)}.`);
    },
  });
}
