/**
 * The ledger: signed blocks, each over the one before it, that say where chains ended.
 *
 * A chain alone can be written anew by whoever can write the whole store. A block cannot, without
 * the key, and a copy of it lies where that hand does not reach.
 */

import { canonical, digestOf, sha256 } from '../kernel/digest.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { ChainHead } from './chain.ts';

/** Up to here this record was, when the block was written. */
export interface Anchor extends ChainHead {
  readonly record: string;
}

export interface Draft {
  /** From 1, without gaps. */
  readonly number: number;
  readonly atMs: EpochMs;
  /** The hash of the block before it, signature and all. */
  readonly previous: string;
  readonly entries: readonly Anchor[];
  /** The id of the key it is signed with. */
  readonly by: string;
}

export interface Block extends Draft {
  /** Over `signedText`, in base64. */
  readonly signature: string;
}

/** Short, whatever the block holds: a key that is far away signs no more than 4,096 bytes. */
export const signedText = ({ number, atMs, previous, entries, by }: Draft): string =>
  `prod-access ledger\n${digestOf({ number, atMs, previous, entries, by })}`;

export const blockText = (block: Block): string => canonical(block);

/** What stands in a first block in place of the one before it. */
const BEGINNING = sha256('prod-access ledger');

export function nextDraft(
  last: Block | undefined,
  entries: readonly Anchor[],
  atMs: EpochMs,
  by: string,
): Draft {
  const previous = last ? sha256(blockText(last)) : BEGINNING;
  return { number: (last?.number ?? 0) + 1, atMs, previous, entries, by };
}

export type LedgerFault =
  | { readonly kind: 'block-missing' | 'block-altered' | 'block-unsigned'; readonly number: number }
  | { readonly kind: 'copy-missing' | 'copy-differs'; readonly number: number }
  | {
      readonly kind: 'deleted' | 'cut' | 'rewritten';
      readonly number: number;
      readonly record: string;
      readonly seq: number;
    };

export interface Kept {
  /** As the store has them, in order of number. */
  readonly blocks: readonly Block[];
  /** As the second place has them, by number. */
  readonly copies: ReadonlyMap<number, string>;
  /** The highest number that the store says is in the second place; the rest is under way. */
  readonly copied: number;
}

/** The first fault of the blocks themselves; undefined when they can be relied on. */
export function firstBlockFault(
  { blocks, copies, copied }: Kept,
  isSigned: (draft: Draft, signature: string) => boolean,
): LedgerFault | undefined {
  let last: Block | undefined;
  for (const block of blocks) {
    const wanted = nextDraft(last, block.entries, block.atMs, block.by);
    const { number } = wanted;
    if (block.number !== number) return { kind: 'block-missing', number };
    if (!isSigned(block, block.signature)) return { kind: 'block-unsigned', number };
    if (block.previous !== wanted.previous) return { kind: 'block-altered', number };
    const copy = copies.get(number);
    if (copy === undefined && number <= copied) return { kind: 'copy-missing', number };
    if (copy !== undefined && copy !== blockText(block)) return { kind: 'copy-differs', number };
    last = block;
  }
  const number = blocks.length + 1;
  let most = copied;
  for (const one of copies.keys()) most = Math.max(most, one);
  return most >= number ? { kind: 'block-missing', number } : undefined;
}

/** What is left of a record. */
export interface Remains {
  /** Where its head says that it ends; undefined when there is no head. */
  readonly end: (record: string) => number | undefined;
  readonly hashAt: (record: string, seq: number) => string | undefined;
}

/** The first anchored event that is not where it was, or not what it was. */
export function firstAnchorFault(
  blocks: readonly Block[],
  { end, hashAt }: Remains,
): LedgerFault | undefined {
  for (const { number, entries } of blocks) {
    for (const { record, seq, hash } of entries) {
      const at = { number, record, seq };
      const last = end(record);
      if (last === undefined) return { kind: 'deleted', ...at };
      if (last < seq) return { kind: 'cut', ...at };
      if (hashAt(record, seq) !== hash) return { kind: 'rewritten', ...at };
    }
  }
  return undefined;
}
