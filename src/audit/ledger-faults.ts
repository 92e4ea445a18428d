/** What is wrong with a ledger, and with what it saw: all of it, for no fault may hide another. */

import { type Block, blockText, follows, readBlock, readCopy } from './ledger.ts';

export type LedgerFault = BlockFault | AnchorFault;

export interface BlockFault {
  readonly kind:
    | 'block-missing'
    | 'block-altered'
    | 'block-unsigned'
    | 'copy-missing'
    | 'copy-differs';
  readonly number: number;
}

export interface AnchorFault {
  readonly kind: 'deleted' | 'cut' | 'rewritten';
  readonly number: number;
  readonly record: string;
  readonly seq: number;
}

export interface Kept {
  /** As the store has them, by number. */
  readonly blocks: ReadonlyMap<number, unknown>;
  /** As the second place has them, by number. */
  readonly copies: ReadonlyMap<number, string>;
  /** The highest number that the store says is in the second place; the rest is under way. */
  readonly copied: number;
}

type IsSigned = (block: Block) => boolean;

/** The first fault of each bad block, in order of number; none when they can be relied on. */
export function blockFaults(kept: Kept, isSigned: IsSigned): readonly BlockFault[] {
  const gap = firstGap(kept);
  const numbers = new Set([...kept.blocks.keys(), ...kept.copies.keys()]);
  // Not every number up to the end that is stated: whoever writes there may state any.
  if (kept.copied >= gap || isAnyBeyond(numbers, gap)) numbers.add(gap);
  const faults: BlockFault[] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const kind = blockFault(kept, number, isSigned);
    if (kind) faults.push({ kind, number });
  }
  return faults;
}

function blockFault(
  { blocks, copies, copied }: Kept,
  number: number,
  isSigned: IsSigned,
): BlockFault['kind'] | undefined {
  if (!blocks.has(number)) return 'block-missing';
  const block = readBlock(blocks.get(number));
  if (block && block.number !== number) return 'block-missing';
  if (!block || !isSigned(block)) return 'block-unsigned';
  const last = readBlock(blocks.get(number - 1));
  // After one that is missing, which is said of that one, there is nothing to follow.
  if ((last || number === 1) && !follows(block, last)) return 'block-altered';
  const copy = copies.get(number);
  if (copy === undefined) return number <= copied ? 'copy-missing' : undefined;
  return copy === blockText(block) ? undefined : 'copy-differs';
}

function firstGap({ blocks }: Kept): number {
  let number = 1;
  while (blocks.has(number)) number += 1;
  return number;
}

function isAnyBeyond(numbers: ReadonlySet<number>, gap: number): boolean {
  for (const number of numbers) if (number > gap) return true;
  return false;
}

/**
 * Whatever carries our signature saw what it says, wherever it is: also a block that the store has
 * no more, or has another in place of.
 */
export function witnesses({ blocks, copies }: Kept, isSigned: IsSigned): readonly Block[] {
  const inStore = [...blocks.values()].flatMap((block) => readBlock(block) ?? []);
  const texts = new Set(inStore.map(blockText));
  const besides: Block[] = [];
  for (const text of copies.values()) {
    const block = texts.has(text) ? undefined : readCopy(text);
    if (block) besides.push(block);
  }
  return [...inStore, ...besides].filter(isSigned).sort((a, b) => a.number - b.number);
}

/**
 * The blocks that the second place alone has, behind the last one in the store: of a store that is
 * an older copy, or was set back or stopped between the two. None where anything else is missing.
 */
export function newerCopies(kept: Kept, isSigned: IsSigned): readonly Block[] {
  const { blocks, copies, copied } = kept;
  const gap = firstGap(kept);
  if (copied >= gap || isAnyBeyond(new Set(blocks.keys()), gap)) return [];
  const newer: Block[] = [];
  let last = readBlock(blocks.get(gap - 1));
  for (const number of [...copies.keys()].sort((a, b) => a - b)) {
    if (number < gap) continue;
    const block = readCopy(copies.get(number) ?? '');
    if (!block || block.number !== number || !follows(block, last) || !isSigned(block)) return [];
    newer.push(block);
    last = block;
  }
  return newer;
}

/** What is left of a record. */
export interface Remains {
  /** Where its head says that it ends; undefined when there is no head. */
  readonly end: (record: string) => number | undefined;
  readonly hashAt: (record: string, seq: number) => string | undefined;
}

/**
 * The events that are not where they were anchored, or not what they were; of each record the
 * one that the newest block saw, newest first: what was lost long ago stands before nothing.
 */
export function anchorFaults(
  blocks: readonly Block[],
  { end, hashAt }: Remains,
): readonly AnchorFault[] {
  const faults = new Map<string, AnchorFault>();
  for (const { number, entries } of blocks.toReversed()) {
    for (const { record, seq, hash } of entries) {
      const last = end(record);
      const at = { number, record, seq };
      if (faults.has(record)) continue;
      if (last === undefined) faults.set(record, { kind: 'deleted', ...at });
      else if (last < seq) faults.set(record, { kind: 'cut', ...at });
      else if (hashAt(record, seq) !== hash) faults.set(record, { kind: 'rewritten', ...at });
    }
  }
  return [...faults.values()];
}
