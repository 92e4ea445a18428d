/** Stands before a server and writes down every call, and what had been answered before it. */

import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  request as send,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { textOf } from './life-slack.ts';

export interface Tapped {
  readonly to: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** By one count for all taps: when it came, and when it was answered. */
  readonly cameAt: number;
  answeredAt: number;
}

export interface Tap {
  readonly url: string;
  close(): Promise<void>;
}

export interface Tape {
  readonly calls: Tapped[];
  readonly isOn: () => boolean;
  tick(): number;
}

export function createTape(isOn: () => boolean): Tape {
  let ticks = 0;
  return { calls: [], isOn, tick: () => (ticks += 1) };
}

export async function startTap(to: string, url: string, tape: Tape): Promise<Tap> {
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const cameAt = tape.tick();
    const { method = 'POST', headers, url: path = '/' } = request;
    const body = await textOf(request);
    const call: Tapped = { to, path, headers, body, cameAt, answeredAt: Infinity };
    if (tape.isOn()) tape.calls.push(call);
    const { said, answer } = await onward(`${url}${path}`, { method, headers }, body);
    call.answeredAt = tape.tick();
    response.writeHead(answer.statusCode ?? 500, answer.headers).end(said);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** With its headers as they came: the signature is over them. */
async function onward(url: string, options: RequestOptions, body: string) {
  const sending = send(url, options).end(body);
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  return { answer, said: await textOf(answer) };
}
