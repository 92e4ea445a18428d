/** A real Bolt app against the stand-in, over HTTP or Socket Mode: what the tests put between. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import { afterAll, beforeAll } from 'vitest';
import { type Slack, startSlack } from './slack.ts';
import type { SlackOptions } from './slack-options.ts';

export type Mode = 'http' | 'socket';

export interface Bench {
  readonly slack: Slack;
  readonly app: App;
  stop(): Promise<void>;
}

/** Starts both and lets `listen` put the bot's handlers in before the first word is said. */
export async function startBench(
  mode: Mode,
  listen: (app: App) => void,
  options: Partial<SlackOptions> = {},
): Promise<Bench> {
  const port = mode === 'http' ? await freePort() : 0;
  const requestUrl = mode === 'http' ? `http://127.0.0.1:${port}/slack/events` : undefined;
  const slack = await startSlack({ requestUrl, ...options });
  const app = createApp(slack, mode);
  app.error(async () => {});
  listen(app);
  await app.start(port);
  return {
    slack,
    app,
    stop: async () => {
      // The stand-in first: this client of Socket Mode takes seconds to leave a living server.
      await slack.close();
      await app.stop().catch(() => undefined);
    },
  };
}

/** One bench for all tests of a describe, there when they run. */
export function useBench(
  mode: Mode,
  listen: (app: App) => void,
  options: Partial<SlackOptions> = {},
): () => Bench {
  let bench: Bench | undefined;
  beforeAll(async () => {
    bench = await startBench(mode, listen, options);
  });
  afterAll(() => bench?.stop());
  return () => {
    if (bench === undefined) throw new Error('The bench is there only while tests run.');
    return bench;
  };
}

export function createApp(slack: Slack, mode: Mode): App {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const common = { token: slack.tokens.bot, clientOptions, logLevel: LogLevel.ERROR };
  const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} };
  const logger = { ...quiet, getLevel: () => LogLevel.ERROR };
  if (mode === 'http') {
    return new App({ ...common, logger, signingSecret: slack.signingSecret });
  }
  return new App({ ...common, logger, socketMode: true, appToken: slack.tokens.app });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
