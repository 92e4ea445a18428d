/**
 * What the core asks of a store. Promises, checked for every adapter by test/contract/store.ts:
 *  - `commit` is atomic and on `version` alone: of two commits from one version, one conflicts;
 *  - what was committed survives a crash of the process the moment the promise resolves;
 *  - `load` after `commit` sees it; `due` and `list` may lag and are hints;
 *  - `append` puts events if absent, and never changes one that is there; where another stands
 *    under a number, it throws a Fault, so that whoever holds the event keeps it;
 *  - what is handed in or out is a copy, as JSON keeps it; times are kept in whole milliseconds;
 *  - a head that is stored in a form we do not know is found and due like any other: asking it for
 *    `body`, `chain` or `sealed` is what throws, a Fault that says what to do;
 *  - a span of time holds its first instant and not its last: `fromMs` <= t < `toMs`.
 */

import type { ChainHead, SealedEvent } from '../audit/chain.ts';
import type { Stop } from '../kernel/stop.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Lane } from '../work/effect.ts';

export type RecordKind = 'case' | 'holding' | 'journal' | 'meta';

/** `case/PA-7K3M2`, `holding/111122223333:AIDA…`, `journal/2026-11-23`, `meta/configuration`. */
export type RecordKey = `${RecordKind}/${string}`;

/** What a record can be found by. Absent means: not to be found by it. */
export interface IndexEntry {
  /** Phase of a case; `live` or `idle` for a holding. */
  readonly state: string;
  /** The requester's key, or the principal's. */
  readonly person?: string;
  readonly entitlement?: string;
  readonly createdMs: EpochMs;
  readonly due: Partial<Readonly<Record<Lane, EpochMs>>>;
}

/** A record's head: its state, the audit events not yet moved to the log, the end of its chain. */
export interface Head {
  readonly key: RecordKey;
  readonly version: number;
  readonly body: unknown;
  readonly chain: ChainHead;
  readonly sealed: readonly SealedEvent[];
  readonly index: IndexEntry;
}

export interface DueRow {
  readonly key: RecordKey;
  readonly dueMs: EpochMs;
}

/** Newest first by `createdMs`. All given fields must match. */
export interface ListQuery {
  readonly kind: RecordKind;
  readonly states?: readonly string[];
  readonly person?: string;
  readonly entitlement?: string;
  readonly fromMs?: EpochMs;
  readonly toMs?: EpochMs;
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page {
  readonly heads: readonly Head[];
  readonly cursor?: string;
}

export interface EventQuery {
  /** Of one record, in order of `seq`; of all records in order of time when absent. */
  readonly record?: RecordKey;
  readonly fromMs?: EpochMs;
  readonly toMs?: EpochMs;
}

export interface Store {
  load(key: RecordKey): Promise<Head | undefined>;
  /** Writes `head` if the stored version is `head.version - 1` (0: absent). */
  commit(head: Head): Promise<'committed' | 'conflict'>;
  /** Records with work due in a lane at `beforeMs` or earlier, the longest due first. */
  due(lane: Lane, beforeMs: EpochMs, limit: number): Promise<readonly DueRow[]>;
  list(query: ListQuery): Promise<Page>;
  append(events: readonly SealedEvent[]): Promise<void>;
  events(query: EventQuery): AsyncIterable<SealedEvent>;
}

/** What a store knows about itself, where it can know it. */
export interface StoreHealth {
  /** Why it is fit only for ending access, for now or until somebody mends it. */
  trouble(): StoreTrouble | undefined;
  /** It is an older copy of itself: it may not know what was given since. */
  readonly copy?: StoreCopy | undefined;
}

export interface StoreTrouble extends Stop {
  readonly is: 'damage' | 'full-disk' | 'table';
}

export interface StoreCopy {
  readonly why: string;
  /** That it is a copy is on record: it is not said again at the next start. */
  settle(): Promise<void>;
}
