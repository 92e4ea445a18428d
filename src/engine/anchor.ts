/**
 * Anchors new heads in the ledger: at most five minutes or a hundred heads apart.
 *
 * The number of a block decides among replicas: it is put if absent, in the second place and then
 * in the store, and whoever comes second takes what stands there. A crash between any two writes
 * anchors a head twice, and loses nothing. While the second place is away, or something that is no
 * block of ours has the next number in the store, heads owe and wait.
 */

import {
  type Anchor,
  type Block,
  blockText,
  follows,
  nextDraft,
  readCopy,
} from '../audit/ledger.ts';
import { MINUTE } from '../kernel/time.ts';
import type { Ledger, LedgerKey, SecondPlace } from '../ports/ledger.ts';
import type { Head } from '../ports/store.ts';
import type { Context } from './context.ts';
import { commitKnown } from './known-heads.ts';
import { anchorsDue } from './anchors-due.ts';
import { blockKey, endOf, keep, LEDGER_END, type LedgerEnd, rowAt } from './ledger-rows.ts';
import { type Tail, tailAt, tailFrom } from './ledger-tail.ts';

const MOST = 100;
const ON_ITS_WAY_MS = MINUTE;

export async function anchorHeads(ctx: Context): Promise<void> {
  const { ledger } = ctx;
  if (!ledger) return;
  const head = await ctx.store.load(LEDGER_END);
  const before = endOf(head);
  const isBehind = before.number !== before.copied || (await rowAt(ctx, before.copied + 1));
  let tail: Tail | undefined;
  for (;;) {
    const rows = await anchorsDue(ctx, MOST);
    const isDue = rows.length > 0;
    if (!isDue && !(isBehind && !tail)) break;
    tail = tail ? await tailFrom(ctx, ledger, tail) : await tailAt(ctx, ledger, before.copied);
    if (!isDue || tail.stuckAt !== undefined) break;
    const found = await Promise.all(rows.map(({ key }) => ctx.store.load(key)));
    const owing = found.filter((one) => one !== undefined).filter(isOwing);
    const block = owing.length > 0 ? await nextBlock(ctx, ledger, owing, tail) : undefined;
    if (!block) break;
    tail = { last: block, copied: block.number };
    const anchored = owing.filter((one) => isAnchored(one, block));
    for (const one of anchored) await settle(ctx, one);
    if (anchored.length === owing.length && rows.length < MOST) break;
  }
  if (!tail) return;
  const end = endFrom(tail, before);
  if (end.copied === before.copied && end.number === before.number) return;
  // Conflict: another replica has gone on as well, and says so.
  await keep(ctx, LEDGER_END, head, end);
}

/** What stands in the way counts as not yet in the second place, so it is seen from outside. */
function endFrom({ copied, stuckAt }: Tail, before: LedgerEnd): LedgerEnd {
  const number = stuckAt === undefined ? copied : Math.max(stuckAt, before.number);
  return { schema: 1, number, copied };
}

/** What only a newer replica can read is left to it, and goes on owing. */
function isOwing(head: Head): boolean {
  try {
    return head.index.due.ledger !== undefined && head.chain.seq >= 0;
  } catch {
    return false;
  }
}

/** What stands under the next number now, and may not be ours; undefined: not in this round. */
async function nextBlock(
  ctx: Context,
  ledger: Ledger,
  heads: readonly Head[],
  { last }: Tail,
): Promise<Block | undefined> {
  const entries = heads
    .map((head) => ({ record: head.key, ...head.chain }))
    .sort((a, b) => (a.record < b.record ? -1 : 1));
  const draft = await signed(ctx, ledger.key, last, entries);
  const block = draft && (await placed(ctx, ledger, last, draft));
  if (!block) return undefined;
  if ((await keep(ctx, blockKey(block.number), undefined, block)) === 'committed') return block;
  const there = (await rowAt(ctx, block.number))?.block;
  return there && blockText(there) === blockText(block) ? block : undefined;
}

/**
 * The second place has the first word on every number, so that it and the store never part. One
 * of our own that follows on the store is taken from there: another replica put it just now, or
 * the store was restored from before it. Anything else is a fault that stays for all to see; but
 * not before a replica with another key has had the time to put its own into the store.
 */
async function placed(
  ctx: Context,
  { key, place }: Ledger,
  last: Block | undefined,
  block: Block,
): Promise<Block | undefined> {
  const { number } = block;
  try {
    const answer = await place.put(block);
    if (answer === 'put') return block;
    const copy = readCopy(answer.other);
    if (copy && follows(copy, last) && (await key.isOwn(copy))) {
      ctx.log.info('ledger-block-taken', { number });
      return copy;
    }
    if (mayBeOnItsWay(ctx, { key, place }, number)) return undefined;
    ctx.log.error('ledger-copy-differs', { number });
    return block;
  } catch (error) {
    ctx.log.warn('ledger-not-copied', { number, why: String(error) });
    return undefined;
  }
}

/** While a key is replaced, replica by replica, two of them put blocks. */
function mayBeOnItsWay({ clock }: Context, ledger: Ledger, number: number): boolean {
  const [nowMs, known] = [clock.monotonicMs(), strange.get(ledger.place)];
  const sinceMs = known?.number === number ? known.sinceMs : nowMs;
  strange.set(ledger.place, { number, sinceMs });
  return nowMs - sinceMs < ON_ITS_WAY_MS;
}

const strange = new WeakMap<SecondPlace, { readonly number: number; readonly sinceMs: number }>();

const isAnchored = ({ key, chain }: Head, { entries }: Block): boolean =>
  entries.some(
    ({ record, seq, hash }) => record === key && seq === chain.seq && hash === chain.hash,
  );

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
