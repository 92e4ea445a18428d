/** How a stand-in is set up, and what it is when nothing is said. */

import type { Tokens } from './api-methods.ts';
import type { Rates } from './rates.ts';
import { SAMPLE } from './sample.ts';
import { ALL_SCOPES } from './scopes.ts';
import type { Seed } from './state.ts';

export interface SlackOptions {
  readonly seed: Seed;
  /** The workspace's clock: ts values, triggers, response URLs. Acks take real time. */
  readonly now: () => number;
  readonly port: number;
  /** Where the bot takes HTTP requests. Absent: Socket Mode. */
  readonly requestUrl: string | undefined;
  readonly signingSecret: string;
  readonly tokens: Tokens;
  readonly scopes: readonly string[];
  /** The events of its manifest. Slack sends an app no others; absent: any. */
  readonly subscribed: readonly string[] | undefined;
  readonly rates: Rates;
  /** The command's `should_escape`: mentions in its text arrive as ids, `&<>` encoded. */
  readonly shouldEscape: boolean;
  readonly ackTimeoutMs: number;
  /** Slack tries an event again at once, after a minute and after five. */
  readonly eventRetryDelaysMs: readonly number[];
  readonly pingEveryMs: number;
  /** For the choice among several sockets. */
  readonly randomSeed: number;
}

export const DEFAULTS: SlackOptions = {
  seed: SAMPLE,
  now: Date.now,
  port: 0,
  requestUrl: undefined,
  signingSecret: 'stand-in-signing-secret',
  tokens: { bot: 'xoxb-stand-in', app: 'xapp-stand-in' },
  scopes: ALL_SCOPES,
  subscribed: undefined,
  rates: 'generous',
  shouldEscape: false,
  ackTimeoutMs: 3000,
  eventRetryDelaysMs: [0, 60_000, 300_000],
  pingEveryMs: 10_000,
  randomSeed: 1,
};
