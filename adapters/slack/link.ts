/** The address under which a browser opens a message of Slack. */

import type { MessageRef } from '../../src/case-file/case-file.ts';

/** By ids alone: the name of the workspace may change. At the least it leads to the channel. */
export function slackLink({ channel, message }: MessageRef, team: string): string {
  const place = new URLSearchParams({ team, channel, message_ts: message });
  return `https://slack.com/app_redirect?${place}`;
}
