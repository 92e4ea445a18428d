/** Which block of a ledger saw an event first. */

import type { Block } from '../audit/ledger.ts';
import type { EpochMs } from '../kernel/time.ts';

export interface Cover {
  readonly block: Block;
  /** When the block before it was written: then this event was in none. */
  readonly previousMs: EpochMs;
  /** No block before it saw anything of the record. */
  readonly isFirst: boolean;
}

export interface Coverage {
  knows(record: string): boolean;
  firstOver(record: string, seq: number): Cover | undefined;
}

/** @param blocks in order of their numbers. */
export function coverageOf(blocks: readonly Block[]): Coverage {
  const anchors = new Map<string, Array<readonly [seq: number, at: number]>>();
  for (const [at, { entries }] of blocks.entries()) {
    for (const { record, seq } of entries) {
      const known = anchors.get(record) ?? [];
      anchors.set(record, known);
      // One that reaches no further saw nothing first.
      if (seq > (known.at(-1)?.[0] ?? 0)) known.push([seq, at]);
    }
  }
  return {
    knows: (record) => anchors.has(record),
    firstOver(record, seq) {
      const known = anchors.get(record) ?? [];
      const place = firstFrom(known, seq);
      const at = known[place]?.[1];
      const block = at === undefined ? undefined : blocks[at];
      if (at === undefined || !block) return undefined;
      return { block, previousMs: blocks[at - 1]?.atMs ?? -Infinity, isFirst: place === 0 };
    },
  };
}

/** By halves: the records of a year are anchored by the ten thousand. */
function firstFrom(known: ReadonlyArray<readonly [seq: number, at: number]>, seq: number): number {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((known[middle]?.[0] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
