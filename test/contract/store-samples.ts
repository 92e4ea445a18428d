/** Heads and events for tests of stores. */

import { emptyChain, seal } from '../../src/audit/chain.ts';
import { type AuditEvent, event } from '../../src/audit/event.ts';
import { personKey } from '../../src/kernel/brand.ts';
import type { EpochMs } from '../../src/kernel/time.ts';
import type { Head, IndexEntry, RecordKey } from '../../src/ports/store.ts';

export const NOON: EpochMs = Date.UTC(2026, 10, 23, 12);
export const AIKO = personKey('slack', 'T1', 'U1');

/** A head with sealed events, as a commit of the engine would make it. */
export function headOf(key: RecordKey, change: HeadChange = {}): Head {
  const chain = seal(key, emptyChain(key), change.events ?? []);
  return {
    key,
    version: change.version ?? 1,
    body: change.body ?? { schema: 1 },
    chain: chain.head,
    sealed: chain.sealed,
    index: { state: 'pending', createdMs: NOON, due: {}, ...change.index },
  };
}

export interface HeadChange {
  readonly version?: number;
  readonly body?: unknown;
  readonly events?: readonly AuditEvent[];
  readonly index?: Partial<IndexEntry>;
}

/** Any fact will do where the store is the subject. */
export const fact = (atMs: EpochMs, reason = 'closed account'): AuditEvent =>
  event('write-off-proposed', atMs, AIKO, { by: 'aiko', reason });

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
