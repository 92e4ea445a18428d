/** Holds what the ledger anchored against what the store has now. */

import type { Block } from '../audit/ledger.ts';
import { anchorFaults, blockFaults, type LedgerFault, witnesses } from '../audit/ledger-faults.ts';
import { blockKey, endOf, LEDGER_END } from '../engine/anchor.ts';
import { everyHead } from '../engine/every-head.ts';
import { HOUR } from '../kernel/time.ts';
import type { LedgerCheck, SecondPlace } from '../ports/ledger.ts';
import type { Head } from '../ports/store.ts';
import { type AuditSource, allHeads } from './all-heads.ts';

export interface LedgerReport {
  /** Of blocks, in order; then of what they saw, newest first. */
  readonly faults: readonly LedgerFault[];
  readonly blocks: number;
  readonly anchors: number;
  /** Of each record that no block saw, though later ones were written: its first such event. */
  readonly unseen: readonly Unseen[];
  /** Nothing was ever recorded. */
  readonly isEmpty: boolean;
}

export interface Unseen {
  readonly record: string;
  readonly seq: number;
}

/**
 * First the copies, then the blocks, then heads, then the log: whatever is written meanwhile is
 * seen by the later ones only, and an event leaves its head only after it is in the log.
 */
export async function verifyLedger(
  store: AuditSource,
  place: Pick<SecondPlace, 'all'>,
  check: LedgerCheck,
): Promise<LedgerReport> {
  const { copied } = endOf(await store.load(LEDGER_END));
  const copies = await place.all();
  const kept = { blocks: await allBlocks(store), copies, copied };
  const isSigned = (block: Block) => check.isSigned(block, block.signature);
  const seen = witnesses(kept, isSigned);
  const span = spanOf(seen);
  const remains = await remainsOf(store, seen, span);
  const lost = anchorFaults(seen, remains);
  // The second place has a block a moment before the store: what was missing may be there by now.
  await ask(store, kept.blocks, copies.keys());
  const anchors = seen.reduce((sum, { entries }) => sum + entries.length, 0);
  const faults = [...blockFaults(kept, isSigned), ...lost];
  const unseen = remains.beyond;
  return { faults, blocks: kept.blocks.size, anchors, unseen, isEmpty: remains.isEmpty };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is older than the ledger need not be in it, and what is new has a while. */
function spanOf(blocks: readonly Block[]): Span {
  let [fromMs, toMs] = [Infinity, -Infinity];
  for (const { atMs } of blocks) {
    fromMs = Math.min(fromMs, atMs);
    toMs = Math.max(toMs, atMs - HOUR);
  }
  return { fromMs, toMs };
}

/** Listed, and asked for by number: a list may lag, and a number may be left out. */
async function allBlocks(store: AuditSource): Promise<Map<number, unknown>> {
  const blocks = new Map<number, unknown>();
  for await (const { key, body } of everyHead(store, { kind: 'meta' })) {
    const number = Number(key.split('-')[1]);
    if (number > 0 && key === blockKey(number)) blocks.set(number, body);
  }
  let next = 1;
  while (await ask(store, blocks, [next])) next += 1;
  return blocks;
}

/** Whether those that were not there yet are there, all of them. */
async function ask(
  store: AuditSource,
  blocks: Map<number, unknown>,
  numbers: Iterable<number>,
): Promise<boolean> {
  let areThere = true;
  for (const number of numbers) {
    if (blocks.has(number)) continue;
    const head = await store.load(blockKey(number));
    if (head) blocks.set(number, head.body);
    areThere &&= head !== undefined;
  }
  return areThere;
}

type Remains = Parameters<typeof anchorFaults>[1] & {
  /** Of each record its first event in that time, of those behind what a block saw. */
  readonly beyond: readonly Unseen[];
  readonly isEmpty: boolean;
};

async function remainsOf(
  store: AuditSource,
  blocks: readonly Block[],
  { fromMs, toMs }: Span,
): Promise<Remains> {
  const anchored = new Map<string, number>();
  for (const { record, seq } of blocks.flatMap(({ entries }) => entries)) {
    anchored.set(record, Math.max(seq, anchored.get(record) ?? 0));
  }
  const beyond = new Map<string, number>();
  const wanted = new Set(blocks.flatMap(({ entries }) => entries.map(nameOf)));
  const ends = new Map<string, number>();
  const hashes = new Map<string, string>();
  const see = (sealed: Head['sealed'][number]) => {
    const { record, seq, event } = sealed;
    const name = nameOf(sealed);
    // Of two hashes under one name one is for the chain, and the other for us: neither counts.
    const isOne = (hashes.get(name) ?? sealed.hash) === sealed.hash;
    if (wanted.has(name)) hashes.set(name, isOne ? sealed.hash : NONE);
    const isDue = event.atMs > fromMs && event.atMs < toMs;
    if (isDue && seq > (anchored.get(record) ?? 0)) {
      beyond.set(record, Math.min(seq, beyond.get(record) ?? seq));
    }
  };
  for await (const head of allHeads(store)) {
    ends.set(head.key, head.chain.seq);
    for (const sealed of head.sealed) see(sealed);
  }
  for await (const sealed of store.events({})) see(sealed);
  return {
    beyond: [...beyond].map(([record, seq]) => ({ record, seq })),
    isEmpty: ![...ends.values()].some((seq) => seq > 0),
    end: (record: string) => ends.get(record),
    hashAt: (record: string, seq: number) => hashes.get(nameOf({ record, seq })),
  };
}

const NONE = '';
const nameOf = ({ record, seq }: { readonly record: string; readonly seq: number }) =>
  `${seq} ${record}`;

export function unseenSentences(unseen: readonly Unseen[]): readonly string[] {
  const more = unseen.length - SHOWN;
  const shown = unseen
    .slice(0, SHOWN)
    .map(
      ({ record, seq }) => `Not vouched for: ${record} from its event ${seq}, which no block saw.`,
    );
  return more > 0 ? [...shown, `${more} more like these are left out.`] : shown;
}

const SHOWN = 10;

/** Some of each sort: blocks by the thousand must not stand before what they saw. */
export function ledgerSentences(faults: readonly LedgerFault[]): readonly string[] {
  const lost = faults.filter((fault) => 'record' in fault);
  const bad = faults.filter((fault) => !('record' in fault));
  const more = [...bad.slice(SHOWN), ...lost.slice(SHOWN)].length;
  const shown = [...bad.slice(0, SHOWN), ...lost.slice(0, SHOWN)].map(ledgerSentence);
  return more === 0 ? shown : [...shown, `${more} more like these are left out.`];
}

export function ledgerSentence(fault: LedgerFault): string {
  const block = `block ${fault.number} of the ledger`;
  switch (fault.kind) {
    case 'block-missing':
      return `B${block.slice(1)} is missing from the store.`;
    case 'block-altered':
      return `B${block.slice(1)} does not follow from the block before it.`;
    case 'block-unsigned':
      return `B${block.slice(1)} does not carry the signature of any of these keys.`;
    case 'copy-missing':
      return `The copy of ${block} is gone from the second place.`;
    case 'copy-differs':
      return `The copy of ${block} in the second place is not the block in the store.`;
    case 'deleted':
      return `${fault.record} was deleted: ${block} saw ${fault.seq} events of it.`;
    case 'cut':
      return `${fault.record} is cut short: ${block} saw ${fault.seq} events of it.`;
    case 'rewritten':
      return `${fault.record} was written anew: its event ${fault.seq} is not what ${block} saw.`;
  }
}
