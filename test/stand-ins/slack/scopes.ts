/** Which scope a method needs, and the answer of Slack when the token lacks it. */

import { refuse, text } from './api-call.ts';
import type { JsonObject } from './json.ts';
import type { State } from './state.ts';

/** All that the stand-in can ask for: the default, so that only tests of scopes must name them. */
export const ALL_SCOPES = [
  'chat:write',
  'channels:read',
  'groups:read',
  'im:read',
  'im:write',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'commands',
] as const;

const NEEDED: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'conversations.open': 'im:write',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'users.lookupByEmail': 'users:read.email',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.list': 'usergroups:read',
};

export function scopeRefusal(
  method: string,
  args: JsonObject,
  state: State,
  granted: readonly string[],
): JsonObject | undefined {
  const needed = NEEDED[method] ?? readScope(method, args, state);
  if (needed === undefined || granted.includes(needed)) return undefined;
  return refuse('missing_scope', { needed, provided: granted.join(',') });
}

/** Reading a conversation needs the scope of its kind. */
function readScope(method: string, args: JsonObject, state: State): string | undefined {
  if (method !== 'conversations.info' && method !== 'conversations.members') return undefined;
  const channel = state.channels[text(args['channel']) ?? ''];
  if (channel === undefined) return undefined;
  if (channel.im !== undefined) return 'im:read';
  return channel.isPrivate ? 'groups:read' : 'channels:read';
}
