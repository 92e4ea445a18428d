/** One chat of a story, whichever it is: what people do with the bot there, and what they see. */

import type { Who } from './seed.ts';

export interface Town {
  /** A line to the bot alone; an empty one is the way to the form. */
  readonly type: (who: Who, line: string) => Promise<Heard>;
  readonly click: (who: Who, post: Post, button: string) => Promise<Heard>;
  /** On the last message in private that has such a button. */
  readonly clickInPrivate: (who: Who, button: string) => Promise<Heard>;
  /** Whatever begins a thread, oldest first. */
  readonly posts: (channel: Channel) => readonly Post[];
  /** What the bot wrote to one person. Where there are no whispers, answers stand among it. */
  readonly told: (who: Who) => readonly string[];
  /** What one person was answered, and nobody else. */
  readonly whispered: (who: Who) => readonly string[];
  /** As a tag at AWS names somebody. */
  readonly tagOf: (who: Who) => string;
  readonly office: Office;
}

export type Channel = 'approvals' | 'ops' | 'general';

/** A message as it is now, however often it was changed. */
export interface Post {
  readonly id: string;
  readonly channel: Channel;
  readonly words: () => string;
  readonly thread: () => readonly string[];
}

/** What somebody hears after something they did. */
export interface Heard {
  readonly said: (words?: string) => Promise<string>;
  readonly form: (words?: string) => Promise<Form>;
  /** Whatever there is to read, be it a form or not. */
  readonly shown: () => Promise<string>;
  /** The same press, by somebody whose client has not drawn the message anew. */
  readonly again: (who: Who) => Promise<void>;
}

export interface Form {
  readonly words: () => string;
  /** Chooses, and sees what comes of it. */
  readonly choose: (field: string, value: string) => Promise<void>;
  /** What is offered for what is typed. */
  readonly find: (field: string, typed: string) => Promise<readonly Offer[]>;
  readonly send: (values?: Values) => Promise<Sent>;
  /** Closes it, and what was typed is gone. */
  readonly leave: () => Promise<void>;
}

export interface Offer {
  readonly value: string;
  readonly words: string;
}

export type Values = Readonly<Record<string, string | readonly string[]>>;

export interface Sent {
  /** By field, what is wrong with it. */
  readonly problems: Readonly<Record<string, string>>;
  /** Everything that came of it. */
  readonly said: string;
}

/** What administrators of the chat do, and what befalls it. */
export interface Office {
  readonly become: (who: Who, standing: Standing) => void;
  /** Whom the group of the leads has from now on. */
  readonly lead: (...members: readonly Who[]) => void;
  /** The address that the chat vouches for. */
  readonly address: (who: Who, address: string) => void;
  /** In which language and zone somebody reads. */
  readonly read: (who: Who, locale: string, zone?: string) => void;
  readonly letIn: (who: Who, channel: Channel) => void;
  /** Puts another message in the place of a post, there or in another channel. */
  readonly forge: (post: Post, change: (json: string) => string, channel?: Channel) => void;
  readonly remove: (post: Post) => void;
  /** So many changes of messages are made, and their answers lost. */
  readonly loseAnswers: (times: number) => Silence;
  /** The chat takes no messages, says nothing of people or of groups, or is not there at all. */
  readonly silence: (what: Silent) => Silence;
}

export type Standing =
  | 'a guest'
  | 'of another organization'
  | 'a bot'
  | 'gone'
  | 'a single-channel guest'
  | 'of another workspace';

export type Silent = 'messages' | 'people' | 'groups' | 'everything';

export interface Silence {
  readonly hits: number;
  readonly remove: () => void;
}

/** How long somebody waits for an answer. */
export const PATIENCE_MS = 5_000;

/** Words in columns stand as far apart as the chat likes. */
export const inOneSpacing = (words: string): string => words.replaceAll(/ {2,}/g, ' ');
