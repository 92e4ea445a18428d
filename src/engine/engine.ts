/** The engine as transports see it: each act resolved to its reader, carried out, and answered. */

import { ALSO } from '../card/also-field.ts';
import type { Notice } from '../card/card.ts';
import { nodeChoices } from '../card/node-field.ts';
import { refusalNotice } from '../card/whisper.ts';
import { wordsFor } from '../card/words/words.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import { entitlementOfField, pickedFrom } from '../catalog/pick.ts';
import type { PersonKey } from '../kernel/brand.ts';
import { approverChoices } from './added-approvers.ts';
import type { Engine, FormSent, Search } from './api.ts';
import { offerAgain } from './break-glass.ts';
import { readCommand } from './command-line.ts';
import type { Context } from './context.ts';
import { eligibleIds, mine } from './look-up.ts';
import { lookAtCard } from './look-at-card.ts';
import { pressButton } from './press-button.ts';
import { type Reply, refused } from './reply.ts';
import { CHOICES_SHOWN, breakGlassFormFor, choiceOf, formFor, pickingOf } from './request-form.ts';
import { readerOf, resolvePerson, WARM_MS } from './resolve-person.ts';
import { runCommand } from './run-command.ts';
import { submitForm } from './submit-form.ts';

export function createEngine(ctx: Context): Engine {
  return {
    async command(actor, line) {
      const reader = await readerOf(ctx, actor);
      const known = [...ctx.config.catalog.entitlements.keys()];
      const all = [...ctx.config.catalog.entitlements.values()];
      const picking = all.filter(picks).map(idOf);
      const choosing = all.filter(({ accounts }) => accounts !== undefined).map(idOf);
      const people = ctx.config.people.listed.map(({ name }) => name);
      const who = { people, operators: ctx.config.operators.contact };
      const nowMs = ctx.clock.nowMs();
      const at = { nowMs, zone: reader.zone, known, picking, choosing, ...who };
      return runCommand(ctx, actor, readCommand(line, at), reader);
    },
    redraw: (actor, form) => redraw(ctx, actor, form),
    choices: (actor, search) => choices(ctx, actor, search),
    async press(actor, press) {
      return pressButton(ctx, actor, press, await readerOf(ctx, actor));
    },
    async submit(actor, form) {
      return submitForm(ctx, actor, form, await readerOf(ctx, actor));
    },
    look: (actor, drawing) => lookAtCard(ctx, actor, drawing),
    home: (actor) => home(ctx, actor),
  };
}

const picks = ({ targets }: Entitlement) => pickedFrom(targets) !== undefined;
const idOf = ({ id }: Entitlement) => id;

async function redraw(
  ctx: Context,
  actor: PersonKey,
  { kind, drawing = '', typed }: FormSent,
): Promise<Reply> {
  const reader = await readerOf(ctx, actor);
  const known = await resolvePerson(ctx, actor, WARM_MS);
  if (!known.ok) return refused(known, reader);
  if (kind === 'break-glass-confirm') return offerAgain(ctx, actor, drawing, reader);
  const draw = kind === 'break-glass' ? breakGlassFormFor : formFor;
  return { kind: 'form', form: await draw(ctx, known.value.person, reader, typed) };
}

/** Nobody is offered what they may not ask for, nor the nodes of it. */
async function choices(ctx: Context, actor: PersonKey, { field, typed }: Search) {
  const reader = await readerOf(ctx, actor);
  const known = await resolvePerson(ctx, actor, WARM_MS);
  if (!known.ok) return [];
  if (field === ALSO) return approverChoices(ctx, known.value.person, typed, CHOICES_SHOWN);
  const ids = await eligibleIds(ctx, known.value.person);
  const eligible = ids.flatMap((id) => ctx.config.catalog.entitlements.get(id) ?? []);
  const picksFor = entitlementOfField(field);
  if (picksFor !== undefined) {
    const entitlement = eligible.find(({ id }) => id === picksFor);
    const picking = entitlement && pickingOf(ctx, entitlement);
    const words = wordsFor(reader.locale);
    return picking ? nodeChoices(picking.known, typed, CHOICES_SHOWN, words) : [];
  }
  const wanted = typed.trim().normalize('NFKC').toLowerCase();
  return eligible
    .map((entitlement) => choiceOf(entitlement, reader))
    .filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(wanted))
    .slice(0, CHOICES_SHOWN);
}

async function home(ctx: Context, actor: PersonKey): Promise<Notice> {
  const reader = await readerOf(ctx, actor);
  const known = await resolvePerson(ctx, actor, WARM_MS);
  return known.ok ? mine(ctx, known.value.person, reader) : refusalNotice(known, reader);
}
