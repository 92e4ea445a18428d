/** What the store has of what blocks saw, and what it has besides that no block saw in time. */

import type { SealedEvent } from '../audit/chain.ts';
import type { Block } from '../audit/ledger.ts';
import type { Remains } from '../audit/ledger-faults.ts';
import { type EpochMs, HOUR } from '../kernel/time.ts';
import type { RecordKey } from '../ports/store.ts';
import { type AuditSource, allHeads, heldBy } from './all-heads.ts';
import { coverageOf } from './ledger-coverage.ts';
import { isReadable } from './unreadable.ts';

/** Of each record the first event that no block saw, though it has been there for an hour. */
export interface Unseen {
  readonly record: string;
  readonly seq: number;
}

/** Of each record the first event that is dated long before the block that first saw it. */
export interface Late extends Unseen {
  readonly atMs: EpochMs;
  readonly number: number;
  readonly seenMs: EpochMs;
}

/** What happened after the newest block. */
export interface Since {
  readonly toMs: EpochMs;
  /** For longer than it takes to write a block. */
  readonly isLong: boolean;
}

export interface Findings {
  readonly unseen: readonly Unseen[];
  readonly late: readonly Late[];
  /** How many records have events from before the ledger began that it saw when they went on. */
  readonly older: number;
  readonly since: Since | undefined;
  /** Nothing was ever recorded. */
  readonly isEmpty: boolean;
}

export interface Looked {
  readonly remains: Remains;
  readonly findings: Findings;
  /** At these records once more, each by itself: the list that named them may lag. */
  again(records: Iterable<string>): Promise<void>;
}

/** Heads first, then the log: an event leaves its head only after it is in the log. */
export async function lookAt(store: AuditSource, blocks: readonly Block[]): Promise<Looked> {
  const ends = new Map<string, number>();
  const hashes = anchoredHashes(blocks);
  const times = timesOf(blocks);
  for await (const head of allHeads(store)) {
    ends.set(head.key, head.chain.seq);
    for (const sealed of heldBy(head)) {
      hashes.see(sealed);
      times.see(sealed);
    }
  }
  for await (const sealed of store.events({})) {
    hashes.see(sealed);
    times.see(sealed);
  }
  const isEmpty = ![...ends.values()].some((seq) => seq > 0);
  return {
    remains: { end: (record) => ends.get(record), hashAt: hashes.at },
    findings: { ...times.found(), isEmpty },
    async again(records) {
      for (const record of records) {
        const head = await store.load(record as RecordKey);
        if (head) ends.set(record, head.chain.seq);
        else ends.delete(record);
        for (const sealed of head ? heldBy(head) : []) hashes.see(sealed);
        for await (const sealed of store.events({ record: record as RecordKey })) {
          hashes.see(sealed);
        }
      }
    },
  };
}

function anchoredHashes(blocks: readonly Block[]) {
  const wanted = new Set(blocks.flatMap(({ entries }) => entries.map(nameOf)));
  const hashes = new Map<string, string>();
  return {
    see(sealed: SealedEvent): void {
      const name = nameOf(sealed);
      if (!wanted.has(name)) return;
      // Of two hashes under one name one is for the chain, and the other for us: neither counts.
      const isOne = (hashes.get(name) ?? sealed.hash) === sealed.hash;
      hashes.set(name, isOne ? sealed.hash : NONE);
    },
    at: (record: string, seq: number) => hashes.get(nameOf({ record, seq })),
  };
}

const NONE = '';
const nameOf = ({ record, seq }: Unseen) => `${seq} ${record}`;

/** When the events say that they were, against the blocks that saw them, or did not. */
function timesOf(blocks: readonly Block[]) {
  const coverage = coverageOf(blocks);
  const fromMs = blocks.reduce((earliest, { atMs }) => Math.min(earliest, atMs), Infinity);
  const newestMs = blocks.reduce((latest, { atMs }) => Math.max(latest, atMs), -Infinity);
  const waiting = new Map<string, { seq: number; atMs: EpochMs }>();
  const late = new Map<string, Late>();
  const older = new Set<string>();
  const since = { fromMs: Infinity, toMs: -Infinity };

  function see({ record, seq, event }: SealedEvent): void {
    const isDated = isReadable(event);
    const atMs = isDated ? event.atMs : -Infinity;
    const cover = coverage.firstOver(record, seq);
    if (cover) {
      if (!isDated || atMs >= cover.previousMs - HOUR) return;
      // Whether it is as old as it says nobody knows; but it may be, if the ledger is younger.
      if (atMs < fromMs && cover.isFirst) older.add(record);
      else if (seq < (late.get(record)?.seq ?? Infinity)) {
        const { number, atMs: seenMs } = cover.block;
        late.set(record, { record, seq, atMs, number, seenMs });
      }
      return;
    }
    // A record that the ledger knew had no older event to come.
    if (isDated && atMs <= fromMs && !coverage.knows(record)) return;
    const first = waiting.get(record) ?? { seq, atMs };
    waiting.set(record, { seq: Math.min(first.seq, seq), atMs: Math.min(first.atMs, atMs) });
    if (atMs <= newestMs) return;
    since.fromMs = Math.min(since.fromMs, atMs);
    since.toMs = Math.max(since.toMs, atMs);
  }

  function found(): Omit<Findings, 'isEmpty'> {
    const dueMs = Math.max(since.toMs, newestMs) - HOUR;
    const unseen = [...waiting]
      .filter(([, { atMs }]) => atMs < dueMs)
      .sort(([, a], [, b]) => (a.atMs < b.atMs ? -1 : 1));
    const { fromMs: afterMs, toMs } = since;
    const isLater = blocks.length > 0 && toMs - newestMs > HOUR;
    return {
      unseen: unseen.map(([record, { seq }]) => ({ record, seq })),
      late: [...late.values()],
      older: older.size,
      // What has just happened, after quiet hours, is in no block yet, and will be.
      since: isLater ? { toMs, isLong: toMs - afterMs > HOUR } : undefined,
    };
  }

  return { see, found };
}
