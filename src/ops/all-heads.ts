/** Every record head there is, of whatever kind, page by page. */

import type { SealedEvent } from '../audit/chain.ts';
import { everyHead } from '../engine/every-head.ts';
import type { Head, RecordKind, Store } from '../ports/store.ts';
import { unreadable } from './unreadable.ts';

/** All that verifying and exporting ask of a store: a reader beside the running bot will do. */
export type AuditSource = Pick<Store, 'load' | 'list' | 'events'>;

export async function* allHeads(store: AuditSource): AsyncGenerator<Head> {
  for (const kind of Object.keys(KINDS) as RecordKind[]) {
    yield* everyHead(store, { kind });
  }
}

/** What it still holds; of a hand in the store, whatever cannot be an event has no number. */
export function heldBy({ key, sealed }: Pick<Head, 'key' | 'sealed'>): readonly SealedEvent[] {
  const held: readonly unknown[] = Array.isArray(sealed) ? sealed : [sealed];
  return held.map((one) => {
    if (isSealed(one)) return one;
    return { record: key, seq: 0, event: unreadable({ held: one }), previous: '', hash: '' };
  });
}

function isSealed(one: unknown): one is SealedEvent {
  const { record, seq, previous, hash } = (one ?? {}) as Readonly<Record<string, unknown>>;
  return (
    [record, previous, hash].every((text) => typeof text === 'string') && typeof seq === 'number'
  );
}

/** A table, so that the compiler refuses a kind left out. */
const KINDS: Record<RecordKind, true> = { case: true, holding: true, journal: true, meta: true };
