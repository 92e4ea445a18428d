/** The direct message between the bot and one person, made when first needed. */

import { type Channel, channelFrom } from './conversation.ts';
import type { Workspace } from './workspace.ts';

export function directMessage(workspace: Workspace, user: string): Channel {
  const { channels, app } = workspace.state;
  const known = Object.values(channels).find((channel) => channel.im === user);
  if (known !== undefined) return known;
  const id = `D${user.replace(/^[UW]/, '')}`;
  const made = channelFrom({ id, im: user, isPrivate: true, members: [user, app.botUser] });
  channels[id] = made;
  return made;
}
