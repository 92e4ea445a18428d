/** What a person does with the bot's dialogs: opens, fills, submits, searches and leaves them. */

import { randomUUID } from 'node:crypto';
import { isObject, type JsonObject, listAt, objectAt, stringAt, wordAt } from '../slack/json.ts';
import { type Button, buttonNamed, submitButton } from './button.ts';
import { CARD_TYPE, cardFaults, cardsIn } from './card-check.ts';
import * as client from './client.ts';
import { invokePart } from './envelope.ts';
import { clientErrors, dataOf, type FormValues, fill, initialTyped } from './form.ts';
import type { Reply } from './outbox.ts';
import { conversationOf, type Place } from './place.ts';
import type { Dialog, Message } from './state.ts';
import { plainText } from './words.ts';

type Client = client.Client;
type Opening = Omit<Dialog, 'title' | 'card' | 'typed' | 'errors'>;

const CONTEXT = { theme: 'default' };

export interface OpenOptions {
  readonly channel?: string;
  readonly command?: string;
}

/** The command of the message extension, from the compose box of a channel or of the chat. */
export function open(who: Client, { channel, command = 'request' }: OpenOptions) {
  const place = client.placeSeen(who, channel);
  const value = extensionValue(command, {});
  const part = invokePart('composeExtension/fetchTask', value);
  const opening: Opening = {
    submitName: 'composeExtension/submitAction',
    commandId: command,
    conversation: place.id,
  };
  return client.act(who, place, part, (reply) => fetched(who, opening, reply));
}

const extensionValue = (commandId: string, more: JsonObject): JsonObject => ({
  commandId,
  commandContext: 'compose',
  requestId: randomUUID(),
  context: CONTEXT,
  ...more,
});

/** A button of a card that asks for a dialog. */
export function fetchTask(who: Client, place: Place, message: Message, data: JsonObject) {
  const part = { ...invokePart('task/fetch', { data, context: CONTEXT }), replyToId: message.id };
  const conversation = conversationOf(who.workspace.state, message);
  const opening: Opening = { submitName: 'task/submit', conversation, replyToId: message.id };
  return client.act(who, place, part, (reply) => ({ ...fetched(who, opening, reply), message }));
}

function fetched(who: Client, opening: Opening, reply: Reply): client.Outcome {
  if (!client.isAnswered(reply)) return { shown: client.UNREACHABLE };
  const task = objectAt(reply.body, 'task');
  return task['type'] === undefined ? { shown: client.UNREACHABLE } : took(who, opening, task);
}

/** A task goes on with another card, or ends with words. */
function took(who: Client, opening: Opening, task: JsonObject): client.Outcome {
  const { type, value } = task;
  if (type === 'message' && typeof value === 'string') {
    client.openDialog(who, undefined);
    return { shown: value };
  }
  const attachment = objectAt(value, 'card');
  const card = objectAt(attachment, 'content');
  const faults = cardFaults(card);
  if (type !== 'continue' || attachment['contentType'] !== CARD_TYPE || faults.length > 0) {
    return { shown: [client.UNREACHABLE, ...faults].join(' ') };
  }
  const title = wordAt(value, 'title');
  client.openDialog(who, { ...opening, title, card, typed: initialTyped(card), errors: {} });
  return {};
}

function dialogBefore(who: Client): Dialog {
  const dialog = client.dialogOf(who);
  if (dialog === undefined) throw new Error(`${who.name} has no dialog open.`);
  return dialog;
}

/** Types into inputs without sending them: the bot hears nothing yet. */
export function enter(who: Client, values: FormValues): Dialog {
  const dialog = dialogBefore(who);
  const typed = fill(dialog.card, dialog.typed, values, client.offeredTo(who));
  const filled = { ...dialog, typed, errors: {} };
  client.openDialog(who, filled);
  return filled;
}

export async function submit(who: Client, values: FormValues): Promise<client.Seen> {
  const dialog = enter(who, values);
  return send(who, dialog, submitButton(dialog.card));
}

export async function press(who: Client, label: string, values: FormValues): Promise<client.Seen> {
  const dialog = enter(who, values);
  const button = buttonNamed([dialog.card], label);
  if (button.action['type'] === 'Action.Submit') return send(who, dialog, button);
  if (button.action['type'] !== 'Action.Execute') return client.seen(who, {});
  throw new Error('Dialogs know no Action.Execute.');
}

/** Sends the form, unless the client itself finds fault with it. */
async function send(who: Client, dialog: Dialog, { action }: Button): Promise<client.Seen> {
  const { card, typed, submitName, commandId, replyToId } = dialog;
  const errors = action['associatedInputs'] === 'none' ? {} : clientErrors(card, typed);
  if (Object.keys(errors).length > 0) {
    client.openDialog(who, { ...dialog, errors });
    return client.seen(who, { errors });
  }
  const data = dataOf(action, card, typed);
  const value =
    commandId === undefined ? { data, context: CONTEXT } : extensionValue(commandId, { data });
  const part = {
    ...invokePart(submitName, value),
    ...(replyToId === undefined ? {} : { replyToId }),
  };
  const place = client.placeSeen(who, dialog.conversation);
  return client.act(who, place, part, (reply) => submitted(who, dialog, reply));
}

/** An empty answer closes the dialog; where there is none it stays, with all that was typed. */
function submitted(who: Client, dialog: Dialog, reply: Reply): client.Outcome {
  if (!client.isAnswered(reply)) return { shown: client.UNREACHABLE };
  const task = objectAt(reply.body, 'task');
  if (task['type'] !== undefined) return took(who, dialog, task);
  client.openDialog(who, undefined);
  const cards = cardsIn(listAt(objectAt(reply.body, 'composeExtension'), 'attachments'));
  return cards.length === 0 ? {} : { shown: cards.map((card) => plainText(card)).join('\n') };
}

export interface Search extends client.Seen {
  readonly choices: ReadonlyArray<{ readonly title: string; readonly value: string }>;
}

/** Types into an input whose choices the bot is asked for. */
export async function search(who: Client, dataset: string, queryText: string): Promise<Search> {
  const place = client.placeSeen(who, client.dialogOf(who)?.conversation);
  const queryOptions = { skip: 0, top: 15 };
  const value = { queryText, kind: 'search', dataset, queryOptions };
  const found: JsonObject[] = [];
  const seen = await client.act(who, place, invokePart('application/search', value), (reply) => {
    if (!client.isAnswered(reply) || !isObject(reply.body)) return { shown: 'No results found' };
    const type = stringAt(reply.body, 'type');
    if (type !== SEARCHED) return { shown: client.WENT_WRONG };
    found.push(...listAt(reply.body['value'], 'results'));
    return {};
  });
  const { offered } = who.workspace.state;
  offered[who.name] = { ...offered[who.name], [dataset]: found };
  const choices = found.map((one) => ({
    title: wordAt(one, 'title'),
    value: wordAt(one, 'value'),
  }));
  return { ...seen, choices };
}

const SEARCHED = 'application/vnd.microsoft.search.searchResponse';

export const leave = (who: Client): void => client.openDialog(who, undefined);
