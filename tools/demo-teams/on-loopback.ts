/** Loaded into the Playground before itself: it listens on loopback, and ends when the demo does. */

import { Server } from 'node:net';

const { listen } = Server.prototype;

/** Left to itself it listens on every address of the machine. */
Server.prototype.listen = function (this: Server, port: unknown, ...rest: readonly unknown[]) {
  const isPort = typeof port === 'number';
  return Reflect.apply(listen, this, isPort ? [port, '127.0.0.1', ...rest] : [port, ...rest]);
} as typeof listen;

// The other end of this pipe is the demo's: closed, however the demo ended.
process.stdin.resume().once('end', () => process.exit(0));
