/** Why nothing is granted now, as a refusal. */

import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { Context } from './context.ts';

/** Undefined in normal life. */
export function stoppedNow(ctx: Context): Refusal | undefined {
  if (ctx.waits?.()) {
    return refuse('rules-unconfirmed', { operators: ctx.config.operators.contact });
  }
  const stop = ctx.stopped();
  return stop && refuse('granting-stopped', stop);
}
