/** Every record head there is, of whatever kind, page by page. */

import { everyHead } from '../engine/every-head.ts';
import type { Head, RecordKind, Store } from '../ports/store.ts';

/** All that verifying and exporting ask of a store: a reader beside the running bot will do. */
export type AuditSource = Pick<Store, 'load' | 'list' | 'events'>;

export async function* allHeads(store: AuditSource): AsyncGenerator<Head> {
  for (const kind of Object.keys(KINDS) as RecordKind[]) {
    yield* everyHead(store, { kind });
  }
}

/** A table, so that the compiler refuses a kind left out. */
const KINDS: Record<RecordKind, true> = { case: true, holding: true, journal: true, meta: true };
