/**
 * From which block the ledger goes on.
 *
 * Whoever can write the store alone is not to choose what comes into the second place, nor under
 * which number. So a block of the store counts if it can be read, has the number of its record,
 * follows on the one before it, and is ours; one that another key signed, as before a change of
 * keys, counts if the second place has it as well. What does not count stays where it is, said
 * once, and no block is written until somebody has removed it: heads go on owing their anchor, so
 * nothing is lost.
 */

import { type Block, blockText, follows } from '../audit/ledger.ts';
import { canonical } from '../kernel/digest.ts';
import type { Ledger, SecondPlace } from '../ports/ledger.ts';
import type { Context } from './context.ts';
import { blockKey, type Row, rowAt } from './ledger-rows.ts';

export interface Tail {
  /** The last block that counts. */
  readonly last: Block | undefined;
  /** All up to here are in the second place. */
  readonly copied: number;
  /** The number that something has which does not count, or is not known to while key or place
   * are away. */
  readonly stuckAt?: number | undefined;
}

const NOTHING: Tail = { last: undefined, copied: 0 };

/** @param copied is what the store says, and anybody may have: the block there has to count. */
export async function tailAt(ctx: Context, ledger: Ledger, copied: number): Promise<Tail> {
  for (const number of [copied, copied - 1]) {
    const row = await rowAt(ctx, number);
    if (!row) continue;
    const counts = await doesCount(ctx, ledger, number, row);
    if (!counts || !row.block) return { last: undefined, copied: number - 1, stuckAt: number };
    return tailFrom(ctx, ledger, { last: row.block, copied: number });
  }
  return tailFrom(ctx, ledger, NOTHING);
}

/**
 * Goes on from what is known to count, and puts into the second place what an older release, or a
 * crash, left in the store alone.
 */
export async function tailFrom(ctx: Context, ledger: Ledger, from: Tail): Promise<Tail> {
  let tail = from;
  for (;;) {
    const number = (tail.last?.number ?? 0) + 1;
    const row = await rowAt(ctx, number);
    if (!row) return tail;
    const counts = await doesCount(ctx, ledger, number, row, tail);
    if (!counts || !row.block) return { ...tail, stuckAt: number };
    if (counts === 'ours' && !(await isCopied(ctx, ledger, row.block))) {
      return { ...tail, stuckAt: number };
    }
    tail = { last: row.block, copied: number };
  }
}

/** @param after where it has to follow on what is known; its own signature says it otherwise. */
async function doesCount(
  ctx: Context,
  ledger: Ledger,
  number: number,
  { body, block }: Row,
  after?: Tail,
): Promise<'ours' | 'there' | undefined> {
  if (block && (!after || follows(block, after.last))) {
    try {
      if (await ledger.key.isOwn(block)) return 'ours';
      if ((await ledger.place.get(number)) === blockText(block)) return 'there';
    } catch (error) {
      ctx.log.warn('ledger-not-copied', { number, why: String(error) });
      return undefined;
    }
  }
  sayStrange(ctx, ledger, number, canonical(body));
  return undefined;
}

async function isCopied(ctx: Context, { place }: Ledger, block: Block): Promise<boolean> {
  const { number } = block;
  try {
    if ((await place.put(block)) !== 'put') ctx.log.error('ledger-copy-differs', { number });
    return true;
  } catch (error) {
    ctx.log.warn('ledger-not-copied', { number, why: String(error) });
    return false;
  }
}

const strange = new WeakMap<SecondPlace, string>();

/** Once of each: it is looked at every quarter of a minute. */
function sayStrange(ctx: Context, { place }: Ledger, number: number, text: string): void {
  const what = `${number} ${text}`;
  if (strange.get(place) === what) return;
  strange.set(place, what);
  ctx.log.error('ledger-block-strange', { number, record: blockKey(number) });
}
