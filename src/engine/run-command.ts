/** Carries out a line typed behind `/prod-access`. */

import type { PersonKey, RequestId } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import { refuse } from '../kernel/refusal.ts';
import { extendForm } from '../card/forms.ts';
import { adoptedNotice, actedNotice } from '../card/whisper.ts';
import {
  cancelRequest,
  endNow,
  extendGrant,
  giveBack,
  isOperator,
  writeOffGrant,
} from './act-on-case.ts';
import { confirmAdoption } from './adoption.ts';
import { offerBreakGlass } from './break-glass.ts';
import type { Command } from './command-line.ts';
import type { Context } from './context.ts';
import { help, meant, mine, pending, who } from './look-up.ts';
import { loadCase } from './records.ts';
import { type Reply, refused } from './reply.ts';
import { breakGlassFormFor, formFor } from './request-form.ts';
import { type Known, resolvePerson, WARM_MS } from './resolve-person.ts';
import type { Acted } from './review-request.ts';
import { submitReply } from './submit-form.ts';
import { why } from './why.ts';

export async function runCommand(
  ctx: Context,
  actor: PersonKey,
  command: Command,
  reader: Reader,
): Promise<Reply> {
  if (command.verb === 'help') return { kind: 'done', notice: help(reader) };
  if (command.verb === 'refused') return refused(command.refusal, reader);
  if (command.verb === 'submit' || (command.verb === 'break-glass' && command.isWhole)) {
    return wholeLine(ctx, actor, command, reader);
  }
  const known = await resolvePerson(ctx, actor, WARM_MS);
  if (!known.ok) return refused(known, reader);
  if (command.verb === 'break-glass') {
    const { typed } = command;
    return { kind: 'form', form: await breakGlassFormFor(ctx, known.value.person, reader, typed) };
  }
  if (command.verb === 'form') {
    return { kind: 'form', form: await formFor(ctx, known.value.person, reader, command.typed) };
  }
  return look(ctx, known.value, command, reader);
}

/** What a line has no place for is asked in the form, with all that was understood. */
async function wholeLine(
  ctx: Context,
  actor: PersonKey,
  { verb, typed }: Whole,
  reader: Reader,
): Promise<Reply> {
  const isGlass = verb === 'break-glass';
  const reply = await (isGlass ? offerBreakGlass : submitReply)(ctx, actor, typed, reader);
  const isUnasked =
    reply.kind === 'mend' && Object.keys(reply.problems).every((id) => NOT_IN_A_LINE.test(id));
  const known = isUnasked ? await resolvePerson(ctx, actor, WARM_MS) : undefined;
  if (!known?.ok) return reply;
  const draw = isGlass ? breakGlassFormFor : formFor;
  return { kind: 'form', form: await draw(ctx, known.value.person, reader, typed) };
}

type Whole = Extract<Command, { verb: 'submit' | 'break-glass' }>;
/** Fields that no word of a line is read for. */
const NOT_IN_A_LINE = /^(?:ticket$|answer:)/;

type Rest = Exclude<Command, { verb: 'help' | 'refused' | 'submit' | 'form' | 'break-glass' }>;

async function look(ctx: Context, known: Known, command: Rest, reader: Reader): Promise<Reply> {
  const { person } = known;
  switch (command.verb) {
    case 'mine':
      return { kind: 'done', notice: await mine(ctx, person, reader) };
    case 'pending':
      return { kind: 'done', notice: await pending(ctx, person, reader) };
    case 'who': {
      const notice = await who(ctx, person, command.entitlement, reader);
      return notice.ok ? { kind: 'done', notice: notice.value } : refused(notice, reader);
    }
    case 'why': {
      const notice = await why(ctx, person, command, reader);
      return notice.ok ? { kind: 'done', notice: notice.value } : refused(notice, reader);
    }
    case 'adopt':
      return adopt(ctx, known, reader);
    case 'done':
    case 'cancel':
    case 'revoke':
    case 'extend':
    case 'write-off':
      return change(ctx, known, command, reader);
  }
}

async function adopt(ctx: Context, { person }: Known, reader: Reader): Promise<Reply> {
  if (!(await isOperator(ctx, person))) {
    return refused(refuse('not-an-operator', { operators: ctx.config.operators.contact }), reader);
  }
  await confirmAdoption(ctx, person);
  return { kind: 'done', notice: adoptedNotice(reader) };
}

type Change = Exclude<Rest, { verb: 'mine' | 'pending' | 'who' | 'why' | 'adopt' }>;

/** Which phases a command without an id can mean. */
const MEANT: Readonly<Record<Change['verb'], readonly string[]>> = {
  done: ['active', 'provisioning', 'scheduled'],
  cancel: ['pending', 'scheduled'],
  revoke: [],
  extend: ['active'],
  'write-off': [],
};

async function change(
  ctx: Context,
  { person, account }: Known,
  command: Change,
  reader: Reader,
): Promise<Reply> {
  const id = await meant(ctx, person, command.id, MEANT[command.verb]);
  if (!id.ok) return refused(id, reader);
  if (command.verb === 'extend' && command.byMs === undefined) {
    return extendReply(ctx, id.value, reader);
  }
  const acted = await carryOut(ctx, account.key, id.value, command);
  return acted.ok
    ? { kind: 'done', notice: actedNotice(command.verb, acted.file, reader) }
    : refused(acted, reader);
}

async function extendReply(ctx: Context, id: RequestId, reader: Reader): Promise<Reply> {
  const file = (await loadCase(ctx, id))?.body;
  const drawing = file?.drawings.at(-1)?.id;
  return drawing
    ? { kind: 'form', form: extendForm(id, drawing, reader) }
    : refused(refuse('request-unknown', { typed: id }), reader);
}

function carryOut(ctx: Context, actor: PersonKey, id: RequestId, command: Change): Promise<Acted> {
  switch (command.verb) {
    case 'done':
      return giveBack(ctx, actor, id);
    case 'cancel':
      return cancelRequest(ctx, actor, id);
    case 'revoke':
      return endNow(ctx, actor, id);
    case 'extend':
      return extendGrant(ctx, actor, id, command.byMs ?? 0, command.why);
    case 'write-off':
      return writeOffGrant(ctx, actor, id, command.reason);
  }
}
