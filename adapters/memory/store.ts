/** The store in memory, for tests and the simulator: a store in all but durability. */

import type { SealedEvent } from '../../src/audit/chain.ts';
import { requireSame } from '../../src/audit/stored.ts';
import { Fault, invariant } from '../../src/kernel/fault.ts';
import type { EpochMs } from '../../src/kernel/time.ts';
import type {
  DueRow,
  EventQuery,
  Head,
  ListQuery,
  Page,
  RecordKey,
  Store,
} from '../../src/ports/store.ts';
import type { Lane } from '../../src/work/effect.ts';

/** @param keep what stands in the store for a head that was committed; a text of it by default. */
export function createMemoryStore(keep: (head: Head) => Row = asText): Store {
  const heads = new Map<RecordKey, Row>();
  const log = new Map<string, Map<number, LoggedEvent>>();

  return {
    load: async (key) => heads.get(key)?.revive(),

    async commit(head) {
      invariant(Number.isInteger(head.version) && head.version > 0, 'A version counts from 1.');
      if ((heads.get(head.key)?.head.version ?? 0) !== head.version - 1) return 'conflict';
      heads.set(head.key, keep(head));
      return 'committed';
    },

    due: async (lane, beforeMs, limit) => dueRows(heads.values(), lane, beforeMs).slice(0, limit),

    list: async (query) => page(heads.values(), query),

    async append(events) {
      for (const sealed of events) {
        const record = log.get(sealed.record) ?? new Map<number, LoggedEvent>();
        log.set(sealed.record, record);
        const there = record.get(sealed.seq);
        if (there) requireSame(JSON.parse(there.text) as SealedEvent, sealed);
        else
          record.set(sealed.seq, { sealed, atMs: sealed.event.atMs, text: JSON.stringify(sealed) });
      }
    },

    async *events(query) {
      for (const { text } of matching(log, query)) yield JSON.parse(text) as SealedEvent;
    },
  };
}

export interface Row {
  /** As committed, its times in whole milliseconds. */
  readonly head: Pick<Head, 'key' | 'version' | 'chain' | 'index'>;
  /** For whoever asks; nobody may change by it what is stored. */
  revive(): Head;
}

interface LoggedEvent {
  readonly sealed: Pick<SealedEvent, 'record' | 'seq'>;
  readonly atMs: EpochMs;
  readonly text: string;
}

/** JSON, as every other store keeps it: nobody shares an object with the store. */
function asText(committed: Head): Row {
  const { body, sealed, ...rest } = withWholeTimes(committed);
  const head = copyOf(rest);
  const text = JSON.stringify({ body: body ?? null, sealed });
  const revive = () => ({
    ...copyOf(head),
    ...(JSON.parse(text) as Pick<Head, 'body' | 'sealed'>),
  });
  return { head, revive };
}

/** @throws Fault store-failed where one of them is no time. */
export function withWholeTimes(head: Head): Head {
  const due: Record<string, EpochMs> = {};
  for (const [lane, atMs] of Object.entries(head.index.due)) due[lane] = wholeMs(atMs);
  return { ...head, index: { ...head.index, createdMs: wholeMs(head.index.createdMs), due } };
}

const copyOf = ({ chain, index, ...rest }: Row['head']): Row['head'] => ({
  ...rest,
  chain: { ...chain },
  index: { ...index, due: { ...index.due } },
});

/** Nothing is due a fraction of a millisecond early. */
function wholeMs(ms: number): EpochMs {
  if (!Number.isFinite(ms)) throw new Fault('store-failed', `${ms} is not a time.`);
  return Math.ceil(ms);
}

function dueRows(rows: Iterable<Row>, lane: Lane, beforeMs: EpochMs): DueRow[] {
  const found: DueRow[] = [];
  for (const { head } of rows) {
    const dueMs = head.index.due[lane];
    if (dueMs !== undefined && dueMs <= beforeMs) found.push({ key: head.key, dueMs });
  }
  return found.sort((a, b) => a.dueMs - b.dueMs || compare(a.key, b.key));
}

function page(rows: Iterable<Row>, query: ListQuery): Page {
  const { kind, states, person, entitlement, limit } = query;
  const from = query.fromMs ?? Number.NEGATIVE_INFINITY;
  const to = query.toMs ?? Number.POSITIVE_INFINITY;
  const found = [...rows]
    .filter(
      ({ head: { key, index } }) =>
        key.startsWith(`${kind}/`) &&
        (!states || states.includes(index.state)) &&
        (person === undefined || index.person === person) &&
        (entitlement === undefined || index.entitlement === entitlement) &&
        index.createdMs >= from &&
        index.createdMs < to,
    )
    .sort(newestFirst);
  const start = query.cursor === undefined ? 0 : after(found, query.cursor);
  const rest = found.slice(start, start + limit);
  const last = rest.at(-1);
  const heads = rest.map((row) => row.revive());
  return last && start + limit < found.length ? { heads, cursor: cursorOf(last) } : { heads };
}

const newestFirst = (a: Row, b: Row) =>
  b.head.index.createdMs - a.head.index.createdMs || compare(b.head.key, a.head.key);
const cursorOf = ({ head }: Row) => `${head.index.createdMs} ${head.key}`;

function after(rows: readonly Row[], cursor: string): number {
  const [, createdMs, key] = /^(-?\d+) (.+)$/s.exec(cursor) ?? [];
  if (!createdMs || !key) throw new Fault('store-failed', 'This is not the cursor of a page.');
  const place = { head: { key, index: { createdMs: Number(createdMs) } } } as Row;
  const found = rows.findIndex((row) => newestFirst(place, row) < 0);
  return found < 0 ? rows.length : found;
}

function matching(
  log: ReadonlyMap<string, ReadonlyMap<number, LoggedEvent>>,
  { record, fromMs, toMs }: EventQuery,
): LoggedEvent[] {
  const all = record === undefined ? [...log.values()] : [log.get(record) ?? new Map()];
  const found = all
    .flatMap((events): LoggedEvent[] => [...events.values()])
    .filter(({ atMs }) => (fromMs ?? -Infinity) <= atMs && atMs < (toMs ?? Infinity));
  return found.sort(record === undefined ? byTime : bySeq);
}

const bySeq = (a: LoggedEvent, b: LoggedEvent) => a.sealed.seq - b.sealed.seq;
const byTime = (a: LoggedEvent, b: LoggedEvent) =>
  a.atMs - b.atMs || compare(a.sealed.record, b.sealed.record) || bySeq(a, b);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
