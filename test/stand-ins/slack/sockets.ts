/** The door for sockets: an address good for one of them, and the upgrade that lets it in. */

import type { Server } from 'node:http';
import {
  createSocketTransport,
  type SocketOptions,
  type SocketTransport,
} from './socket-transport.ts';
import { createSocketServer } from './web-socket.ts';

export interface Sockets {
  readonly transport: SocketTransport;
  /** A fresh address; a second socket that comes with it is turned away. */
  readonly address: () => string;
}

export function attachSockets(
  server: Server,
  origin: () => string,
  options: SocketOptions,
): Sockets {
  const transport = createSocketTransport(options);
  const upgrades = createSocketServer();
  const tickets = new Set<string>();
  let issued = 0;
  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '/', 'http://slack').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
      return;
    }
    upgrades.handleUpgrade(request, socket, head, (opened) => transport.accept(opened));
  });
  return {
    transport,
    address: () => {
      issued += 1;
      const ticket = `ticket-${issued}`;
      tickets.add(ticket);
      return `${origin().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${options.appId}`;
    },
  };
}
