/** The little of the package `ws` that the stand-in uses, whichever of its versions is there. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import * as ws from 'ws';

export interface Socket {
  send(data: string): void;
  ping(): void;
  close(code?: number): void;
  terminate(): void;
  on(event: 'message', listener: (data: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface SocketServer {
  handleUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    done: (socket: Socket) => void,
  ): void;
  close(): void;
}

type ServerClass = new (options: { readonly noServer: true }) => SocketServer;
interface Package {
  readonly WebSocketServer?: ServerClass;
  readonly default: { readonly Server?: ServerClass };
}

export function createSocketServer(): SocketServer {
  const { WebSocketServer, default: older } = ws as unknown as Package;
  const Server = WebSocketServer ?? older.Server;
  if (Server === undefined) throw new Error('The package ws offers no server.');
  return new Server({ noServer: true });
}
