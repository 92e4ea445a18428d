/**
 * Whether this store may remove what carries our mark but is unknown to it.
 *
 * An empty store, or one that is an older copy of itself, does not know of grants that others
 * made; it only reports until an operator confirms. A copy knows even less: what it knows may have
 * been renewed or ended since, so until then it gives nothing, and takes only what is ended anew.
 */

import { type AuditEvent, event } from '../audit/event.ts';
import type { Person } from '../kernel/person.ts';
import { type EpochMs, SECOND } from '../kernel/time.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { record } from './journal.ts';
import { commitHead } from './commit-head.ts';

interface Adoption {
  readonly schema: 1;
  readonly confirmedBy?: string;
  /** Since when this is known to be an older copy. */
  readonly copySinceMs?: EpochMs;
}

export interface Standing {
  readonly isConfirmed: boolean;
  readonly copySinceMs: EpochMs | undefined;
}

const KEY: RecordKey = 'meta/adoption';

/** An answer is good for so long: what an operator confirms is heard of by then. */
const KEPT_MS = 30 * SECOND;
const kept = new WeakMap<Context, { readonly atMs: number; readonly said: Standing }>();

export async function standing(ctx: Context): Promise<Standing> {
  const atMs = ctx.clock.monotonicMs();
  const known = kept.get(ctx);
  if (known && atMs - known.atMs < KEPT_MS) return known.said;
  const head = await ctx.store.load(KEY);
  const { confirmedBy, copySinceMs } = (head?.body ?? {}) as Partial<Adoption>;
  const said = { isConfirmed: confirmedBy !== undefined, copySinceMs };
  kept.set(ctx, { atMs, said });
  return said;
}

/** Before anything else is done with a store: is it one that must not be trusted yet? */
export async function recordCopy(ctx: Context): Promise<void> {
  const copy = ctx.health?.copy;
  if (!copy) return;
  const nowMs = ctx.clock.nowMs();
  for (;;) {
    const head = await ctx.store.load(KEY);
    if ((await put(ctx, head, 'copy', { schema: 1, copySinceMs: nowMs })) === 'committed') break;
  }
  await record(ctx, [event('copy-found', nowMs, 'prod-access', { why: copy.why })]);
  ctx.log.error('store-is-a-copy', { why: copy.why });
  await copy.settle();
}

/** In one commit with whose word it was: what removes is on record, whatever dies after it. */
export async function confirmAdoption(ctx: Context, by: Person): Promise<void> {
  const body = { schema: 1, confirmedBy: by.key } as const;
  for (;;) {
    const head = await ctx.store.load(KEY);
    const said = event('adoption-confirmed', ctx.clock.nowMs(), by.key, { by: by.name });
    // Of two words in one moment both are on record, and so is the later of two states.
    if ((await put(ctx, head, 'confirmed', body, [said])) === 'committed') return;
  }
}

async function put(
  ctx: Context,
  head: Head | undefined,
  state: string,
  body: Adoption,
  events: readonly AuditEvent[] = [],
) {
  const index = { state, createdMs: ctx.clock.nowMs(), due: {} };
  kept.delete(ctx);
  const answer = await commitHead(ctx, KEY, head, body, events, index);
  kept.delete(ctx);
  return answer;
}
