/** What a person does with a card in a message: presses its buttons, or has it refreshed. */

import { isObject, type JsonObject, objectAt, wordAt } from '../slack/json.ts';
import { type Button, buttonNamed } from './button.ts';
import { cardFaults, cardsIn } from './card-check.ts';
import * as client from './client.ts';
import { fetchTask } from './dialog-acts.ts';
import { invokePart } from './envelope.ts';
import { clientErrors, dataOf, type FormValues, fill, initialTyped } from './form.ts';
import type { Reply } from './outbox.ts';
import { conversationOf, type Place, placeOf } from './place.ts';
import type { Message } from './state.ts';
import { messageIn, replaceMessage } from './workspace.ts';

type Client = client.Client;

export async function click(
  who: Client,
  held: Message,
  label: string,
  inputs: FormValues = {},
): Promise<client.Seen> {
  const message = client.current(who, held);
  const button = buttonNamed(client.cardsSeen(who, message), label);
  const { action, card } = button;
  const typed = fill(card, initialTyped(card), inputs, client.offeredTo(who));
  const errors = action['associatedInputs'] === 'none' ? {} : clientErrors(card, typed);
  if (Object.keys(errors).length > 0) return client.seen(who, { errors, message });
  const data = dataOf(action, card, typed);
  switch (wordAt(action, 'type')) {
    case 'Action.Execute':
      return execute(who, message, executed(action, data), 'manual');
    case 'Action.Submit':
      return submit(who, message, button, data);
    default:
      // Links and what only changes the screen never reach the bot.
      return client.seen(who, { message });
  }
}

function submit(
  who: Client,
  message: Message,
  { action }: Button,
  data: JsonObject,
): Promise<client.Seen> {
  const place = placeAt(who, message);
  const teams = objectAt(objectAt(action, 'data'), 'msteams');
  const type = wordAt(teams, 'type');
  if (type === 'task/fetch') return fetchTask(who, place, message, data);
  const said = type === 'messageBack' || type === 'imBack';
  const text = said ? wordAt(teams, 'text') || wordAt(teams, 'value') : '';
  const part = { type: 'message', replyToId: message.id, value: data };
  return client.act(who, place, text === '' ? part : { ...part, text }, (reply) =>
    client.isAnswered(reply) ? { message } : { message, shown: client.UNREACHABLE },
  );
}

const executed = (action: JsonObject, data: JsonObject): JsonObject => ({
  type: 'Action.Execute',
  id: wordAt(action, 'id'),
  verb: wordAt(action, 'verb'),
  data,
});

/** What the client does by itself for whoever the card names, and for nobody else. */
export async function refresh(who: Client, held: Message): Promise<client.Seen> {
  const message = client.current(who, held);
  const card = cardsIn(message.attachments)[0] ?? {};
  const { mri } = client.personOf(who);
  if (!isRefreshedFor(card, mri)) return client.seen(who, { message });
  const action = objectAt(card['refresh'], 'action');
  return execute(who, message, executed(action, objectAt(action, 'data')), 'automatic');
}

/** Without a list of people everybody in a small place is meant; an empty one means nobody. */
export function isRefreshedFor(card: JsonObject, mri: string): boolean {
  const { refresh } = card;
  if (!isObject(refresh)) return false;
  const users = refresh['userIds'];
  return !Array.isArray(users) || users.includes(mri);
}

function execute(
  who: Client,
  message: Message,
  action: JsonObject,
  trigger: 'manual' | 'automatic',
): Promise<client.Seen> {
  const part = {
    ...invokePart('adaptiveCard/action', { action, trigger }),
    replyToId: message.id,
  };
  return client.act(who, placeAt(who, message), part, (reply) => ({
    shown: executeOutcome(who, message, reply),
    message,
  }));
}

/** Shows the card to this person alone. Says what else there is to say, if anything. */
function executeOutcome(who: Client, message: Message, reply: Reply): string | undefined {
  if (!client.isAnswered(reply)) return client.UNREACHABLE;
  if (!isObject(reply.body)) return client.WENT_WRONG;
  const { statusCode, type, value } = reply.body;
  if (statusCode !== 200) return client.wordsOfError(value);
  if (type === 'application/vnd.microsoft.activity.message') {
    return typeof value === 'string' ? value : client.WENT_WRONG;
  }
  if (type !== 'application/vnd.microsoft.card.adaptive' || !isObject(value)) {
    return client.WENT_WRONG;
  }
  const faults = cardFaults(value);
  if (faults.length > 0) return `${client.WENT_WRONG} ${faults.join(' ')}`;
  // It may have been changed while the bot thought; where it is gone, there is nothing to show.
  const now = messageIn(who.workspace.state, message.conversation, message.id);
  if (now === undefined) return undefined;
  replaceMessage(who.workspace, { ...now, views: { ...now.views, [who.name]: value } });
  return undefined;
}

function placeAt(who: Client, message: Message): Place {
  const { state } = who.workspace;
  const place = placeOf(state, conversationOf(state, message));
  if (place === undefined) throw new Error(`The conversation ${message.conversation} is gone.`);
  return place;
}
