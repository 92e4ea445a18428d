/** The ledger's records in the store, which any hand there may have written: blocks, its end. */

import { emptyChain } from '../audit/chain.ts';
import { type Block, readBlock } from '../audit/ledger.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';

/** Where the ledger ends. Only a hint: the blocks themselves are asked. */
export interface LedgerEnd {
  readonly schema: 1;
  readonly number: number;
  /** All up to here are in the second place. */
  readonly copied: number;
}

export const LEDGER_END: RecordKey = 'meta/ledger';
export const blockKey = (number: number): RecordKey =>
  `meta/ledger-${String(number).padStart(8, '0')}`;

export const endOf = (head: Head | undefined): LedgerEnd =>
  (head?.body as LedgerEnd | undefined) ?? { schema: 1, number: 0, copied: 0 };

export interface Row {
  readonly body: unknown;
  /** Undefined when what stands there is not the block of this number. */
  readonly block: Block | undefined;
}

export async function rowAt(
  { store }: Pick<Context, 'store'>,
  number: number,
): Promise<Row | undefined> {
  if (!(number > 0)) return undefined;
  const head = await store.load(blockKey(number));
  if (!head) return undefined;
  const block = readBlock(head.body);
  return { body: head.body, block: block?.number === number ? block : undefined };
}

/** These records carry no events: they owe no anchor, or there would be no end. */
export function keep(ctx: Context, key: RecordKey, head: Head | undefined, body: unknown) {
  const version = (head?.version ?? 0) + 1;
  const createdMs = head?.index.createdMs ?? ctx.clock.nowMs();
  const index = { state: 'ledger', createdMs, due: {} };
  return ctx.store.commit({ key, version, body, chain: emptyChain(key), sealed: [], index });
}
