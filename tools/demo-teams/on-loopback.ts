/** Loaded into the Playground first: it listens on loopback alone, and ends with the demo. */

import { Server } from 'node:net';

type Listen = Server['listen'];
const listen = Reflect.get(Server.prototype, 'listen');

/** Left to itself it listens on every address of the machine. */
function listenOnLoopback(this: Server, port: unknown, ...rest: readonly unknown[]): Server {
  const place = typeof port === 'number' ? [port, '127.0.0.1'] : [port];
  return Reflect.apply(listen, this, [...place, ...rest] as Parameters<Listen>);
}

Server.prototype.listen = listenOnLoopback as Listen;

// The other end of this pipe is the demo's: closed, however the demo ended.
process.stdin.resume().once('end', () => process.exit(0));
