/** Chat effects of a case, in order, each until it is done or can never be. */

import { noticeFor } from '../card/notices.ts';
import { type CaseFile, isClearing, orderedExtension } from '../case-file/case-file.ts';
import type { RequestId } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import type { Posted } from '../ports/chat.ts';
import { type Effect, laneOf, type Lane, type Owed } from '../work/effect.ts';
import { nextBatch } from '../work/batch.ts';
import { broadcast, tellOperators } from './broadcast.ts';
import { callWebhook } from './call-webhook.ts';
import { CHAT_TIMEOUT_MS, type Context } from './context.ts';
import { putLine } from './put-line.ts';
import { caseKey, lastCase } from './records.ts';
import { rejectAtAws } from './reject-request.ts';
import { readerOf } from './resolve-person.ts';
import { logAhead } from './move-to-log.ts';
import { type Done, postpone, type Put, settle } from './settle-effects.ts';
import { shownCard } from './shown-card.ts';
import { isOurs } from './under-claim.ts';
import { viewCase } from './view-case.ts';

/** Works off one lane of a case; stops at the first effect that has to wait. */
export async function runEffects(ctx: Context, id: RequestId, lane: Lane): Promise<void> {
  let done: readonly Done[] = [];
  for (;;) {
    const file = (await lastCase(ctx, id))?.body;
    const left = file?.owed.filter(({ effect }) => laneOf(effect) === lane) ?? [];
    const open = left.filter(({ key }) => !done.some((one) => one.owed.key === key));
    const batch = nextBatch(open, ctx.clock.nowMs());
    if (!file || batch.length === 0 || !isOurs(ctx, file, lane)) return;
    // The last word of a burst takes what was sealed along to the log: one commit for both, and
    // written meanwhile, so that it is on record as soon as it was said.
    const isLast = batch.length === open.length;
    const logging = isLast ? logAhead(ctx, caseKey(id)) : 0;
    const ran = await Promise.allSettled(batch.map((owed) => runOne(ctx, file, owed)));
    const came = ran.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const said = came.flatMap((one) => ('fault' in one ? [] : [one]));
    done = [...done, ...said];
    const rest = open.slice(batch.length);
    const isWhole = said.length === batch.length;
    // Drawn once more it is the same card: on record with what comes after it.
    const hasMore = isWhole && nextBatch(rest, ctx.clock.nowMs()).length > 0;
    if (hasMore && done.every(isRepeatable)) continue;
    if (done.length > 0) await settle(ctx, id, done, isWhole ? await logging : 0);
    // When nothing of the batch is under way any more: with the first that is put off, another
    // replica may take the rest.
    for (const one of came) if ('fault' in one) await postpone(ctx, id, one.owed, one.fault);
    // What was said is on record first, or it would be said again at every try.
    for (const one of ran) if (one.status === 'rejected') throw one.reason;
    if (!isWhole) return;
    done = [];
  }
}

interface Late {
  readonly owed: Owed;
  readonly fault: Fault;
}

async function runOne(ctx: Context, seen: CaseFile, owed: Owed): Promise<Done | Late> {
  try {
    const posted = await carryOut(ctx, seen, owed.effect);
    if (posted && !posted.ok) ctx.log.warn('chat-refused', { case: seen.id, why: posted.why });
    return { owed, seen, posted };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    ctx.log.warn('effect-postponed', { case: seen.id, effect: owed.key, why: error.message });
    return { owed, fault: error };
  }
}

/** Its place is known already, so doing it again after a crash shows nobody anything twice. */
const isRepeatable = ({ owed, seen, posted }: Done): boolean =>
  owed.effect.kind === 'card' && posted?.ok === true && posted.ref.message === seen.card?.message;

async function carryOut(ctx: Context, file: CaseFile, effect: Effect): Promise<Put | undefined> {
  const signal = AbortSignal.timeout(CHAT_TIMEOUT_MS);
  switch (effect.kind) {
    case 'card':
      return putCard(ctx, file, signal);
    case 'line':
      return putLine(ctx, file, effect.seq, signal);
    case 'notice':
      return tell(ctx, file, effect, signal);
    case 'operators':
      return tellOperators(ctx, file, effect.seq, signal);
    case 'broadcast':
      return broadcast(ctx, file, effect.channel, signal);
    case 'page': {
      const { sinceMs } = effect;
      // Held up until it was over, or until the next one was due: nobody is called for that.
      if (!isStillOverdue(file) || sinceMs !== file.grant?.overdueSaidMs) return undefined;
      const text = `Revocation of ${file.id} is overdue.`;
      await ctx.pager.page({ id: file.id, text, sinceMs });
      return undefined;
    }
    case 'reject':
      await rejectAtAws(ctx, file, effect.note);
      return undefined;
    case 'webhook':
      await callWebhook(ctx, file, effect);
      return undefined;
    case 'set-lease':
    case 'look-back':
      return undefined;
  }
}

/** It goes on, or is ending, or is what is left of what failed. */
const isStillOverdue = (file: CaseFile): boolean =>
  file.grant?.state === 'revoking' ||
  isClearing(file) ||
  (file.grant?.state === 'active' && orderedExtension(file) !== undefined);

/** Brings the posted card up to date; posts it anew where it is gone, or closed to us. */
async function putCard(ctx: Context, file: CaseFile, signal: AbortSignal): Promise<Put> {
  const card = await shownCard(ctx, file);
  const entitlement = ctx.config.catalog.entitlements.get(file.request.entitlement);
  const channel = entitlement?.channel ?? ctx.config.operators.channel;
  if (file.card) {
    const updated = await ctx.chat.updateCard(file.card, card, signal);
    if (updated.ok || updated.why === 'refused') return updated;
  }
  const posted = await ctx.chat.postCard(channel, card, signal);
  if (posted.ok) return posted;
  // The channel is archived, closed to us or shared with strangers: the operators see the card.
  const second = await ctx.chat.postCard(ctx.config.operators.channel, card, signal);
  // Nobody sees it anywhere: tried again until somebody opens a door, for nothing may be lost.
  if (!second.ok) throw new Fault('chat-refused', `No channel takes the card: ${posted.why}.`);
  return { ...second, because: posted.why === 'gone' ? 'no-channel' : posted.why };
}

async function tell(
  ctx: Context,
  file: CaseFile,
  effect: Extract<Effect, { kind: 'notice' }>,
  signal: AbortSignal,
): Promise<Posted> {
  const reader = await readerOf(ctx, effect.to);
  const view = await viewCase(ctx, file, reader);
  return ctx.chat.tell(effect.to, noticeFor(effect.topic, view, effect.beforeMs), signal);
}
