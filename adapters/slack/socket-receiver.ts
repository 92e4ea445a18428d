/** Socket Mode: we open the connection, so nothing has to be reachable from outside. */

import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/kernel/log.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import { createBoltLog } from './bolt-log.ts';
import { clientOptions } from './web-api.ts';

export interface SocketReceiver extends Receiver {
  isConnected(): boolean;
}

export interface SocketReceiverOptions {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The client of Slack gives up for good when one attempt to come back fails, and otherwise waits
 * longer each time, at last for many minutes. So it only ever connects once; coming back is ours.
 */
export function createSocketReceiver(options: SocketReceiverOptions): SocketReceiver {
  const { clock, log } = options;
  const sockets = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: createBoltLog(log),
    installerOptions: { clientOptions: clientOptions(options.apiUrl) },
    // What Bolt cannot read is acknowledged: given again, it would be as unreadable.
    processEventErrorHandler: async ({ error }) => {
      log.error('slack-handler-failed', { why: error.message });
      return true;
    },
  });
  const { client } = sockets;
  const stopping = new AbortController();
  let isConnected = false;
  let failures = 0;

  client.on('connected', () => {
    isConnected = true;
    failures = 0;
    log.info('slack-connected');
  });
  client.on('disconnected', () => {
    if (isConnected && !stopping.signal.aborted) void comeBack();
    isConnected = false;
  });

  async function comeBack(): Promise<void> {
    log.warn('slack-disconnected');
    while (!stopping.signal.aborted) {
      if (await connects()) return;
      failures += 1;
      await clock.sleep(Math.min(failures * SECOND, LONGEST_PAUSE_MS), stopping.signal);
    }
  }

  async function connects(): Promise<boolean> {
    // A server that takes the connection and then says nothing is no connection.
    const late = setTimeout(() => void client.disconnect(), HELLO_WITHIN_MS);
    try {
      await client.start();
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn('slack-connect-failed', { why });
      return false;
    } finally {
      clearTimeout(late);
    }
  }

  return {
    init: (app: App) => sockets.init(app),
    isConnected: () => isConnected,
    async start() {
      if (!(await connects())) void comeBack();
    },
    async stop() {
      stopping.abort();
      // It waits for the other side's goodbye, which may never come.
      const gone = isConnected ? client.disconnect() : Promise.resolve();
      await Promise.race([gone, clock.sleep(GOODBYE_MS)]);
    },
  };
}

const HELLO_WITHIN_MS = 15 * SECOND;
const LONGEST_PAUSE_MS = 15 * SECOND;
const GOODBYE_MS = 2 * SECOND;
