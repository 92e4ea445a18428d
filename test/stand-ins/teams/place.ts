/** Which place a conversation id means, and whether the bot may speak there. */

import { type Answer, refuse } from './call.ts';
import type { Channel, Message, Person, State, Team } from './state.ts';
import { channelById, messageIn, personOfChat } from './workspace.ts';

export type Place = ChannelPlace | ChatPlace;

export interface ChannelPlace {
  readonly kind: 'channel';
  /** Where its messages lie, without the thread. */
  readonly id: string;
  readonly team: Team;
  readonly channel: Channel;
  /** The post whose thread is meant. */
  readonly rootId?: string;
}

export interface ChatPlace {
  readonly kind: 'personal';
  readonly id: string;
  readonly person: Person;
}

export type Found = { readonly place: Place } | { readonly refusal: Answer };

const THREAD = ';messageid=';

export const threadId = (channel: string, rootId: string): string => `${channel}${THREAD}${rootId}`;

/** The place by its id, as people know it: whether the bot is in it is not asked. */
export function placeOf(state: State, id: string): Place | undefined {
  const [bare = '', rootId] = id.split(THREAD);
  const found = channelById(state, bare);
  if (found !== undefined) {
    return { kind: 'channel', id: bare, ...found, ...(rootId === undefined ? {} : { rootId }) };
  }
  const person = personOfChat(state, id);
  return person === undefined ? undefined : { kind: 'personal', id, person };
}

/** The place for the bot: it has to be there, and the app has to be installed in it. */
export function placeForBot(state: State, id: string): Found {
  const place = placeOf(state, id);
  if (place === undefined) return { refusal: conversationNotFound() };
  const isInstalled = place.kind === 'channel' ? place.team.installed : place.person.installed;
  return isInstalled ? { place } : { refusal: notInRoster() };
}

export const conversationNotFound = (): Answer =>
  refuse(404, 'ConversationNotFound', 'Conversation not found.');

export const activityNotFound = (): Answer =>
  refuse(404, 'ActivityNotFoundInConversation', 'Conversation not found.');

export const notInRoster = (): Answer =>
  refuse(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');

/** The post at the head of a message's thread. */
export const rootOf = ({ id, rootId }: Message): string => rootId ?? id;

/** How the message's conversation is named in activities about it. */
export function conversationOf(state: State, message: Message): string {
  const isChannel = channelById(state, message.conversation) !== undefined;
  return isChannel ? threadId(message.conversation, rootOf(message)) : message.conversation;
}

/** Whether the thread's first post is still there; a place without a thread has none to lose. */
export const hasRoot = (state: State, place: Place): boolean =>
  place.kind !== 'channel' ||
  place.rootId === undefined ||
  messageIn(state, place.id, place.rootId) !== undefined;
