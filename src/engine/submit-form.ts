/** Takes in a form that somebody sent: a new request, a verdict with words, more time, an end. */

import type { Typed } from '../card/form.ts';
import { cleanText } from '../card/sanitize.ts';
import { actedNotice, requestedNotice, reviewedNotice } from '../card/whisper.ts';
import { type PersonKey, requestOfDrawing } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import { refuse } from '../kernel/refusal.ts';
import { parseTimeInput } from '../kernel/time-input.ts';
import { endNow, extendGrant } from './act-on-case.ts';
import type { FormSent } from './api.ts';
import { extensionOf } from './command-line.ts';
import { confirmBreakGlass, offerBreakGlass } from './break-glass.ts';
import type { Context } from './context.ts';
import { mend, replyTo } from './mend-reply.ts';
import { timeRefusal } from './read-ask.ts';
import { type Reply, refused } from './reply.ts';
import { type Acted, reviewRequest } from './review-request.ts';
import { type Afterthought, reviewAfterwards } from './review-after.ts';
import { submitRequest } from './submit-request.ts';

export function submitForm(
  ctx: Context,
  actor: PersonKey,
  { kind, drawing = '', typed }: FormSent,
  reader: Reader,
): Promise<Reply> {
  const comment = cleanText(typed.comment ?? '', 500).trim();
  switch (kind) {
    case 'request':
      return submitReply(ctx, actor, typed, reader);
    case 'deny':
      return deny(ctx, actor, drawing, comment, reader);
    case 'approve-shorter':
      return approveShorter(ctx, actor, drawing, typed, comment, reader);
    case 'extend':
      return extend(ctx, actor, drawing, typed, reader);
    case 'end-now':
      return byDrawing(drawing, reader, (id) => endNow(ctx, actor, id), 'end-now');
    case 'break-glass':
      return offerBreakGlass(ctx, actor, typed, reader);
    case 'break-glass-confirm':
      return confirmBreakGlass(ctx, actor, drawing, reader);
    case 'review-justified':
      return review(ctx, { actor, drawing, verdict: 'justified', comment }, reader);
    case 'review-unjustified':
      return review(ctx, { actor, drawing, verdict: 'not-justified', comment }, reader);
  }
}

export async function submitReply(
  ctx: Context,
  actor: PersonKey,
  typed: Typed,
  reader: Reader,
): Promise<Reply> {
  const answer = await submitRequest(ctx, actor, typed, reader);
  if (answer.ok) {
    return { kind: 'done', notice: requestedNotice(answer.id, answer.channel, reader) };
  }
  return replyTo(answer, typed, reader);
}

async function deny(
  ctx: Context,
  actor: PersonKey,
  drawing: string,
  comment: string,
  reader: Reader,
): Promise<Reply> {
  if (comment === '') return mend('comment', refuse('reason-missing', {}), reader);
  const click = { actor, drawing, verdict: 'deny', comment } as const;
  return answer(await reviewRequest(ctx, click), 'deny', reader);
}

async function review(ctx: Context, act: Afterthought, reader: Reader): Promise<Reply> {
  if (act.comment === '') return mend('comment', refuse('reason-missing', {}), reader);
  const acted = await reviewAfterwards(ctx, act);
  return acted.ok
    ? { kind: 'done', notice: reviewedNotice(acted.file.id, reader) }
    : refused(acted, reader);
}

async function approveShorter(
  ctx: Context,
  actor: PersonKey,
  drawing: string,
  typed: Typed,
  comment: string,
  reader: Reader,
): Promise<Reply> {
  const time = (typed.time ?? '').trim();
  const read = time === '' ? undefined : readLength(ctx, time, reader);
  if (read && !read.ok) return mend('time', read, reader);
  const shorter = read ? { shorterMs: read.value } : {};
  const said = comment ? { comment } : {};
  const click = { actor, drawing, verdict: 'approve', ...shorter, ...said } as const;
  const acted = await reviewRequest(ctx, click);
  if (!acted.ok && acted.code === 'shorter-is-longer') return mend('time', acted, reader);
  return answer(acted, 'approve', reader);
}

async function extend(
  ctx: Context,
  actor: PersonKey,
  drawing: string,
  typed: Typed,
  reader: Reader,
): Promise<Reply> {
  const read = readLength(ctx, typed.time ?? '', reader);
  if (!read.ok) return mend('time', read, reader);
  const why = cleanText(typed.why ?? '', 500).trim();
  const act = (id: Parameters<typeof extendGrant>[2]) =>
    extendGrant(ctx, actor, id, read.value, why || undefined);
  const reply = await byDrawing(drawing, reader, act, 'extend');
  const isLong = reply.kind === 'refused' && reply.refusal.code === 'extension-too-long';
  return isLong ? mend('time', reply.refusal, reader) : reply;
}

/** A length of time, and nothing that lies at a place on the clock. */
function readLength(ctx: Context, typed: string, { zone }: Reader) {
  const read = parseTimeInput(typed, { nowMs: ctx.clock.nowMs(), zone });
  if (!read.ok) return timeRefusal(typed, read.problem);
  const value = extensionOf(read.value);
  if (value !== undefined) return { ok: true, value } as const;
  const whole = { code: 'not-understood', typed, at: 0, length: typed.length } as const;
  return timeRefusal(typed, { ...whole, suggestions: ['30m', '1h'] });
}

async function byDrawing(
  drawing: string,
  reader: Reader,
  act: (id: NonNullable<ReturnType<typeof requestOfDrawing>>) => Promise<Acted>,
  what: 'extend' | 'end-now',
): Promise<Reply> {
  const id = requestOfDrawing(drawing);
  if (!id) return refused(refuse('request-unknown', { typed: drawing.slice(0, 40) }), reader);
  return answer(await act(id), what, reader);
}

/** A verdict needs no whisper: the card says it to everybody. */
function answer(
  acted: Acted,
  what: 'deny' | 'approve' | 'extend' | 'end-now',
  reader: Reader,
): Reply {
  if (!acted.ok) return refused(acted, reader);
  if (what === 'deny' || what === 'approve') return { kind: 'done' };
  return { kind: 'done', notice: actedNotice(what, acted.file, reader) };
}
