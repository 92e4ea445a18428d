/** Access first, and approval after: said in plain words, confirmed, and opened in one commit. */

import { confirmForm } from '../card/break-glass-form.ts';
import type { Form, Typed } from '../card/form.ts';
import { titleOf } from '../card/title.ts';
import { openedNotice } from '../card/whisper.ts';
import { openCase } from '../case-file/open-case.ts';
import type { PersonKey, RequestId } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import { type Answer, ok, refuse } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import { broken, understand, type Understood } from './break-glass-ask.ts';
import { isOnItsWay, keepOffer, type Kept, offerOf, takeOffer } from './break-glass-offer.ts';
import type { Context } from './context.ts';
import { decideBound } from './decide-case.ts';
import { recordRefusedAsk } from './journal.ts';
import { replyTo } from './mend-reply.ts';
import { preflightAsk } from './preflight.ts';
import { commitCase, loadCase } from './records.ts';
import { type Reply, refused } from './reply.ts';
import { asAnswered, draft } from './submit-request.ts';
import { tellUnfit } from './tell-unfit.ts';

/** Nothing is opened by this: it says what would be, and waits for their word. */
export async function offerBreakGlass(
  ctx: Context,
  actor: PersonKey,
  typed: Typed,
  reader: Reader,
): Promise<Reply> {
  const found = await understand(ctx, actor, typed, reader);
  if (!found.ok) return replyTo(found, typed, reader);
  return offer(ctx, found, typed, reader, false);
}

/** The same offer, drawn again; where the rules have changed, a new one that says so. */
export async function offerAgain(
  ctx: Context,
  actor: PersonKey,
  drawing: string,
  reader: Reader,
): Promise<Reply> {
  const again = await recall(ctx, actor, drawing, reader);
  if (again.reply) return again.reply;
  return { kind: 'form', form: formOf(ctx, again.found, drawing, reader, false) };
}

/** Their word. Said twice, or in one tick, it opens one grant. */
export async function confirmBreakGlass(
  ctx: Context,
  actor: PersonKey,
  drawing: string,
  reader: Reader,
): Promise<Reply> {
  const again = await recall(ctx, actor, drawing, reader);
  if (again.reply) return again.reply;
  const opened = await open(ctx, again.found, again.kept);
  if (opened.ok) {
    const { id, dueMs } = opened.value;
    return { kind: 'done', notice: openedNotice(id, dueMs, reader) };
  }
  const { person, ask } = again.found;
  await recordRefusedAsk(ctx, person, ask.entitlement.id, opened);
  tellUnfit(ctx, person, ask.entitlement.id, opened);
  return refused(opened, reader);
}

type Recalled =
  | { readonly reply: Reply }
  | { readonly reply?: undefined; readonly kept: Kept; readonly found: Understood };

/** What was offered, if it is good still, theirs, and what policy says of it now. */
async function recall(
  ctx: Context,
  actor: PersonKey,
  drawing: string,
  reader: Reader,
): Promise<Recalled> {
  const kept = await offerOf(ctx, drawing);
  if (!kept) return { reply: refused(refuse('break-glass-stale', {}), reader) };
  const { typed, digest, who, id } = kept.offer;
  const before = await openedBefore(ctx, actor, kept, reader);
  if (before) return { reply: before };
  const found = await understand(ctx, actor, typed, reader, id);
  if (!found.ok) return { reply: replyTo(found, typed, reader) };
  if (found.who !== who) {
    const no = refuse('not-yours', { id });
    await recordRefusedAsk(ctx, found.person, found.ask.entitlement.id, no);
    return { reply: refused(no, reader) };
  }
  const isChanged = found.digest !== digest;
  // Their word was given on other terms, and what came of it may be about to be there.
  if (isChanged && isOnItsWay(ctx, kept.offer)) {
    return { reply: refused(refuse('break-glass-live', { id }), reader) };
  }
  if (isChanged) return { reply: await offer(ctx, found, typed, reader, true) };
  return { kept, found };
}

/** Said again: what came of it the first time. */
async function openedBefore(
  ctx: Context,
  actor: PersonKey,
  { offer }: Kept,
  reader: Reader,
): Promise<Reply | undefined> {
  if (offer.takenMs === undefined) return undefined;
  const file = (await loadCase(ctx, offer.id))?.body;
  if (!file) return undefined;
  return file.request.requester.keys.includes(actor)
    ? { kind: 'done', notice: openedNotice(file.id, file.review?.dueMs ?? 0, reader) }
    : refused(refuse('not-yours', { id: file.id }), reader);
}

async function offer(
  ctx: Context,
  found: Understood,
  typed: Typed,
  reader: Reader,
  isChanged: boolean,
): Promise<Reply> {
  const { who, digest, ask } = found;
  const drawing = await keepOffer(ctx, ask.entitlement.id, { who, typed, digest });
  if (typeof drawing !== 'string') return refused(refuse('break-glass-live', drawing), reader);
  return { kind: 'form', form: formOf(ctx, found, drawing, reader, isChanged) };
}

function formOf(
  ctx: Context,
  { ask, targets, decision }: Understood,
  drawing: string,
  reader: Reader,
  isChanged: boolean,
): Form {
  const { catalog } = ctx.config;
  const { review, channels, trace } = decision;
  const { asked, justification, entitlement, account } = ask;
  const what = {
    title: titleOf(entitlement, reader.locale, catalog, account),
    targets,
    asked,
    justification,
    channels,
    from: review.from,
    dueMs: ctx.clock.nowMs() + review.withinMs,
    frozen: [...new Set(trace.frozen.map(({ calendar }) => calendar))],
    isChanged,
  };
  return confirmForm(what, catalog, drawing, reader);
}

interface Opened {
  readonly id: RequestId;
  readonly dueMs: EpochMs;
}

/** The offer is taken first, and its case has the id that stands in it: so there is one. */
async function open(ctx: Context, found: Understood, kept: Kept): Promise<Answer<Opened>> {
  const { person, principal, ask, wanted } = found;
  const targets = found.targets.map((target) => asAnswered(ctx, target, ask));
  const ready = await preflightAsk(ctx, principal, targets);
  if (!ready.ok) return ready;
  // Before anybody is called: statements may forbid one of the nodes that it came to.
  const bound = broken(await decideBound(ctx, wanted, found.decision, ready.value.targets));
  if (!bound.ok) return bound;
  const decision = bound.value;
  if (!(await takeOffer(ctx, kept))) return refuse('break-glass-stale', {});
  const { id } = kept.offer;
  const drafted = draft(ctx, person, ask, decision, ready.value);
  const { language, catalog } = ctx.config;
  const title = titleOf(ask.entitlement, language, catalog, ask.account);
  const opened = openCase({ ...drafted, id, breakGlass: true }, title, decision);
  await commitCase(ctx, undefined, opened);
  // Somebody was quicker, with this offer or by chance with this id: what is there counts.
  const file = (await loadCase(ctx, id))?.body;
  const isOurs = file?.request.breakGlass && file.request.requester.keys.includes(person.key);
  return isOurs && file.review
    ? ok({ id, dueMs: file.review.dueMs })
    : refuse('break-glass-stale', {});
}
