/** Dialogs: opened by a button or the message extension, sent, and never losing what was typed. */

import { type Form, FORM_KINDS, type FormKind, isAsking, type Typed } from '../../src/card/form.ts';
import type { FormSent } from '../../src/engine/api.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Reply } from '../../src/engine/reply.ts';
import type { Deadline } from '../chats/patience.ts';
import { dataOf, pressOf, textsOf } from './activity.ts';
import type { FormMore } from './render-form.ts';
import { typedFrom } from './render-typed.ts';
import type { Taken } from './teams-door.ts';
import { type Outcome, outcomeOf } from '../chats/outcome.ts';
import { type Desk, noticeOf, wordsFor } from './teams-desk.ts';
import { tellOutcome } from './tell-outcome.ts';
import { part, type Wire, word } from './wire.ts';

export const taskMessage = (words: string): object => ({
  task: { type: 'message', value: words },
});

/** What a dialog shows first; what takes longer than Teams waits is told afterwards. */
export async function dialogWithin(
  desk: Desk,
  actor: PersonKey,
  by: Deadline,
  act: () => Promise<Reply>,
): Promise<Taken> {
  const outcome = outcomeOf(desk, act);
  const within = await by(outcome);
  if (within) return { body: openDialog(desk, actor, within.value) };
  return {
    body: taskMessage(wordsFor(desk, actor).checking),
    after: async () => void (await tellOutcome(desk, actor, await outcome)),
  };
}

/** The form, or why there is none. */
function openDialog(desk: Desk, actor: PersonKey, outcome: Outcome): object {
  if (outcome?.kind === 'form') return shown(desk, actor, outcome.form);
  const said = noticeOf(desk, actor, outcome);
  return taskMessage(said ? desk.penFor(actor).words(said) : wordsFor(desk, actor).taken);
}

export async function pressInDialog(
  desk: Desk,
  actor: PersonKey,
  activity: Wire,
  by: Deadline,
): Promise<Taken> {
  const data = dataOf(activity);
  const open = part(data, 'open');
  const press = pressOf(activity, data);
  if (!open && !press) return { body: taskMessage(wordsFor(desk, actor).outdated) };
  return dialogWithin(desk, actor, by, () =>
    press ? desk.engine.press(actor, press) : desk.engine.redraw(actor, askedAgain(data, open)),
  );
}

/** Of an opener: which form it is, and what was understood so far. */
function askedAgain(data: Wire | undefined, open: Wire | undefined): FormSent {
  const kind = FORM_KINDS.find((one) => one === word(data, 'of')) ?? 'request';
  const drawing = word(data, 'drawing');
  return { kind, typed: textsOf(open), ...(drawing !== '' && { drawing }) };
}

/** A form that was sent: what takes longer than Teams waits is told afterwards. */
export async function takeForm(
  desk: Desk,
  actor: PersonKey,
  data: Wire,
  by: Deadline,
): Promise<Taken> {
  const sent = formSent(data);
  if (!sent) return { body: taskMessage(wordsFor(desk, actor).outdated) };
  if (data['redraw'] === true)
    return dialogWithin(desk, actor, by, () => desk.engine.redraw(actor, sent));
  const submitted = outcomeOf(desk, () => desk.engine.submit(actor, sent));
  const within = await by(submitted);
  if (within) return { body: await answered(desk, actor, sent, within.value, by) };
  return {
    body: taskMessage(wordsFor(desk, actor).checking),
    after: async () => void (await tellOutcome(desk, actor, await submitted)),
  };
}

async function answered(
  desk: Desk,
  actor: PersonKey,
  sent: FormSent,
  outcome: Outcome,
  by: Deadline,
) {
  const said = noticeOf(desk, actor, outcome);
  if (outcome?.kind === 'form') return shown(desk, actor, outcome.form);
  const words = said ? desk.penFor(actor).words(said) : wordsFor(desk, actor).done;
  if (outcome?.kind === 'done') return taskMessage(words);
  const form = (await by(formAgain(desk, actor, sent)))?.value;
  if (!form) return taskMessage(words);
  const { typed } = sent;
  if (outcome?.kind === 'mend')
    return shown(desk, actor, form, { typed, problems: outcome.problems });
  return shown(desk, actor, form, { typed, ...(said && { note: said.lines }) });
}

/** The same form, drawn anew: none when it cannot be had any more. */
async function formAgain(desk: Desk, actor: PersonKey, sent: FormSent): Promise<Form | undefined> {
  const { kind, drawing = '' } = sent;
  const outcome = await outcomeOf(desk, () =>
    isAsking(kind)
      ? desk.engine.redraw(actor, sent)
      : desk.engine.press(actor, { action: kind, value: drawing }),
  );
  return outcome?.kind === 'form' ? outcome.form : undefined;
}

function shown(desk: Desk, actor: PersonKey, form: Form, more: FormMore = {}): object {
  const { title, card } = desk.penFor(actor).form(form, more);
  const content = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
  const value = { title, height: 'large', width: 'medium', card: content };
  return { task: { type: 'continue', value } };
}

const KINDS: ReadonlySet<string> = new Set(FORM_KINDS);

/** None where the data is of no form of ours. */
export function formSent(data: Wire): FormSent | undefined {
  const kind = word(data, 'form');
  if (!KINDS.has(kind)) return undefined;
  const drawing = word(data, 'drawing');
  const typed: Typed = typedFrom(data);
  return { kind: kind as FormKind, typed, ...(drawing !== '' && { drawing }) };
}
