/**
 * Anchors new heads in the ledger: at most five minutes or a hundred heads apart.
 *
 * The number of a block decides among replicas: it is put if absent, and whoever comes second
 * leaves what is owed to the next round. A crash between any two writes anchors a head twice or
 * copies a block later, and loses nothing.
 */

import { emptyChain } from '../audit/chain.ts';
import { type Anchor, type Block, nextDraft } from '../audit/ledger.ts';
import type { Ledger, LedgerKey } from '../ports/ledger.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { commitKnown } from './known-heads.ts';
import { ANCHOR_DELAY_MS } from './commit-head.ts';

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

const MOST = 100;

export async function anchorHeads(ctx: Context): Promise<void> {
  const { ledger } = ctx;
  if (!ledger) return;
  for (;;) {
    const nowMs = ctx.clock.nowMs();
    const rows = await ctx.store.due('ledger', nowMs + ANCHOR_DELAY_MS, MOST);
    const [oldest] = rows;
    if (!oldest || (rows.length < MOST && oldest.dueMs > nowMs)) break;
    const found = await Promise.all(rows.map(({ key }) => ctx.store.load(key)));
    const owing = found.filter((head) => head !== undefined).filter(isOwing);
    if (owing.length === 0 || !(await writeBlock(ctx, ledger, owing))) break;
    for (const head of owing) await settle(ctx, head);
    if (rows.length < MOST) break;
  }
  await copyBlocks(ctx, ledger);
}

/** What only a newer replica can read is left to it, and goes on owing. */
function isOwing(head: Head): boolean {
  try {
    return head.index.due.ledger !== undefined && head.chain.seq >= 0;
  } catch {
    return false;
  }
}

/** Whether the block was ours to write. */
async function writeBlock(ctx: Context, { key }: Ledger, heads: readonly Head[]) {
  const last = await lastBlock(ctx);
  const entries = heads
    .map((head) => ({ record: head.key, ...head.chain }))
    .sort((a, b) => (a.record < b.record ? -1 : 1));
  const block = await signed(ctx, key, last, entries);
  return block && (await keep(ctx, blockKey(block.number), undefined, block)) === 'committed';
}

/** A key that is away is asked again in a moment: the heads go on owing their anchor. */
async function signed(
  ctx: Context,
  key: LedgerKey,
  last: Block | undefined,
  entries: readonly Anchor[],
): Promise<Block | undefined> {
  try {
    const draft = nextDraft(last, entries, ctx.clock.nowMs(), await key.id());
    return { ...draft, signature: await key.sign(draft) };
  } catch (error) {
    ctx.log.warn('ledger-not-signed', { number: (last?.number ?? 0) + 1, why: String(error) });
    return undefined;
  }
}

/** Whoever dies before this has the head anchored once more; conflict: it owes another already. */
async function settle(ctx: Context, head: Head): Promise<void> {
  const { ledger: _, ...due } = head.index.due;
  const index = { ...head.index, due };
  await commitKnown(ctx, { ...head, version: head.version + 1, index });
}

async function lastBlock(ctx: Context): Promise<Block | undefined> {
  const { number } = endOf(await ctx.store.load(LEDGER_END));
  let last: Block | undefined;
  for (let next = Math.max(number, 1); ; next += 1) {
    const block = await loadBlock(ctx, next);
    if (!block) return last;
    last = block;
  }
}

/** A place that is away is asked again in a moment: what it lacks stays written down as owed. */
async function copyBlocks(ctx: Context, { place }: Ledger): Promise<void> {
  const head = await ctx.store.load(LEDGER_END);
  const before = endOf(head);
  let { copied } = before;
  let number = Math.max(before.number, copied);
  try {
    for (let next = copied + 1; ; next += 1) {
      const block = await loadBlock(ctx, next);
      if (!block) break;
      number = Math.max(number, next);
      if ((await place.put(block)) === 'other') {
        ctx.log.error('ledger-copy-differs', { number: next });
      }
      copied = next;
    }
  } catch (error) {
    ctx.log.warn('ledger-not-copied', { number: copied + 1, why: String(error) });
  }
  if (copied === before.copied && number === before.number) return;
  const end: LedgerEnd = { schema: 1, number, copied };
  // Conflict: another replica has copied as well, and says so.
  await keep(ctx, LEDGER_END, head, end);
}

const loadBlock = async (ctx: Context, number: number) =>
  (await ctx.store.load(blockKey(number)))?.body as Block | undefined;

export const endOf = (head: Head | undefined): LedgerEnd =>
  (head?.body as LedgerEnd | undefined) ?? { schema: 1, number: 0, copied: 0 };

/** The ledger's own records carry no events: they owe no anchor, or there would be no end. */
function keep(ctx: Context, key: RecordKey, head: Head | undefined, body: unknown) {
  const version = (head?.version ?? 0) + 1;
  const createdMs = head?.index.createdMs ?? ctx.clock.nowMs();
  const index = { state: 'ledger', createdMs, due: {} };
  return ctx.store.commit({ key, version, body, chain: emptyChain(key), sealed: [], index });
}
