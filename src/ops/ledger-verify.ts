/** Holds what the ledger anchored against what the store has now. */

import type { Block } from '../audit/ledger.ts';
import {
  type AnchorFault,
  anchorFaults,
  blockFaults,
  type Kept,
  type LedgerFault,
  newerCopies,
  witnesses,
} from '../audit/ledger-faults.ts';
import { blockKey, endOf, LEDGER_END } from '../engine/ledger-rows.ts';
import { everyHead } from '../engine/every-head.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { LedgerCheck, SecondPlace } from '../ports/ledger.ts';
import type { AuditSource } from './all-heads.ts';
import { type Findings, lookAt } from './ledger-remains.ts';

export interface LedgerReport extends Findings {
  /** Of blocks, in order; then of what they saw, newest first. */
  readonly faults: readonly LedgerFault[];
  readonly blocks: number;
  readonly anchors: number;
  /** Of those that are signed. */
  readonly newest: Stamp | undefined;
  readonly ahead: Ahead | undefined;
}

export interface Stamp {
  readonly number: number;
  readonly atMs: EpochMs;
}

/** The second place has more blocks than the store, and all that is in both is as it was. */
export interface Ahead {
  /** The last one in the store. */
  readonly after: Stamp | undefined;
  readonly blocks: number;
  /** Of what only these saw. */
  readonly faults: readonly AnchorFault[];
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
  const looked = await lookAt(store, seen);
  const { remains, findings } = looked;
  await looked.again(anchorFaults(seen, remains).map(({ record }) => record));
  // The second place has a block a moment before the store: what was missing may be there by now.
  await ask(store, kept.blocks, copies.keys());
  const newer = newerCopies(kept, isSigned);
  const [first] = newer;
  const isOlder = ({ number }: Block) => !first || number < first.number;
  const isSaid = (fault: LedgerFault) =>
    first !== undefined && fault.kind === 'block-missing' && fault.number >= first.number;
  const lost = anchorFaults(seen.filter(isOlder), remains);
  return {
    ...findings,
    faults: [...blockFaults(kept, isSigned).filter((fault) => !isSaid(fault)), ...lost],
    blocks: kept.blocks.size,
    anchors: seen.reduce((sum, { entries }) => sum + entries.length, 0),
    newest: seen.at(-1),
    ahead: aheadOf(kept, newer, without(lost, anchorFaults(newer, remains))),
  };
}

function aheadOf(
  { blocks }: Kept,
  newer: readonly Block[],
  faults: readonly AnchorFault[],
): Ahead | undefined {
  const [first] = newer;
  if (!first) return undefined;
  const after = blocks.get(first.number - 1) as Block | undefined;
  return { after, blocks: newer.length, faults };
}

/** Those of records that are not spoken of already. */
function without(said: readonly AnchorFault[], faults: readonly AnchorFault[]) {
  const records = new Set(said.map(({ record }) => record));
  return faults.filter(({ record }) => !records.has(record));
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
