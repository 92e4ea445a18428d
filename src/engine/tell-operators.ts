/** A word to the operators that is not lost with one call: said again until the chat has it. */

import type { Notice } from '../card/card.ts';
import { retryAfter } from '../work/retry.ts';
import { CHAT_TIMEOUT_MS, type Context } from './context.ts';

/** For about half an hour; what it is about stays in the journal in any case. */
const TRIES = 30;

/** Once it was tried: what the chat did not take is not waited for. */
export async function tellOperators(ctx: Context, notice: Notice, about: object): Promise<void> {
  if (!(await isTold(ctx, notice, about))) void tellAgain(ctx, notice, about);
}

/** The same, for what is told later on if it was not: true once they have it. */
export const isToldAtLast = async (ctx: Context, notice: Notice, about: object): Promise<boolean> =>
  (await isTold(ctx, notice, about)) || tellAgain(ctx, notice, about);

async function tellAgain(ctx: Context, notice: Notice, about: object): Promise<boolean> {
  for (let failures = 0; failures < TRIES - 1; failures += 1) {
    await ctx.clock.sleep(retryAfter(failures, ctx.spread()));
    if (await isTold(ctx, notice, about)) return true;
  }
  return false;
}

export async function isTold(ctx: Context, notice: Notice, about: object): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(CHAT_TIMEOUT_MS);
    const posted = await ctx.chat.announce(ctx.config.operators.channel, notice, signal);
    // Closed or archived, the channel may be opened again.
    if (!posted.ok) ctx.log.warn('operators-not-told', { ...about, why: posted.why });
    return posted.ok;
  } catch (error) {
    ctx.log.warn('operators-not-told', { ...about, why: String(error) });
    return false;
  }
}
