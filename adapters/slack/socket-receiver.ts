/** Socket Mode: we open the connection, so nothing has to be reachable from outside. */

import type { Log } from '../../src/kernel/log.ts';
import type { Clock } from '../../src/kernel/time.ts';
import { createBoltLog } from './bolt-log.ts';
import { loadSocketMode, type Receiver } from './bolt.ts';
import { type Connection, createConnection } from './connection.ts';
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

export function createSocketReceiver(options: SocketReceiverOptions): SocketReceiver {
  let connection: Connection | undefined;
  return {
    init(app) {
      const sockets = createSockets(options);
      sockets.init(app);
      connection = createConnection({ client: sockets.client, ...options });
    },
    start: async () => connection?.open(),
    stop: async () => connection?.close(),
    isConnected: () => connection?.isOpen() ?? false,
  };
}

function createSockets({ appToken, apiUrl, log }: SocketReceiverOptions) {
  const SocketModeReceiver = loadSocketMode();
  return new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: createBoltLog(log),
    installerOptions: { clientOptions: clientOptions(apiUrl) },
    // What Bolt cannot read is acknowledged: given again, it would be as unreadable.
    processEventErrorHandler: async ({ error }) => {
      log.error('slack-handler-failed', { why: error.message });
      return true;
    },
  });
}
