/** Holds what the ledger anchored against what the store has now. */

import {
  type Block,
  firstAnchorFault,
  firstBlockFault,
  type LedgerFault,
} from '../audit/ledger.ts';
import { blockKey, endOf, LEDGER_END } from '../engine/anchor.ts';
import type { LedgerCheck, SecondPlace } from '../ports/ledger.ts';
import type { Head } from '../ports/store.ts';
import { type AuditSource, allHeads } from './all-heads.ts';

export interface LedgerReport {
  readonly fault?: LedgerFault | undefined;
  readonly blocks: number;
  readonly anchors: number;
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
  const blocks = await allBlocks(store);
  const anchors = blocks.reduce((sum, { entries }) => sum + entries.length, 0);
  const kept = { blocks, copies, copied };
  const fault =
    firstBlockFault(kept, (draft, signature) => check.isSigned(draft, signature)) ??
    firstAnchorFault(blocks, await remainsOf(store, blocks));
  return { fault, blocks: blocks.length, anchors };
}

/** By number up to the first that is not there; what lies beyond it is found by its copy. */
async function allBlocks(store: AuditSource): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  for (;;) {
    const head = await store.load(blockKey(blocks.length + 1));
    if (!head) return blocks;
    blocks.push(head.body as Block);
  }
}

async function remainsOf(store: AuditSource, blocks: readonly Block[]) {
  const wanted = new Set(blocks.flatMap(({ entries }) => entries.map(nameOf)));
  const ends = new Map<string, number>();
  const hashes = new Map<string, string>();
  const see = (sealed: Head['sealed'][number]) => {
    if (wanted.has(nameOf(sealed))) hashes.set(nameOf(sealed), sealed.hash);
  };
  for await (const head of allHeads(store)) {
    ends.set(head.key, head.chain.seq);
    for (const sealed of head.sealed) see(sealed);
  }
  for await (const sealed of store.events({})) see(sealed);
  return {
    end: (record: string) => ends.get(record),
    hashAt: (record: string, seq: number) => hashes.get(nameOf({ record, seq })),
  };
}

const nameOf = ({ record, seq }: { readonly record: string; readonly seq: number }) =>
  `${seq} ${record}`;

export function ledgerSentence(fault: LedgerFault): string {
  const block = `block ${fault.number} of the ledger`;
  switch (fault.kind) {
    case 'block-missing':
      return `B${block.slice(1)} is missing from the store.`;
    case 'block-altered':
      return `B${block.slice(1)} does not follow from the block before it.`;
    case 'block-unsigned':
      return `B${block.slice(1)} does not carry the signature of this key.`;
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
