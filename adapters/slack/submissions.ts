/** Takes in forms: what is wrong stands beside its field, and nothing typed is ever lost. */

import { setTimeout as pause } from 'node:timers/promises';
import { type CheckingWords, checkingWords } from '../../src/card/words/checking.ts';
import type { Payload } from './admit.ts';
import { notice, type Outcome, outcomeOf, saidOf } from '../chats/outcome.ts';
import { called, type Desk, noticeOf, wordsFor } from './desk.ts';
import type { Answer } from '../chats/once.ts';
import { settledWithin } from '../chats/patience.ts';
import { formOf, viewOf, whisperTo } from './payload.ts';
import { inputsOf, refilled, withNote } from './view-edit.ts';

export async function takeSubmission(desk: Desk, body: Payload): Promise<Answer> {
  const form = formOf(body);
  if (form === undefined) {
    desk.log.warn('slack-unknown-form');
    return {};
  }
  const { actor } = whisperTo(body);
  const submitted = outcomeOf(desk, () => desk.engine.submit(actor, form));
  const words = wordsFor(desk, actor);
  const within = await settledWithin(submitted, PATIENCE_MS);
  const soon = async () =>
    (await settledWithin(words, WORDS_MS))?.value ?? checkingWords(desk.language);
  if (within !== undefined) return answerAtOnce(desk, body, within.value, soon);
  const known = await soon();
  const view = screen(known, desk.pen.notice(notice(known.checking)).blocks);
  return {
    ack: { response_action: 'update', view },
    after: () => answerLate(desk, body, submitted),
  };
}

async function answerAtOnce(
  desk: Desk,
  body: Payload,
  outcome: Outcome,
  words: () => Promise<CheckingWords>,
): Promise<Answer> {
  const to = whisperTo(body);
  const { definition } = viewOf(body);
  // Slack waits for this: who they are is asked for no longer than there is time.
  const said = saidOf(outcome, outcome === undefined ? (await words()).failed : '');
  switch (outcome?.kind) {
    case 'done':
      return said === undefined ? {} : { after: () => desk.whisper(to, said) };
    case 'form':
      return update(desk.pen.form(outcome.form));
    case 'mend': {
      const errors = besideFields(definition, outcome.problems);
      if (errors !== undefined) return { ack: { response_action: 'errors', errors } };
      break;
    }
    case 'refused':
    case undefined:
      break;
  }
  return update(withNote(definition, desk.pen.notice(said ?? notice('')).blocks));
}

/** The form gave way to "checking": it comes back with all that was typed, or says it is done. */
async function answerLate(desk: Desk, body: Payload, submitted: Promise<Outcome>): Promise<void> {
  // Our own acknowledgement must have been drawn before it is drawn over.
  const [outcome] = await Promise.all([submitted, pause(ACK_TRAVELS_MS)]);
  const to = whisperTo(body);
  const words = await wordsFor(desk, to.actor);
  const said = await noticeOf(desk, to.actor, outcome);
  const { id, definition } = viewOf(body);
  const blocks = desk.pen.notice(said ?? notice(words.done)).blocks;
  const view =
    outcome?.kind === 'form'
      ? desk.pen.form(outcome.form)
      : outcome?.kind === 'done'
        ? screen(words, blocks)
        : withNote(refilled(definition), blocks);
  const isShown = await called(desk, 'views.update', { view_id: id, view });
  // They closed it, as they may: then they are told.
  if (!isShown && said !== undefined) await desk.whisper(to, said);
}

/** A problem of a field that this form does not show stands at the first one that it does. */
function besideFields(
  view: Payload,
  problems: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  const inputs = inputsOf(view);
  const errors: Record<string, string> = {};
  for (const [field, problem] of Object.entries(problems)) {
    const at = inputs.includes(field) ? field : inputs[0];
    if (at !== undefined) errors[at] = at in errors ? `${errors[at]} ${problem}` : problem;
  }
  return Object.keys(errors).length === 0 ? undefined : errors;
}

const update = (view: object): Answer => ({ ack: { response_action: 'update', view } });

/** A screen without a form. */
const screen = ({ title, close }: CheckingWords, blocks: readonly object[]): Payload => ({
  type: 'modal',
  title: { type: 'plain_text', text: title },
  close: { type: 'plain_text', text: close },
  blocks,
});

/** Of the three seconds that Slack waits. */
const PATIENCE_MS = 1_800;
/** Whoever is not known by then is spoken to in the language of all. */
const WORDS_MS = 500;
const ACK_TRAVELS_MS = 500;
