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

/** Whether it is the next one after the last. */
export function follows({ number, previous, ...rest }: Block, last: Block | undefined): boolean {
  const wanted = nextDraft(last, rest.entries, rest.atMs, rest.by);
  return number === wanted.number && previous === wanted.previous;
}

/** Undefined for what is no block to the letter, with nothing missing and nothing besides. */
export function readBlock(value: unknown): Block | undefined {
  if (!isObject(value) || !Array.isArray(value['entries'])) return undefined;
  const { number, atMs, previous, by, signature } = value;
  if (!isNumber(number) || !isNumber(atMs) || typeof previous !== 'string') return undefined;
  if (typeof by !== 'string' || typeof signature !== 'string') return undefined;
  const entries = value['entries'].flatMap((one: unknown) => readAnchor(one) ?? []);
  const block = { number, atMs, previous, entries, by, signature };
  return blockText(block) === canonical(value) ? block : undefined;
}

/** Of a text that anybody may have written. */
export function readCopy(text: string): Block | undefined {
  try {
    const block = readBlock(JSON.parse(text));
    return block && blockText(block) === text ? block : undefined;
  } catch {
    return undefined;
  }
}

function readAnchor(value: unknown): Anchor | undefined {
  if (!isObject(value)) return undefined;
  const { record, seq, hash } = value;
  return typeof record === 'string' && isNumber(seq) && typeof hash === 'string'
    ? { record, seq, hash }
    : undefined;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
