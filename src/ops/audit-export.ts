/**
 * Hands the recorded facts to an auditor, sorted by time.
 *
 * CSV, one header line, then one line an event: `time` (ISO, UTC), `record`, `seq`, `type`,
 * `actor`, `facts` (JSON), `hash`, `break_glass` (`asked`, `used`, `justified`, `not-justified`,
 * `overdue`; empty for all else), `previous`. New columns are only ever added at the end.
 * JSONL, one object a line: the same and `atMs`; enough to verify the chain offline, for `hash` is
 * SHA-256 of `previous`, `record`, `seq` and the canonical JSON of `{actor, atMs, facts, type}`,
 * joined by line feeds (docs/audit.md).
 */

import type { SealedEvent } from '../audit/chain.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { RecordKey } from '../ports/store.ts';
import { type AuditSource, allHeads, heldBy } from './all-heads.ts';
import { csvRow, visible } from './csv.ts';
import type { ExportChains } from './export-chains.ts';
import { isReadable, unreadable } from './unreadable.ts';

export interface ExportOrder {
  readonly format: 'jsonl' | 'csv';
  /** From this moment on, and before `toMs`; all there is when absent. */
  readonly fromMs?: EpochMs;
  readonly toMs?: EpochMs;
}

/** Awaited after each piece of text, so that a slow reader holds the export back. */
export type Write = (text: string) => void | Promise<void>;

export interface Exported {
  readonly count: number;
  /** Of each line that tells of no event: it is written, and named. */
  readonly unreadable: readonly Pick<SealedEvent, 'record' | 'seq'>[];
}

/** @param chains is shown each head, and each line, where all of them are written. */
export async function exportAudit(
  store: AuditSource,
  order: ExportOrder,
  write: Write,
  chains?: ExportChains,
): Promise<Exported> {
  const line = order.format === 'csv' ? csvLine : jsonLine;
  let text = order.format === 'csv' ? csvRow(COLUMNS) : '';
  let count = 0;
  const strange: Pick<SealedEvent, 'record' | 'seq'>[] = [];
  for await (const sealed of byTime(store, order, chains)) {
    text += line(sealed);
    count += 1;
    chains?.line(sealed);
    if (!isReadable(sealed.event)) strange.push({ record: sealed.record, seq: sealed.seq });
    if (text.length < PIECE) continue;
    await write(text);
    text = '';
  }
  if (text !== '') await write(text);
  return { count, unreadable: strange };
}

/** The log, with the events that heads still hold put in their places. */
async function* byTime(
  store: AuditSource,
  order: ExportOrder,
  chains: ExportChains | undefined,
): AsyncGenerator<SealedEvent> {
  // Heads first: an event that moves into the log meanwhile is then seen twice, never not at all.
  const held = await notLogged(store, await stillHeld(store, order, chains));
  const heldNames = new Set(held.map(nameOf));
  let next = 0;
  // By the time in the fact itself, which its hash vouches for: of a column any hand can set it.
  for await (const found of store.events({})) {
    const sealed = told(found);
    if (heldNames.has(nameOf(sealed)) || !isWithin(order, sealed)) continue;
    for (let early = held[next]; early && isBefore(early, sealed); early = held[next]) {
      yield early;
      next += 1;
    }
    yield sealed;
  }
  yield* held.slice(next);
}

async function stillHeld(
  store: AuditSource,
  order: ExportOrder,
  chains: ExportChains | undefined,
): Promise<SealedEvent[]> {
  const held: SealedEvent[] = [];
  for await (const head of allHeads(store)) {
    chains?.head(head);
    for (const sealed of heldBy(head).map(told)) {
      if (isWithin(order, sealed)) held.push(sealed);
    }
  }
  return held.sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** What is in the log as well is for the log to tell. */
async function notLogged(
  store: AuditSource,
  held: readonly SealedEvent[],
): Promise<readonly SealedEvent[]> {
  const logged = new Set<string>();
  for (const record of new Set(held.map((sealed) => sealed.record as RecordKey))) {
    for await (const sealed of store.events({ record })) logged.add(nameOf(sealed));
  }
  return held.filter((sealed) => !logged.has(nameOf(sealed)));
}

const told = (sealed: SealedEvent): SealedEvent => {
  const event = unreadable(sealed.event);
  return event === sealed.event ? sealed : { ...sealed, event };
};

/** When it was, nobody can say of an event that cannot be read: it is in every span. */
const isWithin = ({ fromMs = -Infinity, toMs = Infinity }: ExportOrder, { event }: SealedEvent) =>
  !isReadable(event) || (event.atMs >= fromMs && event.atMs < toMs);

const nameOf = ({ record, seq }: SealedEvent) => `${seq} ${record}`;

function isBefore(a: SealedEvent, b: SealedEvent): boolean {
  if (a.event.atMs !== b.event.atMs) return a.event.atMs < b.event.atMs;
  if (a.record !== b.record) return a.record < b.record;
  return a.seq < b.seq;
}

function csvLine({ record, seq, event, previous, hash }: SealedEvent): string {
  // Where a list is parted by semicolons, a cell of it would begin behind one.
  const facts = visible(JSON.stringify(event.facts)).replaceAll(';', '\\u003b');
  const cells = [visible(record), String(seq), visible(event.type), visible(event.actor)];
  const chain = [visible(hash), breakGlassOf(event), visible(previous)];
  return csvRow([iso(event.atMs), ...cells, facts, ...chain]);
}

/** So that a table can be filtered by it, and counted. */
function breakGlassOf(event: AuditEvent): string {
  if (event.type === 'request-submitted') return event.facts.breakGlass ? 'asked' : '';
  if (event.type === 'break-glass-used') return 'used';
  if (event.type === 'break-glass-reviewed') return event.facts.verdict;
  return event.type === 'break-glass-review-overdue' ? 'overdue' : '';
}

function jsonLine({ record, seq, event, previous, hash }: SealedEvent): string {
  const { type, atMs, actor, facts } = event;
  const line = { time: iso(atMs), record, seq, type, actor, facts, hash, atMs, previous };
  return `${visible(JSON.stringify(line))}\n`;
}

const iso = (atMs: EpochMs) => new Date(atMs).toISOString();
const COLUMNS = [
  'time',
  'record',
  'seq',
  'type',
  'actor',
  'facts',
  'hash',
  'break_glass',
  'previous',
];
const PIECE = 64 * 1024;
