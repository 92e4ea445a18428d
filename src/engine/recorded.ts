/** Facts that are on record, wherever they lie by now. */

import type { AuditEvent } from '../audit/event.ts';
import type { RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { knownHead } from './known-heads.ts';

/** A recorded fact by its place in the record's chain. */
export async function eventAt(
  ctx: Context,
  key: RecordKey,
  seq: number,
): Promise<AuditEvent | undefined> {
  const head = knownHead(ctx, key) ?? (await ctx.store.load(key));
  const sealed = head?.sealed.find((one) => one.seq === seq);
  if (sealed) return sealed.event;
  for await (const one of ctx.store.events({ record: key })) if (one.seq === seq) return one.event;
  return undefined;
}
