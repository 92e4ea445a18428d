/** Moves sealed events from a record's head to the append-only log, and then lets the head go. */

import type { RecordKey } from '../ports/store.ts';
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
