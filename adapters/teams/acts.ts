/** What people do: type a line, press a button, open a form, search. */

import { dialogWords } from '../../src/card/words/dialog.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Press } from '../../src/engine/api.ts';
import { settledWithin } from '../chats/patience.ts';
import { actorOf, conversationOf, dataOf, isDirect, isLook, lineOf, pressOf } from './activity.ts';
import { formSent, openDialog, pressInDialog, taskMessage, takeForm } from './dialogs.ts';
import type { Taken } from './teams-door.ts';
import { notice, type Outcome, outcomeOf } from '../chats/outcome.ts';
import {
  ANSWER_PATIENCE_MS,
  type Desk,
  noticeOf,
  PATIENCE_MS,
  tell,
  wordsFor,
} from './teams-desk.ts';
import { openerOf } from './opener.ts';
import { EVERYBODY } from './pen.ts';
import { choiceWithin } from './render-fields.ts';
import { baseOf, rootIn } from './places.ts';
import { part, type Wire, word } from './wire.ts';

export async function take(desk: Desk, activity: Wire): Promise<Taken> {
  const actor = actorOf(activity, desk.tenant);
  if (!actor) return { body: nobody(desk, activity) };
  desk.readers.learn(actor, activity);
  if (word(activity, 'type') === 'message') return takeMessage(desk, actor, activity);
  const data = dataOf(activity);
  switch (word(activity, 'name')) {
    case 'adaptiveCard/action':
      return pressed(desk, actor, activity);
    case 'task/fetch':
      return { body: await pressInDialog(desk, actor, activity) };
    case 'composeExtension/fetchTask':
      return { body: await opened(desk, actor) };
    case 'composeExtension/submitAction':
    case 'task/submit':
      return takeForm(desk, actor, data ?? {});
    case 'application/search':
      return { body: await searched(desk, actor, activity) };
    default:
      return {};
  }
}

/** Whoever has no id in the directory is answered, and not heard. */
function nobody(desk: Desk, activity: Wire): object {
  const { nobody: words } = dialogWords(desk.language);
  return word(activity, 'name') === 'adaptiveCard/action' ? replied(words) : taskMessage(words);
}

async function opened(desk: Desk, actor: PersonKey): Promise<object> {
  return openDialog(desk, actor, await outcomeOf(desk, () => desk.engine.command(actor, '')));
}

/** What comes of it is for the person alone, wherever they typed it. */
async function takeMessage(desk: Desk, actor: PersonKey, activity: Wire): Promise<Taken> {
  const data = part(activity, 'value');
  const press = pressOf(activity, data);
  const sent = data && formSent(data);
  const outcome = await outcomeOf(desk, () => {
    if (sent) return desk.engine.submit(actor, sent);
    return press ? desk.engine.press(actor, press) : desk.engine.command(actor, lineOf(activity));
  });
  await present(desk, actor, activity, outcome);
  return {};
}

async function present(desk: Desk, actor: PersonKey, activity: Wire, outcome: Outcome) {
  const said = noticeOf(desk, actor, outcome);
  const isTold =
    outcome?.kind === 'form'
      ? await tellOpener(desk, actor, outcome)
      : said === undefined || (await tell(desk, actor, said));
  if (isTold || isDirect(activity)) return;
  // Nothing of the answer itself: everybody reads what stands in a channel.
  const words = desk.penFor(actor).notice(notice(wordsFor(desk, actor).notInstalled));
  const conversation = conversationOf(activity);
  const message = rootIn(conversation) || word(activity, 'id');
  const ref = { channel: baseOf(conversation), message };
  await desk.posting.reply(ref, words, AbortSignal.timeout(PATIENCE_MS)).catch(() => undefined);
}

async function tellOpener(desk: Desk, actor: PersonKey, outcome: Outcome & { kind: 'form' }) {
  const { formReady, openForm } = wordsFor(desk, actor);
  const activity = openerOf(outcome.form, { formReady, openForm });
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return (await desk.posting.tell(actor, activity, signal)).ok;
  } catch (error) {
    desk.log.warn('teams-not-told', { why: String(error) });
    return false;
  }
}

/** The clicker's own view of the card changes at once; everybody else's when it is updated. */
async function pressed(desk: Desk, actor: PersonKey, activity: Wire): Promise<Taken> {
  const action = part(part(activity, 'value'), 'action');
  const data = part(action, 'data');
  if (isLook(activity)) return { body: await viewed(desk, actor, word(data, 'value')) };
  const press = pressOf(activity, data);
  if (!press) return { body: replied(wordsFor(desk, actor).outdated) };
  const outcome = outcomeOf(desk, () => desk.engine.press(actor, press));
  const within = await settledWithin(outcome, ANSWER_PATIENCE_MS);
  if (within) return { body: await answered(desk, actor, press, within.value) };
  return {
    body: replied(wordsFor(desk, actor).working),
    after: async () => {
      const said = noticeOf(desk, actor, await outcome);
      if (said) await tell(desk, actor, said);
    },
  };
}

async function answered(desk: Desk, actor: PersonKey, { value }: Press, outcome: Outcome) {
  const said = noticeOf(desk, actor, outcome);
  if (said) return replied(desk.penFor(actor).words(said));
  if (outcome?.kind === 'form') return replied(wordsFor(desk, actor).outdated);
  return viewed(desk, actor, value);
}

async function viewed(desk: Desk, actor: PersonKey, drawing: string): Promise<object> {
  const look = await desk.engine.look(actor, drawing).catch(() => undefined);
  if (!look) return replied(wordsFor(desk, actor).taken);
  const { card, mayDecide } = look;
  const shown = mayDecide ? card : { ...card, buttons: card.buttons.filter(isForAll) };
  const [attachment] = desk.pen.card(shown, EVERYBODY).attachments ?? [];
  const type = 'application/vnd.microsoft.card.adaptive';
  return { statusCode: 200, type, value: attachment?.content };
}

/** Whoever may not decide may still ask why. */
const isForAll = ({ action }: { readonly action: string }): boolean => action === 'why';

const replied = (words: string): object => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: words,
});

async function searched(desk: Desk, actor: PersonKey, activity: Wire): Promise<object> {
  const value = part(activity, 'value');
  const search = { field: word(value, 'dataset'), typed: word(value, 'queryText') };
  const found = await desk.engine.choices(actor, search).catch(() => []);
  const results = found.map((one) => choiceWithin(one));
  const type = 'application/vnd.microsoft.search.searchResponse';
  return { statusCode: 200, type, value: { results } };
}
