/** Slack's words for a final no, in ours. */

import type { Posted } from '../../src/ports/chat.ts';

type Why = Extract<Posted, { readonly ok: false }>['why'];

/** Whatever is not listed is about what we sent: somebody has to read the log. */
export const refusalFor = (error: string): Why =>
  GONE.has(error) ? 'gone' : error === 'not_in_channel' ? 'not-a-member' : 'refused';

const GONE = new Set([
  'cannot_dm_bot',
  'cannot_reply_to_message',
  'cant_update_message',
  'channel_not_found',
  // No longer ours to change: a new card says it instead.
  'edit_window_closed',
  'is_archived',
  'is_inactive',
  'message_not_found',
  'thread_not_found',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
]);
