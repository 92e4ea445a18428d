/** The Web API called as a bot calls it, one line a call, for tests of the API itself. */

import { type JsonObject, wordAt } from './json.ts';
import { type Slack, startSlack } from './slack.ts';
import type { SlackOptions } from './slack-options.ts';

export interface Desk {
  readonly slack: Slack;
  /** Milliseconds by which the workspace's clock is turned on. */
  readonly pass: (ms: number) => void;
  readonly call: (method: string, args?: JsonObject, token?: string) => Promise<JsonObject>;
  /** A trigger as a bot gets it: with a command that somebody types. */
  readonly trigger: (user?: string) => Promise<string>;
  readonly responseUrl: (user?: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const NOON = Date.UTC(2026, 10, 21, 12);

/** A workspace whose bot is silent: commands end as failed, and their payload is read here. */
export async function startDesk(options: Partial<SlackOptions> = {}): Promise<Desk> {
  let now = NOON;
  const slack = await startSlack({ now: () => now, ...options });
  const commanded = async (user: string, key: string): Promise<string> => {
    const answer = await slack.as(user).command('/prod-access', '', { channel: 'C_PROD' });
    return wordAt(answer.sent?.delivery.payload, key);
  };
  return {
    slack,
    pass: (ms) => {
      now += ms;
    },
    call: async (method, args = {}, token = slack.tokens.bot) => {
      const response = await fetch(slack.apiUrl + method, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(args),
      });
      return (await response.json()) as JsonObject;
    },
    trigger: (user = 'U_AIKO') => commanded(user, 'trigger_id'),
    responseUrl: (user = 'U_AIKO') => commanded(user, 'response_url'),
    stop: () => slack.close(),
  };
}
