/** chat.*: posting, changing and deleting messages, and whispering to one person. */

import { type ApiMethod, missing, refuse, text } from './api-call.ts';
import { messageContent } from './content.ts';
import { type Channel, type Message, messageObject } from './conversation.ts';
import { directMessage } from './direct-message.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Workspace } from './workspace.ts';

const POST_MAX = 40_000;
const UPDATE_MAX = 4000;

type Found = { readonly channel: Channel } | { readonly refusal: JsonObject };

/** Where a post may go: channels the bot was invited to, its direct messages, or a person's id. */
function writableChannel(workspace: Workspace, id: string | undefined): Found {
  if (id === undefined) return { refusal: missing('channel') };
  const { people, app, channels } = workspace.state;
  const person = people[id];
  if (person?.deleted || person?.isBot) return { refusal: refuse('channel_not_found') };
  const channel =
    person === undefined
      ? (channels[id] ?? Object.values(channels).find((one) => `#${one.name}` === id))
      : directMessage(workspace, id);
  if (channel === undefined) return { refusal: refuse('channel_not_found') };
  if (channel.im === undefined && !channel.members.includes(app.botUser)) {
    return { refusal: refuse(channel.isPrivate ? 'channel_not_found' : 'not_in_channel') };
  }
  if (channel.isArchived) return { refusal: refuse('is_archived') };
  return { channel };
}

export const postMessage: ApiMethod = (args, workspace) => {
  const found = writableChannel(workspace, text(args['channel']));
  if ('refusal' in found) return found.refusal;
  const content = messageContent(args, workspace, POST_MAX);
  if ('refusal' in content) return content.refusal;
  const { id: channel } = found.channel;
  const ts = workspace.nextTs();
  const threadTs = text(args['thread_ts']);
  const message: Message = {
    channel,
    ts,
    user: workspace.state.app.botUser,
    botId: workspace.state.app.botId,
    ...content.content,
    ...(threadTs === undefined ? {} : { threadTs: rootOf(workspace, channel, threadTs) }),
  };
  workspace.post(message);
  return { ok: true, channel, ts, message: messageObject(message, workspace.state.app) };
};

/** A reply to a reply hangs on the same parent. */
function rootOf(workspace: Workspace, channel: string, ts: string): string {
  const parent = workspace.state.messages[channel]?.find((message) => message.ts === ts);
  return parent?.threadTs ?? ts;
}

type Located = { readonly at: number; readonly list: Message[] } | { readonly refusal: JsonObject };

/** Finds a message the bot wrote itself: it may change and delete no other. */
function ownMessage(workspace: Workspace, args: JsonObject, foreign: string): Located {
  const id = text(args['channel']);
  const ts = text(args['ts']);
  if (id === undefined) return { refusal: missing('channel') };
  if (ts === undefined) return { refusal: missing('ts') };
  const { channels, messages, app } = workspace.state;
  const channel = channels[id];
  if (channel === undefined) return { refusal: refuse('channel_not_found') };
  const list = messages[id] ?? [];
  const at = list.findIndex((message) => message.ts === ts);
  if (at < 0) return { refusal: refuse('message_not_found') };
  if (list[at]?.user !== app.botUser) return { refusal: refuse(foreign) };
  if (channel.isArchived) return { refusal: refuse('is_inactive') };
  return { at, list };
}

export const update: ApiMethod = (args, workspace) => {
  const located = ownMessage(workspace, args, 'cant_update_message');
  if ('refusal' in located) return located.refusal;
  const old = located.list[located.at];
  if (old === undefined) return refuse('message_not_found');
  // With text and no blocks Slack drops the old blocks; with neither it keeps them.
  const kept = args['text'] === undefined && args['blocks'] === undefined ? { ...old } : {};
  const content = messageContent({ ...kept, ...args }, workspace, UPDATE_MAX);
  if ('refusal' in content) return content.refusal;
  const { metadata = old.metadata, ...words } = content.content;
  const { metadata: _before, attachments: _cards, ...rest } = old;
  const removed = isObject(args['metadata']) && Object.keys(args['metadata']).length === 0;
  const next: Message = {
    ...rest,
    ...words,
    ...(metadata === undefined || removed ? {} : { metadata }),
    editedTs: workspace.nextTs(),
  };
  located.list[located.at] = next;
  workspace.changed();
  const message = messageObject(next, workspace.state.app);
  return { ok: true, channel: next.channel, ts: next.ts, text: next.text, message };
};

export const remove: ApiMethod = (args, workspace) => {
  const located = ownMessage(workspace, args, 'cant_delete_message');
  if ('refusal' in located) return located.refusal;
  const [gone] = located.list.splice(located.at, 1);
  workspace.changed();
  return { ok: true, channel: gone?.channel ?? '', ts: gone?.ts ?? '' };
};

export const postEphemeral: ApiMethod = (args, workspace) => {
  const found = writableChannel(workspace, text(args['channel']));
  if ('refusal' in found) return found.refusal;
  const user = text(args['user']);
  if (user === undefined) return missing('user');
  const { channel } = found;
  const isThere = channel.im === user || channel.members.includes(user);
  if (!isThere) return refuse('user_not_in_channel');
  const content = messageContent(args, workspace, POST_MAX);
  if ('refusal' in content) return content.refusal;
  const { text: words, blocks } = content.content;
  const threadTs = text(args['thread_ts']);
  const { ts } = workspace.whisper({
    user,
    channel: channel.id,
    text: words,
    blocks,
    from: 'app',
    ...(threadTs === undefined ? {} : { threadTs }),
  });
  return { ok: true, message_ts: ts };
};

export const getPermalink: ApiMethod = (args, workspace) => {
  const channel = text(args['channel']) ?? '';
  const ts = text(args['message_ts']);
  if (workspace.state.channels[channel] === undefined) return refuse('channel_not_found');
  const message = workspace.state.messages[channel]?.find((one) => one.ts === ts);
  if (message === undefined) return refuse('message_not_found');
  const { threadTs } = message;
  const thread = threadTs === undefined ? '' : `?thread_ts=${threadTs}&cid=${channel}`;
  const place = `archives/${channel}/p${message.ts.replace('.', '')}${thread}`;
  const permalink = `https://${workspace.state.app.teamDomain}.slack.com/${place}`;
  return { ok: true, channel, permalink };
};
