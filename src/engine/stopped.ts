/** Why nothing is granted now, as a refusal. */

import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { Context } from './context.ts';

/** Undefined in normal life. */
export async function stoppedNow(ctx: Context): Promise<Refusal | undefined> {
  if (await stillWaits(ctx)) {
    return refuse('rules-unconfirmed', { operators: ctx.config.operators.contact });
  }
  const stop = ctx.stopped();
  return stop && refuse('granting-stopped', stop);
}

/** Others may have gone on from our rules a moment ago. */
export async function isBehindNow(ctx: Context): Promise<boolean> {
  await ctx.lookAgain?.();
  return ctx.isBehind?.() ?? false;
}

/** Ours are not in force, or not any more: by them nobody is counted, and nothing taken back. */
export async function notByTheseRules(ctx: Context): Promise<Refusal | undefined> {
  return (await stillWaits(ctx)) || (await isBehindNow(ctx)) ? stoppedNow(ctx) : undefined;
}

/** A word that another replica has taken is known here half a minute later, or once it matters. */
export async function stillWaits(ctx: Context): Promise<boolean> {
  if (!ctx.waits?.()) return false;
  await ctx.lookAgain?.();
  return ctx.waits();
}
