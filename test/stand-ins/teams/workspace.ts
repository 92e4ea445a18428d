/** The tenant itself: its state, its clock, its numbers, and word to whoever watches it. */

import type { Channel, Message, Person, State, Team } from './state.ts';

export interface Workspace {
  readonly state: State;
  readonly now: () => number;
  /** Ids of messages are times in milliseconds, each later than the one before. */
  readonly nextId: () => string;
  /** Something can be seen that could not be seen before. */
  readonly changed: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createWorkspace(state: State, now: () => number): Workspace {
  const listeners = new Set<() => void>();
  return {
    state,
    now,
    nextId: () => {
      state.lastId = Math.max(Math.floor(now()), state.lastId + 1);
      return String(state.lastId);
    },
    changed: () => {
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The 1:1 chat of a person with the bot: always the same one. */
export const chatOf = (person: Person): string => `a:1${person.mri.slice(3)}`;

export const personOfChat = ({ people }: State, chat: string): Person | undefined =>
  Object.values(people).find((person) => chatOf(person) === chat);

export const personById = ({ people }: State, id: string): Person | undefined =>
  Object.values(people).find((person) => person.mri === id || person.aadObjectId === id);

export interface ChannelOfTeam {
  readonly team: Team;
  readonly channel: Channel;
}

export function channelById({ teams }: State, id: string): ChannelOfTeam | undefined {
  for (const team of Object.values(teams)) {
    const channel = team.channels.find((one) => one.id === id);
    if (channel !== undefined) return { team, channel };
  }
  return undefined;
}

export const membersOf = ({ people }: State, team: Team): readonly Person[] =>
  Object.values(people).filter((person) => person.teams.includes(team.id));

export const messagesIn = ({ messages }: State, conversation: string): readonly Message[] =>
  messages[conversation] ?? [];

export const messageIn = (
  state: State,
  conversation: string,
  id: string | undefined,
): Message | undefined => messagesIn(state, conversation).find((message) => message.id === id);

export function addMessage({ state, changed }: Workspace, message: Message): void {
  state.messages[message.conversation] = [...messagesIn(state, message.conversation), message];
  changed();
}

export function replaceMessage({ state, changed }: Workspace, message: Message): void {
  state.messages[message.conversation] = messagesIn(state, message.conversation).map((one) =>
    one.id === message.id ? message : one,
  );
  changed();
}

export function dropMessage({ state, changed }: Workspace, { conversation, id }: Message): void {
  state.messages[conversation] = messagesIn(state, conversation).filter((one) => one.id !== id);
  changed();
}
