/** Everything Teams knows here, as plain data: people, teams, chats, groups and messages. */

import type { JsonObject } from '../slack/json.ts';

export interface Bot {
  readonly appId: string;
  readonly secret: string;
  readonly name: string;
}

export interface Person {
  /** Short and unique: what tests call them. */
  readonly name: string;
  readonly aadObjectId: string;
  /** Teams' own id of the person for this bot, "29:…". */
  readonly mri: string;
  readonly displayName: string;
  readonly email: string;
  readonly userPrincipalName: string;
  /** Of somebody from elsewhere, in a channel that is shared. */
  readonly tenantId?: string;
  /** As the roster has it, where that is neither `user` nor `guest`. */
  readonly userRole?: string;
  readonly userType: 'Member' | 'Guest';
  readonly accountEnabled: boolean;
  readonly locale: string;
  readonly country: string;
  readonly timezone: string;
  /** The app is installed for them, so the bot may write to them. */
  readonly installed: boolean;
  /** Ids of the teams they belong to. */
  readonly teams: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
}

export interface Team {
  /** The id of its General channel as well. */
  readonly id: string;
  readonly name: string;
  readonly aadGroupId: string;
  readonly installed: boolean;
  readonly channels: readonly Channel[];
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  /** Names of people, and ids of the groups inside this one. */
  readonly members: readonly string[];
}

export interface Message {
  readonly id: string;
  /** The channel or the chat it stands in. */
  readonly conversation: string;
  /** The post it replies to. Absent: it begins a thread, or stands in a chat. */
  readonly rootId?: string;
  /** A person's name, or `bot`. */
  readonly from: string;
  readonly text: string;
  readonly textFormat: string;
  readonly attachments: readonly JsonObject[];
  readonly entities: readonly JsonObject[];
  readonly atMs: number;
  readonly editedMs?: number;
  /** Cards that single people see in place of the common one, by name. */
  readonly views: Readonly<Record<string, JsonObject>>;
}

export interface Dialog {
  /** What the client asks when it is submitted, and what it opened it with. */
  readonly submitName: 'composeExtension/submitAction' | 'task/submit';
  readonly commandId?: string;
  readonly conversation: string;
  readonly replyToId?: string;
  readonly title: string;
  readonly card: JsonObject;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export interface State {
  tenantId: string;
  bot: Bot;
  people: Record<string, Person>;
  teams: Record<string, Team>;
  groups: Record<string, Group>;
  /** Oldest first, by channel or chat; replies stand among the posts. */
  messages: Record<string, Message[]>;
  dialogs: Record<string, Dialog>;
  /** What the bot last showed or told each person outside of messages. */
  answers: Record<string, string>;
  /** Choices a person was offered by a search, by its dataset. */
  offered: Record<string, Record<string, readonly JsonObject[]>>;
  /** Rosters that name people by `objectId` alone, as some do. */
  rosterIds?: 'objectId';
  lastId: number;
}
