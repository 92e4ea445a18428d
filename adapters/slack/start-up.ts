/** What is looked at before people are let in: the tokens, and the channels that cards go to. */

import { Fault } from '../../src/kernel/fault.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Channels } from './channels.ts';
import { word } from './payload.ts';
import type { WebApi } from './web-api.ts';

/**
 * @returns the name of the workspace.
 * @throws Fault with a sentence for the operator.
 */
export async function checkToken(api: WebApi, team: string): Promise<string> {
  const body = await named('SLACK_BOT_TOKEN', BOT_ADVICE, api, 'auth.test');
  const found = word(body, 'team_id');
  const name = word(body, 'team');
  if (found === team) return name;
  throw new Fault(
    'chat-refused',
    `The Slack token is of workspace ${found} (${name}), but the configuration says ${team}. ` +
      'Correct SLACK_BOT_TOKEN, or workspace.slack in the configuration.',
  );
}

/** @throws Fault with a sentence for the operator. */
export async function checkAppToken(api: WebApi): Promise<void> {
  await named('SLACK_APP_TOKEN', APP_ADVICE, api, 'apps.connections.open');
}

/** The one call that tells whether a token is right. */
async function named(variable: string, advice: string, api: WebApi, method: string) {
  const refused = (why: string) => new Fault('chat-refused', `${variable}: ${why} ${advice}`);
  const answer = await api.call(method, {}).catch((error: unknown) => {
    throw error instanceof Fault && error.code === 'chat-refused' ? refused(error.message) : error;
  });
  if (!answer.ok) throw refused(`Slack refuses ${method} to our token: ${answer.error}.`);
  return answer.body;
}

const BOT_ADVICE = 'It begins with xoxb- and stands under "OAuth & Permissions" of the app.';
const APP_ADVICE =
  'It begins with xapp-, has the scope connections:write, and stands under "Basic Information" ' +
  'of the app.';

/** Complains about channels in which no card could be posted. Nothing waits for them. */
export async function checkChannels(
  channels: Channels,
  ids: readonly string[],
  log: Log,
): Promise<void> {
  for (const channel of new Set(ids)) {
    try {
      const why = await channels.closed(channel);
      if (why !== undefined) log.warn('slack-channel-closed', { channel, why });
    } catch (error) {
      log.warn('slack-channel-unknown', { channel, why: String(error) });
    }
  }
}

/** @throws Error that says why no card could be posted there, and what to do about it. */
export async function requireOpen(channels: Channels, channel: string): Promise<string> {
  const why = await channels.closed(channel);
  if (why === undefined) return 'open';
  throw new Error(WORDS[why] ?? `Slack says ${why}.`);
}

const WORDS: Readonly<Record<string, string>> = {
  gone: 'There is no such channel, or it is archived, or the bot cannot see it.',
  'not-a-member': 'The bot is not in it. Type /invite there, with the name of the app.',
  shared: 'Another company reads it, or is invited to, so no card is posted there.',
};
