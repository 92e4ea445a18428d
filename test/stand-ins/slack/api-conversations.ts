/** conversations.*: what a channel is, and opening a direct message. */

import { type ApiMethod, missing, refuse, text } from './api-call.ts';
import { channelObject } from './conversation.ts';
import { directMessage } from './direct-message.ts';

/** A private channel exists only for those inside it. */
export const info: ApiMethod = (args, { state }) => {
  const channel = state.channels[text(args['channel']) ?? ''];
  const hidden = channel?.isPrivate && !channel.members.includes(state.app.botUser);
  if (channel === undefined || hidden) return refuse('channel_not_found');
  return { ok: true, channel: channelObject(channel, state.app.botUser) };
};

export const open: ApiMethod = (args, workspace) => {
  const { people, channels } = workspace.state;
  const given = text(args['channel']);
  if (given !== undefined) {
    if (channels[given]?.im === undefined) return refuse('channel_not_found');
    return { ok: true, channel: { id: given } };
  }
  const users = text(args['users'])?.split(',');
  if (users === undefined) return missing('users');
  const [user, ...others] = users.map((id) => people[id.trim()]);
  if (user === undefined) return refuse('user_not_found');
  if (others.length > 0) return refuse('not_enough_users');
  if (user.deleted) return refuse('user_disabled');
  if (user.isBot) return refuse('cannot_dm_bot');
  return { ok: true, channel: { id: directMessage(workspace, user.id).id } };
};
