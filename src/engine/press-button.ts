/** Carries out a press on a button: the button says which drawing, the store says all the rest. */

import { reviewForm } from '../card/break-glass-form.ts';
import { denyForm, endForm, extendForm, shorterForm } from '../card/forms.ts';
import { confirmedWhisper } from '../card/rules-notices.ts';
import { actedNotice, adoptedNotice, driftSettledNotice } from '../card/whisper.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { type PersonKey, requestOfDrawing } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import { refuse } from '../kernel/refusal.ts';
import { cancelRequest, giveBack, isOperator } from './act-on-case.ts';
import { confirmAdoption } from './adoption.ts';
import type { Press } from './api.ts';
import { confirmConfiguration } from './confirm-configuration.ts';
import type { Context } from './context.ts';
import { settleDrift } from './drift.ts';
import { why } from './why.ts';
import { loadCase } from './records.ts';
import { type Reply, refused } from './reply.ts';
import { resolvePerson } from './resolve-person.ts';
import { misplaced, reviewRequest } from './review-request.ts';
import { viewCase } from './view-case.ts';

export async function pressButton(
  ctx: Context,
  actor: PersonKey,
  press: Press,
  reader: Reader,
): Promise<Reply> {
  if (press.action === 'adopt') return adopt(ctx, actor, reader);
  if (press.action === 'confirm-rules') return confirmRules(ctx, actor, press.value, reader);
  if (press.action === 'drift-restore') return drift(ctx, actor, press.value, 'restore', reader);
  if (press.action === 'drift-remove') return drift(ctx, actor, press.value, 'remove', reader);
  if (press.action === 'drift-leave') return drift(ctx, actor, press.value, 'leave', reader);
  if (press.action === 'approve') return approve(ctx, actor, press, reader);
  const id = requestOfDrawing(press.value);
  const file = id && (await loadCase(ctx, id))?.body;
  if (!file) return refused(refuse('request-unknown', { typed: press.value.slice(0, 40) }), reader);
  return onCase(ctx, actor, press, file, reader);
}

/** Whether there is such a request is found out by the review itself. */
async function approve(
  ctx: Context,
  actor: PersonKey,
  { value: drawing, place }: Press,
  reader: Reader,
): Promise<Reply> {
  const acted = await reviewRequest(ctx, { actor, drawing, verdict: 'approve', ...place });
  return acted.ok ? { kind: 'done' } : refused(acted, reader);
}

async function onCase(
  ctx: Context,
  actor: PersonKey,
  press: Press,
  file: CaseFile,
  reader: Reader,
): Promise<Reply> {
  switch (press.action) {
    case 'deny':
    case 'approve-shorter':
    case 'end-now':
    case 'extend':
    case 'review-justified':
    case 'review-unjustified':
      return openForm(ctx, press, file, reader);
    case 'done': {
      const acted = await giveBack(ctx, actor, file.id);
      return acted.ok
        ? { kind: 'done', notice: actedNotice('done', acted.file, reader) }
        : refused(acted, reader);
    }
    case 'cancel': {
      const acted = await cancelRequest(ctx, actor, file.id);
      return acted.ok
        ? { kind: 'done', notice: actedNotice('cancel', acted.file, reader) }
        : refused(acted, reader);
    }
    case 'why':
      return explained(ctx, actor, file, reader);
    case 'approve':
    case 'drift-restore':
    case 'drift-remove':
    case 'drift-leave':
    case 'adopt':
    case 'confirm-rules':
      return { kind: 'done' };
  }
}

/** Who may fill the form in is decided when it is sent; opening it decides nothing. */
async function openForm(
  ctx: Context,
  { action, value, place }: Press,
  file: CaseFile,
  reader: Reader,
): Promise<Reply> {
  const elsewhere = place && action !== 'extend' ? misplacedPress(file, place, value) : undefined;
  if (elsewhere) return refused(elsewhere, reader);
  const view = await viewCase(ctx, file, reader);
  if (action === 'review-justified' || action === 'review-unjustified') {
    return { kind: 'form', form: reviewForm(view, action, value) };
  }
  if (action === 'deny') return { kind: 'form', form: denyForm(view, value) };
  if (action === 'end-now') return { kind: 'form', form: endForm(view, value) };
  if (action === 'extend') return { kind: 'form', form: extendForm(file.id, value, reader) };
  return { kind: 'form', form: shorterForm(view, value) };
}

const misplacedPress = (
  file: CaseFile,
  place: { readonly channel: string; readonly message: string },
  drawing: string,
) => misplaced(file, { actor: file.request.requester.key, drawing, ...place });

async function explained(
  ctx: Context,
  actor: PersonKey,
  file: CaseFile,
  reader: Reader,
): Promise<Reply> {
  const known = await resolvePerson(ctx, actor);
  if (!known.ok) return refused(known, reader);
  const notice = await why(ctx, known.value.person, { id: file.id }, reader);
  return notice.ok ? { kind: 'done', notice: notice.value } : refused(notice, reader);
}

async function drift(
  ctx: Context,
  actor: PersonKey,
  handle: string,
  order: 'restore' | 'remove' | 'leave',
  reader: Reader,
): Promise<Reply> {
  const settled = await settleDrift(ctx, actor, handle, order);
  return settled.ok
    ? { kind: 'done', notice: driftSettledNotice(settled.value.what, order, reader) }
    : refused(settled, reader);
}

async function confirmRules(
  ctx: Context,
  actor: PersonKey,
  handle: string,
  reader: Reader,
): Promise<Reply> {
  const confirmed = await confirmConfiguration(ctx, actor, handle);
  return confirmed.ok
    ? { kind: 'done', notice: confirmedWhisper(confirmed.value.number, reader) }
    : refused(confirmed, reader);
}

async function adopt(ctx: Context, actor: PersonKey, reader: Reader): Promise<Reply> {
  const known = await resolvePerson(ctx, actor);
  if (!known.ok) return refused(known, reader);
  if (!(await isOperator(ctx, known.value.person))) {
    return refused(refuse('not-an-operator', { operators: ctx.config.operators.contact }), reader);
  }
  await confirmAdoption(ctx, known.value.person);
  return { kind: 'done', notice: adoptedNotice(reader) };
}
