/** Everything the workspace knows, as plain data: a snapshot holds it, a restart brings it back. */

import type { Channel, ChannelSeed, Message, Whisper } from './conversation.ts';
import { channelFrom } from './conversation.ts';
import type { JsonObject } from './json.ts';
import type { Person, PersonSeed, UserGroup } from './person.ts';
import { personFrom } from './person.ts';
import type { View } from './view.ts';

export interface App {
  readonly id: string;
  readonly teamId: string;
  readonly teamDomain: string;
  readonly enterpriseId: string | null;
  readonly botId: string;
  readonly botUser: string;
  readonly name: string;
}

export interface Trigger {
  readonly user: string;
  readonly bornMs: number;
  readonly used: boolean;
  /** The modal it was born in: only such a trigger may push a view. */
  readonly viewId?: string;
}

export interface ResponseUrl {
  readonly user: string;
  readonly channel: string;
  readonly bornMs: number;
  readonly uses: number;
  /** The message whose button was clicked; absent for a slash command. */
  readonly originalTs?: string;
  readonly originalIsWhisper?: boolean;
  readonly threadTs?: string;
}

export interface State {
  app: App;
  people: Record<string, Person>;
  channels: Record<string, Channel>;
  groups: Record<string, UserGroup>;
  /** Oldest first. Thread replies stand among them and point at their parent. */
  messages: Record<string, Message[]>;
  whispers: Whisper[];
  views: Record<string, View>;
  /** Open modals of each person, the topmost last. */
  stacks: Record<string, string[]>;
  homes: Record<string, string>;
  triggers: Record<string, Trigger>;
  responseUrls: Record<string, ResponseUrl>;
  /** Options a person was last offered by an external select, by action id. */
  offered: Record<string, Record<string, readonly JsonObject[]>>;
  serial: number;
  lastTsMicros: number;
}

export interface Seed {
  readonly app?: Partial<App>;
  readonly people?: readonly PersonSeed[];
  readonly channels?: readonly ChannelSeed[];
  readonly groups?: readonly UserGroup[];
}

const APP: App = {
  id: 'A0PRODACC',
  teamId: 'T0STANDIN',
  teamDomain: 'stand-in',
  enterpriseId: null,
  botId: 'B0PRODACC',
  botUser: 'U0PRODACC',
  name: 'prod-access',
};

export function stateFrom(seed: Seed): State {
  const app = { ...APP, ...seed.app };
  const bot = { id: app.botUser, name: app.name, isBot: true };
  const people = [bot, ...(seed.people ?? [])].map((person) => personFrom(person, app.teamId));
  const channels = (seed.channels ?? []).map(channelFrom);
  return {
    app,
    people: byId(people),
    channels: byId(channels),
    groups: byId(seed.groups ?? []),
    messages: Object.fromEntries(channels.map((channel) => [channel.id, []])),
    whispers: [],
    views: {},
    stacks: {},
    homes: {},
    triggers: {},
    responseUrls: {},
    offered: {},
    serial: 0,
    lastTsMicros: 0,
  };
}

const byId = <T extends { readonly id: string }>(things: readonly T[]): Record<string, T> =>
  Object.fromEntries(things.map((thing) => [thing.id, thing]));
