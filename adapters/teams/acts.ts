/** What people do: type a line, press a button, open a form, search. */

import { dialogWords } from '../../src/card/words/dialog.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Press } from '../../src/engine/api.ts';
import { type Deadline, deadlineIn } from '../chats/patience.ts';
import { actorOf, conversationOf, dataOf, isDirect, isLook, lineOf, pressOf } from './activity.ts';
import { dialogWithin, formSent, pressInDialog, taskMessage, takeForm } from './dialogs.ts';
import type { Taken } from './teams-door.ts';
import { notice, type Outcome, outcomeOf } from '../chats/outcome.ts';
import { ANSWER_PATIENCE_MS, type Desk, noticeOf, PATIENCE_MS, wordsFor } from './teams-desk.ts';
import { tellOutcome } from './tell-outcome.ts';
import { EVERYBODY } from './pen.ts';
import { choiceWithin } from './render-fields.ts';
import type { Activity } from './render-types.ts';
import { baseOf, rootIn } from './places.ts';
import { part, type Wire, word } from './wire.ts';

export async function take(desk: Desk, activity: Wire): Promise<Taken> {
  const actor = actorOf(activity, desk.tenant);
  if (!actor) return nobody(desk, activity);
  const by = deadlineIn(ANSWER_PATIENCE_MS);
  desk.readers.learn(actor, activity);
  if (word(activity, 'type') === 'message') return takeMessage(desk, actor, activity);
  const data = dataOf(activity);
  switch (word(activity, 'name')) {
    case 'adaptiveCard/action':
      return pressed(desk, actor, activity, by);
    case 'task/fetch':
      return pressInDialog(desk, actor, activity, by);
    case 'composeExtension/fetchTask':
      return opened(desk, actor, by);
    case 'composeExtension/submitAction':
    case 'task/submit':
      return takeForm(desk, actor, data ?? {}, by);
    case 'application/search':
      return { body: await searched(desk, actor, activity) };
    default:
      return {};
  }
}

/** Whoever has no id in the directory is answered, and not heard. */
async function nobody(desk: Desk, activity: Wire): Promise<Taken> {
  const { nobody: words } = dialogWords(desk.language);
  if (word(activity, 'type') !== 'message') {
    const isPress = word(activity, 'name') === 'adaptiveCard/action';
    return { body: isPress ? replied(words) : taskMessage(words) };
  }
  await replyHere(desk, activity, desk.pen.notice(notice(words)));
  return {};
}

/** Where it was typed, for all to read who are there. */
async function replyHere(desk: Desk, activity: Wire, words: Activity): Promise<void> {
  const conversation = conversationOf(activity);
  const root = rootIn(conversation) || word(activity, 'id');
  const ref = { channel: baseOf(conversation), message: isDirect(activity) ? '' : root };
  await desk.posting.reply(ref, words, AbortSignal.timeout(PATIENCE_MS)).catch(() => undefined);
}

const opened = (desk: Desk, actor: PersonKey, by: Deadline): Promise<Taken> =>
  dialogWithin(desk, actor, by, () => desk.engine.command(actor, ''));

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
  const heard = await tellOutcome(desk, actor, outcome);
  if (heard !== 'closed' || isDirect(activity)) return;
  // Nothing of the answer itself: everybody reads what stands in a channel.
  const { notInstalled } = wordsFor(desk, actor);
  await replyHere(desk, activity, desk.penFor(actor).notice(notice(notInstalled)));
}

/** The clicker's own view of the card changes at once; everybody else's when it is updated. */
async function pressed(desk: Desk, actor: PersonKey, activity: Wire, by: Deadline): Promise<Taken> {
  const action = part(part(activity, 'value'), 'action');
  const data = part(action, 'data');
  if (isLook(activity)) {
    const seen = await viewed(desk, actor, word(data, 'value'), by);
    return { body: seen ?? failed(wordsFor(desk, actor).notRefreshed) };
  }
  const press = pressOf(activity, data);
  if (!press) return { body: replied(wordsFor(desk, actor).outdated) };
  const outcome = outcomeOf(desk, () => desk.engine.press(actor, press));
  const within = await by(outcome);
  if (within) return { body: await answered(desk, actor, press, within.value, by) };
  return {
    body: replied(wordsFor(desk, actor).working),
    after: async () => void (await tellOutcome(desk, actor, await outcome)),
  };
}

async function answered(
  desk: Desk,
  actor: PersonKey,
  { value }: Press,
  outcome: Outcome,
  by: Deadline,
) {
  const said = noticeOf(desk, actor, outcome);
  if (said) return replied(desk.penFor(actor).words(said));
  if (outcome?.kind === 'form') return replied(wordsFor(desk, actor).outdated);
  return (await viewed(desk, actor, value, by)) ?? replied(wordsFor(desk, actor).taken);
}

/** Undefined where the card could not be read in time, or is another one by now. */
async function viewed(
  desk: Desk,
  actor: PersonKey,
  drawing: string,
  by: Deadline,
): Promise<object | undefined> {
  const look = (await by(desk.engine.look(actor, drawing).catch(() => undefined)))?.value;
  if (!look) return undefined;
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

/** Of a look that the client takes by itself: the card it has stays. */
const failed = (message: string): object => ({
  statusCode: 500,
  type: 'application/vnd.microsoft.error',
  value: { code: 'NotRefreshed', message },
});

async function searched(desk: Desk, actor: PersonKey, activity: Wire): Promise<object> {
  const value = part(activity, 'value');
  const search = { field: word(value, 'dataset'), typed: word(value, 'queryText') };
  const found = await desk.engine.choices(actor, search).catch(() => []);
  const results = found.map((one) => choiceWithin(one));
  const type = 'application/vnd.microsoft.search.searchResponse';
  return { statusCode: 200, type, value: { results } };
}
