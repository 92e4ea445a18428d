/** Of several replicas, one that may grant nothing leaves it to one that may, for a while. */

import type { RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { PATIENCE_MS } from './silence.ts';

export async function isForOthers(ctx: Context, key: RecordKey): Promise<boolean> {
  if (!ctx.claims) return false;
  // It may be behind since a moment ago, or not be any more.
  await ctx.lookAgain?.();
  if (ctx.waits?.()) return true;
  return ctx.stopped() !== undefined && ctx.claims.leftFor(key) < PATIENCE_MS;
}
