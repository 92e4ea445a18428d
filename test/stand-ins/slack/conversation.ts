/** Channels and direct messages, and what is written in them. */

import type { Json, JsonObject } from './json.ts';

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** The team's people, the bot included where it has been invited. */
  readonly members: readonly string[];
  readonly isPrivate: boolean;
  readonly isExtShared: boolean;
  readonly isArchived: boolean;
  /** The person at the other end, for a direct message with the bot. */
  readonly im?: string;
}

export type ChannelSeed = Pick<Channel, 'id'> & Partial<Channel>;

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly botId?: string;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly attachments?: readonly JsonObject[];
  readonly threadTs?: string;
  readonly metadata?: JsonObject;
  readonly editedTs?: string;
}

/** An ephemeral message: only `user` ever sees it, and Slack forgets it on reload. */
export interface Whisper {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly atMs: number;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly threadTs?: string;
  /** `app`: words of the bot. `slack`: what Slack itself says when the bot failed to answer. */
  readonly from: 'app' | 'slack';
}

export function channelFrom(seed: ChannelSeed): Channel {
  return {
    name: seed.id.replace(/^[CGD]_?/, '').toLowerCase(),
    members: [],
    isPrivate: false,
    isExtShared: false,
    isArchived: false,
    ...seed,
  };
}

/** The `channel` of `conversations.info`. */
export function channelObject(channel: Channel, botUser: string): JsonObject {
  const common = { id: channel.id, is_archived: channel.isArchived };
  if (channel.im !== undefined) {
    return { ...common, is_im: true, user: channel.im, is_org_shared: false };
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_general: false,
    is_shared: channel.isExtShared,
    is_ext_shared: channel.isExtShared,
    is_org_shared: false,
    is_member: channel.members.includes(botUser),
    num_members: channel.members.length,
  };
}

/** A message as the API and the payloads spell it. */
export function messageObject(
  message: Message,
  app: { readonly id: string; readonly teamId: string },
): JsonObject {
  const bot: Record<string, Json> =
    message.botId === undefined ? {} : { bot_id: message.botId, app_id: app.id };
  return {
    type: 'message',
    user: message.user,
    ...bot,
    team: app.teamId,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(message.editedTs === undefined
      ? {}
      : { edited: { user: message.user, ts: message.editedTs } }),
  };
}
