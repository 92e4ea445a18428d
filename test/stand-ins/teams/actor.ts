/** One person at their screen: everything they can do, and everything they see. */

import * as cards from './card-acts.ts';
import { type Client, dialogOf, personOf, placeSeen, type Seen } from './client.ts';
import * as dialogs from './dialog-acts.ts';
import type { FormValues } from './form.ts';
import { rootOf } from './place.ts';
import { type SayOptions, say } from './say.ts';
import type { Message, Person } from './state.ts';
import { chatOf, messagesIn } from './workspace.ts';
import { plainText } from './words.ts';

export interface Actor {
  readonly person: Person;
  say(text: string, options?: SayOptions): Promise<Seen>;
  /** The bot's command in the compose box. */
  open(options?: dialogs.OpenOptions): Promise<Seen>;
  /** Types into the open dialog without submitting it. */
  enter(values: FormValues): void;
  submit(values?: FormValues): Promise<Seen>;
  /** Another button of the open dialog. */
  press(label: string, values?: FormValues): Promise<Seen>;
  /** Closes the dialog by its cross: the bot never hears of it. */
  leave(): void;
  click(message: Message, label: string, inputs?: FormValues): Promise<Seen>;
  refresh(message: Message): Promise<Seen>;
  search(dataset: string, text: string): Promise<dialogs.Search>;
  /** The next act is delivered three times at once: a form the last time under another id. */
  twice(): Actor;
  /** The words of a channel or of the chat, one entry a message, replies below their post. */
  sees(conversation?: string): readonly string[];
  /** The words of one message, in the view this person has of it. */
  reads(message: Message): string;
  /** What is written in their chat with the bot. */
  readonly direct: readonly Message[];
  readonly dialog: string | undefined;
  readonly lastAnswer: string | undefined;
}

export type ActorParts = Omit<Client, 'takeTimes'>;

export function createActor(who: ActorParts): Actor {
  let times = 1;
  const client: Client = {
    ...who,
    takeTimes: () => {
      const now = times;
      times = 1;
      return now;
    },
  };
  const acts = actsOf(client);
  const sight = sightOf(client);
  const actor: Actor = Object.defineProperties(
    {
      ...acts,
      twice: () => {
        times = 3;
        return actor;
      },
    },
    // Defined, not spread: what is seen is read anew each time.
    Object.getOwnPropertyDescriptors(sight),
  ) as Actor;
  return actor;
}

const actsOf = (client: Client) => ({
  say: async (text: string, options: SayOptions = {}) => say(client, text, options),
  open: async (options: dialogs.OpenOptions = {}) => dialogs.open(client, options),
  enter: (values: FormValues) => void dialogs.enter(client, values),
  submit: (values: FormValues = {}) => dialogs.submit(client, values),
  press: (label: string, values: FormValues = {}) => dialogs.press(client, label, values),
  leave: () => dialogs.leave(client),
  click: (message: Message, label: string, inputs: FormValues = {}) =>
    cards.click(client, message, label, inputs),
  refresh: (message: Message) => cards.refresh(client, message),
  search: (dataset: string, text: string) => dialogs.search(client, dataset, text),
});

function sightOf(client: Client) {
  const { workspace, name } = client;
  const reads = (message: Message) => plainText(message, personOf(client), name);
  return {
    reads,
    get person() {
      return personOf(client);
    },
    sees: (conversation?: string) => {
      const { id } = placeSeen(client, conversation);
      return inThreads(messagesIn(workspace.state, id)).map(reads);
    },
    get direct() {
      return messagesIn(workspace.state, chatOf(personOf(client)));
    },
    get dialog() {
      const dialog = dialogOf(client);
      return dialog && plainText(dialog, personOf(client), name);
    },
    get lastAnswer() {
      return workspace.state.answers[name];
    },
  };
}

/** Posts by age, each with the replies to it. */
function inThreads(messages: readonly Message[]): readonly Message[] {
  const threads = Map.groupBy(messages, rootOf);
  return [...threads.values()].flat();
}
