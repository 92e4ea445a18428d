/** Words for a whole channel: what operators hear, and access that was opened before approval. */

import { broadcastNotice } from '../card/break-glass-notice.ts';
import { operatorNotice } from '../card/operator-notices.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { Fault } from '../kernel/fault.ts';
import type { Posted } from '../ports/chat.ts';
import type { Context } from './context.ts';
import { eventAt } from './recorded.ts';
import { caseKey } from './records.ts';
import { viewCase } from './view-case.ts';

export async function tellOperators(
  ctx: Context,
  file: CaseFile,
  seq: number,
  signal: AbortSignal,
): Promise<Posted | undefined> {
  const event = await eventAt(ctx, caseKey(file.id), seq);
  if (!event) return undefined;
  const notice = operatorNotice(event, await viewCase(ctx, file));
  return ctx.chat.announce(ctx.config.operators.channel, notice, signal);
}

/** Somebody hears of it, whatever becomes of the channel: tried until one takes it. */
export async function broadcast(
  ctx: Context,
  file: CaseFile,
  channel: string,
  signal: AbortSignal,
): Promise<Posted & { readonly because?: string }> {
  const view = await viewCase(ctx, file);
  const told = await ctx.chat.announce(channel, broadcastNotice(view), signal);
  if (told.ok) return told;
  const notice = broadcastNotice(view, channel);
  const second = await ctx.chat.announce(ctx.config.operators.channel, notice, signal);
  if (!second.ok) throw new Fault('chat-refused', `No channel takes the news: ${told.why}.`);
  return { ...second, because: told.why };
}
