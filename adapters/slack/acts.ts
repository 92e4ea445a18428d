/** What people do besides sending forms: type a command, press a button, search, look at Home. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Payload } from './admit.ts';
import { outcomeOf } from '../chats/outcome.ts';
import { asTyped } from './command-text.ts';
import { called, type Desk, present } from './desk.ts';
import type { Answer } from '../chats/once.ts';
import { actorOf, formOf, listIn, part, pressOf, viewOf, whisperTo, word } from './payload.ts';
import { settledWithin } from '../chats/patience.ts';
import { renderOptions } from './render-form.ts';

/** Acknowledged at once: Slack waits three seconds, and the trigger is good for no longer. */
export function takeCommand(desk: Desk, body: Payload): Answer {
  const to = whisperTo(body);
  return {
    async after() {
      const line = asTyped(word(body, 'text'));
      const outcome = await outcomeOf(desk, () => desk.engine.command(to.actor, line));
      await present(desk, to, word(body, 'trigger_id'), outcome);
    },
  };
}

export function takeClick(desk: Desk, body: Payload): Answer {
  const view = part(body, 'view');
  if (word(view, 'type') === 'modal') return { after: () => redraw(desk, body) };
  const press = pressOf(body);
  // A link was followed: it needs an acknowledgement and nothing more.
  if (press === undefined) return {};
  const to = whisperTo(body);
  return {
    async after() {
      const outcome = await outcomeOf(desk, () => desk.engine.press(to.actor, press));
      await present(desk, to, word(body, 'trigger_id'), outcome);
      if (word(view, 'type') === 'home') await drawHome(desk, to.actor, to.user);
    },
  };
}

/** Another entitlement was chosen: its own lines stand under it now. */
async function redraw(desk: Desk, body: Payload): Promise<void> {
  const form = formOf(body);
  if (form === undefined) return;
  const { id, hash } = viewOf(body);
  const [choice] = listIn(body, 'actions');
  const isLast = desk.redraws.begin(id, word(choice, 'action_ts'));
  const outcome = await outcomeOf(desk, () => desk.engine.redraw(actorOf(body), form));
  if (outcome?.kind !== 'form') return;
  const view = desk.pen.form(outcome.form);
  // By the hash: whoever chose again meanwhile gets the drawing of the later choice.
  const isShown = await called(desk, 'views.update', { view_id: id, hash, view });
  // The hash is that of the form in which it was chosen: an earlier choice was drawn since.
  if (!isShown && isLast()) await called(desk, 'views.update', { view_id: id, view });
}

export async function offerChoices(desk: Desk, body: Payload): Promise<Answer> {
  const search = { field: word(body, 'action_id'), typed: word(body, 'value') };
  const asked = desk.engine.choices(actorOf(body), search);
  const within = await settledWithin(asked, CHOICES_MS).catch(() => undefined);
  return { ack: { options: renderOptions(within?.value ?? []) } };
}

export function openHome(desk: Desk, body: Payload): Answer {
  const event = part(body, 'event');
  const user = word(event, 'user');
  if (word(event, 'tab') !== 'home' || user === '') return {};
  return { after: () => drawHome(desk, actorOf({ ...body, user: { id: user } }), user) };
}

async function drawHome(desk: Desk, actor: PersonKey, user: string): Promise<void> {
  try {
    const { blocks } = desk.pen.notice(await desk.engine.home(actor));
    await called(desk, 'views.publish', { user_id: user, view: { type: 'home', blocks } });
  } catch (error) {
    desk.log.error('engine-failed', { why: error instanceof Error ? error.message : error });
  }
}

const CHOICES_MS = 2_500;
