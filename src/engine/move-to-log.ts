/** Moves sealed events from a record's head to the append-only log, and then lets the head go. */

import type { Head, RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { commitKnown, knownHead } from './known-heads.ts';

export async function moveToLog(ctx: Context, key: RecordKey): Promise<void> {
  const head = knownHead(ctx, key) ?? (await ctx.store.load(key));
  if (!head) return;
  await ctx.store.append(head.sealed);
  const { log: _, ...due } = head.index.due;
  const index = { ...head.index, due };
  // Conflict: the head has moved on and carries them still; put if absent makes that harmless.
  await commitKnown(ctx, { ...head, version: head.version + 1, sealed: [], index });
}

/**
 * Ahead of a commit that lets them go: up to which number they are in the log. Zero where the log
 * cannot be written now, since nothing waits for it, and its own lane tries again.
 */
export async function logAhead(ctx: Context, key: RecordKey): Promise<number> {
  const head = knownHead(ctx, key);
  if (!head || head.sealed.length === 0) return 0;
  try {
    await ctx.store.append(head.sealed);
    return head.chain.seq;
  } catch (error) {
    ctx.log.warn('log-not-written', { record: key, why: String(error) });
    return 0;
  }
}

/** The head without what is in the log up to that number. */
export function withoutLogged(head: Head, loggedTo: number): Head {
  if (loggedTo === 0) return head;
  const sealed = head.sealed.filter((one) => one.seq > loggedTo);
  const { log: _, ...due } = head.index.due;
  return sealed.length > 0
    ? { ...head, sealed }
    : { ...head, sealed, index: { ...head.index, due } };
}
