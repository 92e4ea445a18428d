/** What is looked at before people are let in: the token, and the channels that cards go to. */

import { Fault } from '../../src/kernel/fault.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Clock } from '../../src/kernel/time.ts';
import { createChannels } from './channels.ts';
import { word } from './payload.ts';
import type { WebApi } from './web-api.ts';

/** @throws Error with a sentence for the operator. */
export async function checkToken(api: WebApi, team: string): Promise<void> {
  const answer = await api.call('auth.test', {});
  if (!answer.ok) {
    throw new Fault('chat-refused', `Slack refuses our bot token: ${answer.error}.`);
  }
  const found = word(answer.body, 'team_id');
  if (found === team) return;
  const name = word(answer.body, 'team');
  throw new Fault(
    'chat-refused',
    `The Slack token is of workspace ${found} (${name}), but the configuration says ${team}.`,
  );
}

/** Complains about channels in which no card could be posted. Nothing waits for them. */
export async function checkChannels(
  api: WebApi,
  ids: readonly string[],
  clock: Clock,
  log: Log,
): Promise<void> {
  const channels = createChannels(api, clock);
  for (const channel of new Set(ids)) {
    try {
      const why = await channels.closed(channel);
      if (why !== undefined) log.warn('slack-channel-closed', { channel, why });
    } catch (error) {
      log.warn('slack-channel-unknown', { channel, why: String(error) });
    }
  }
}
