/** Socket Mode: sockets the bot opened to us, and each delivery given to any one of them. */

import type { Sent, Transport } from './delivery.ts';
import { createSocketQueue, envelope } from './socket-queue.ts';
import type { Socket } from './web-socket.ts';

export type DisconnectReason = 'warning' | 'refresh_requested' | 'too_many_websockets';

export interface SocketTransport extends Transport {
  /** Takes in a socket that has just been opened, and greets it. */
  readonly accept: (socket: Socket) => void;
  readonly count: number;
  /** Tells every socket to go, as Slack does before it recycles a host. */
  readonly disconnect: (reason: DisconnectReason) => void;
  /** Cuts every socket without a word. */
  readonly drop: () => void;
  readonly close: () => void;
}

export interface SocketOptions {
  readonly appId: string;
  readonly ackTimeoutMs: number;
  readonly pingEveryMs: number;
  readonly random: () => number;
  readonly changed: () => void;
}

const MOST_SOCKETS = 10;
const debug_info = {
  host: 'applink-stand-in',
  build_number: 1,
  approximate_connection_time: 18_060,
};

const bye = (reason: DisconnectReason): string =>
  JSON.stringify({ type: 'disconnect', reason, debug_info });

export function createSocketTransport(options: SocketOptions): SocketTransport {
  const sockets = new Set<Socket>();
  const pick = () => [...sockets][Math.floor(options.random() * sockets.size)];
  const queue = createSocketQueue(pick, options.ackTimeoutMs);

  function accept(socket: Socket): void {
    if (sockets.size >= MOST_SOCKETS) {
      socket.send(bye('too_many_websockets'));
      return socket.close(1000);
    }
    sockets.add(socket);
    const pinging = setInterval(() => socket.ping(), options.pingEveryMs);
    pinging.unref();
    socket.on('message', (data) => queue.acknowledged(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pinging);
      sockets.delete(socket);
      queue.lost(socket);
      options.changed();
    });
    const connection_info = { app_id: options.appId };
    const hello = { type: 'hello', num_connections: sockets.size, debug_info, connection_info };
    socket.send(JSON.stringify(hello));
    queue.found();
    options.changed();
  }

  return {
    accept,
    get count() {
      return sockets.size;
    },
    send: (delivery): Sent => {
      const frame = envelope(delivery);
      return { delivery, again: () => queue.dispatch(frame), reply: queue.dispatch(frame) };
    },
    disconnect: (reason) => {
      for (const one of sockets) one.send(bye(reason));
    },
    drop: () => {
      for (const one of sockets) one.terminate();
    },
    close: () => {
      queue.close();
      for (const one of sockets) one.terminate();
    },
  };
}
