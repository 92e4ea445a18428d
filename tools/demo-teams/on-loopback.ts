/** Loaded into the Playground before itself: it listens on loopback, and ends with the demo. */

import { Server } from 'node:net';

type Listen = (...given: readonly unknown[]) => Server;

const listen = Reflect.get(Server.prototype, 'listen') as Listen;

/** Left to itself it listens on every address of the machine. */
Server.prototype.listen = function (this: Server, port: unknown, ...rest: readonly unknown[]) {
  const isPort = typeof port === 'number';
  return Reflect.apply(listen, this, isPort ? [port, '127.0.0.1', ...rest] : [port, ...rest]);
};

// The other end of this pipe is the demo's: closed, however the demo ended.
process.stdin.resume().once('end', () => process.exit(0));
