/** One person's client: what it sends to the bot, and what comes of the reply. */

import { isObject, type JsonObject, stringAt } from '../slack/json.ts';
import { activityOf, type Origin } from './envelope.ts';
import type { Offered } from './form.ts';
import type { Outbox, Reply } from './outbox.ts';
import { type Place, placeOf } from './place.ts';
import type { Dialog, Message, Person } from './state.ts';
import { chatOf, messageIn } from './workspace.ts';
import { cardsFor, plainText } from './words.ts';

export interface Client extends Origin {
  readonly name: string;
  readonly outbox: Outbox;
  /** How often the next act is delivered; asked once for each act. */
  readonly takeTimes: () => number;
}

/** What an act led to, as far as the person can see. */
export interface Seen {
  /** What went over the wire. Absent: the client kept it to itself. */
  readonly activity: JsonObject | undefined;
  /** Of all deliveries, in the order in which they came. */
  readonly replies: readonly Reply[];
  /** What the client shows beside everything else: a notice, a fault, an answer of the bot. */
  readonly shown: string | undefined;
  /** The words of the dialog that is open now. */
  readonly dialog: string | undefined;
  /** By input id, what the client finds wrong with the form. */
  readonly errors: Readonly<Record<string, string>>;
  /** The words of the message that was acted on, as this person reads it now. */
  readonly card: string | undefined;
}

export interface Outcome {
  readonly shown?: string | undefined;
  readonly errors?: Readonly<Record<string, string>>;
  readonly message?: Message | undefined;
}

export const UNREACHABLE = 'Unable to reach app. Please try again.';
export const WENT_WRONG = 'Something went wrong. Please try again.';

export function personOf({ workspace, name }: Client): Person {
  const person = workspace.state.people[name];
  if (person === undefined) throw new Error(`There is no person ${name}.`);
  return person;
}

export const dialogOf = ({ workspace, name }: Client): Dialog | undefined =>
  workspace.state.dialogs[name];

export function openDialog(client: Client, dialog: Dialog | undefined): void {
  const { [client.name]: _before, ...others } = client.workspace.state.dialogs;
  client.workspace.state.dialogs = {
    ...others,
    ...(dialog === undefined ? {} : { [client.name]: dialog }),
  };
  client.workspace.changed();
}

export const offeredTo = ({ workspace, name }: Client): Offered =>
  workspace.state.offered[name] ?? {};

/** A place the person can act in: their chat with the bot, or a channel of a team of theirs. */
export function placeSeen(client: Client, id: string | undefined): Place {
  const person = personOf(client);
  const place = placeOf(client.workspace.state, id ?? chatOf(person));
  const isTheirs =
    place?.kind === 'channel' ? person.teams.includes(place.team.id) : place?.person === person;
  if (place !== undefined && isTheirs) return place;
  throw new Error(`${client.name} cannot see ${id}.`);
}

/** The message as it is now; it may have been changed since somebody took hold of it. */
export function current(client: Client, { conversation, id }: Message): Message {
  placeSeen(client, conversation);
  const message = messageIn(client.workspace.state, conversation, id);
  if (message === undefined) throw new Error(`The message ${id} is gone.`);
  return message;
}

export const cardsSeen = (client: Client, message: Message): readonly JsonObject[] =>
  cardsFor(message, client.name);

/** Sends the activity, and lets the first reply have its effect. */
export async function act(
  client: Client,
  place: Place,
  part: JsonObject,
  settle: (reply: Reply) => Outcome,
): Promise<Seen> {
  const activity = activityOf(client, personOf(client), place, part);
  const replies = await client.outbox.send(activity, client.takeTimes());
  const outcome = settle(replies[0] ?? { status: undefined, body: undefined });
  return seen(client, outcome, { activity, replies });
}

export function seen(
  client: Client,
  { shown, errors = {}, message }: Outcome,
  sent: Pick<Seen, 'activity' | 'replies'> = { activity: undefined, replies: [] },
): Seen {
  const { workspace, name } = client;
  const dialog = dialogOf(client);
  if (shown !== undefined) workspace.state.answers[name] = shown;
  workspace.changed();
  const viewer = personOf(client);
  const now = message && messageIn(workspace.state, message.conversation, message.id);
  return {
    ...sent,
    shown,
    errors,
    dialog: dialog && plainText(dialog, viewer, name),
    card: now && plainText(now, viewer, name),
  };
}

export const isAnswered = ({ status }: Reply): boolean =>
  status !== undefined && status >= 200 && status < 300;

/** What a body of the bot that could not be shown says about itself. */
export const wordsOfError = (value: unknown): string =>
  (isObject(value) ? stringAt(value, 'message') : undefined) ?? WENT_WRONG;
