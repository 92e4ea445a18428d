/**
 * An export read back: what `audit verify` asks of a store, from the lines of a JSONL file.
 *
 * An export has no heads, so every record ends where its last line does; blocks of a ledger say
 * where it should. They are kept as a store would keep them.
 */

import { emptyChain, type SealedEvent } from '../audit/chain.ts';
import { blockKey } from '../engine/ledger-rows.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import type { AuditSource } from './all-heads.ts';
import { isReadable } from './unreadable.ts';

export type ReadExport =
  | { readonly ok: true; readonly source: AuditSource; readonly lines: number }
  /** The first line that `audit export --format jsonl` does not write. */
  | { readonly ok: false; readonly line: number };

export async function readExport(
  lines: AsyncIterable<string>,
  blocks: ReadonlyMap<number, string> = new Map(),
): Promise<ReadExport> {
  const all: SealedEvent[] = [];
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const sealed = sealedIn(text);
    if (!sealed) return { ok: false, line };
    all.push(sealed);
  }
  const records = new Map<string, SealedEvent[]>();
  for (const sealed of all) {
    const known = records.get(sealed.record) ?? [];
    records.set(sealed.record, known);
    known.push(sealed);
  }
  for (const events of records.values()) events.sort((a, b) => a.seq - b.seq);
  const heads = new Map<string, Head>();
  for (const [record, events] of records) {
    const { seq, hash } = events.at(-1) ?? emptyChain(record);
    heads.set(record, headOf(record, { seq, hash }, {}));
  }
  for (const [number, text] of blocks) {
    const key = blockKey(number);
    heads.set(key, headOf(key, emptyChain(key), parsed(text) ?? text));
  }
  return { ok: true, source: sourceOf(all, records, heads), lines: line };
}

function sourceOf(
  all: readonly SealedEvent[],
  records: ReadonlyMap<string, readonly SealedEvent[]>,
  heads: ReadonlyMap<string, Head>,
): AuditSource {
  async function* events(record: string | undefined) {
    yield* record === undefined ? all : (records.get(record) ?? []);
  }
  return {
    load: async (key) => heads.get(key),
    list: async ({ kind }) => ({
      heads: [...heads.values()].filter(({ key }) => key.startsWith(`${kind}/`)),
    }),
    events: ({ record }) => events(record),
  };
}

const headOf = (record: string, chain: Head['chain'], body: unknown): Head => ({
  key: record as RecordKey,
  version: 1,
  body,
  chain,
  sealed: [],
  index: { state: 'exported', createdMs: 0, due: {} },
});

function sealedIn(text: string): SealedEvent | undefined {
  const found = parsed(text);
  if (typeof found !== 'object' || found === null) return undefined;
  const { record, seq, type, atMs, actor, facts, hash, previous } = found as Line;
  const event = { type, atMs, actor, facts };
  const isWhole = typeof record === 'string' && typeof seq === 'number';
  if (!isWhole || typeof hash !== 'string' || typeof previous !== 'string') return undefined;
  // The export itself says `unreadable` of an event that is none: for its hash to betray.
  if (!isReadable(event) && type !== 'unreadable') return undefined;
  return { record, seq, event: event as SealedEvent['event'], previous, hash };
}

type Line = Readonly<Record<string, unknown>>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
