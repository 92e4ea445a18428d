/** Socket Mode: sockets the bot opened to us, and each delivery given to any one of them. */

import { randomUUID } from 'node:crypto';
import { type Delivery, type Reply, type Sent, silence, type Transport } from './delivery.ts';
import { isObject, type Json, type JsonObject, parseJson } from './json.ts';
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

interface Waiting {
  readonly frame: JsonObject;
  at: Socket | undefined;
  tries: number;
  readonly startedMs: number;
  readonly settle: (reply: Reply) => void;
}

const MOST_SOCKETS = 10;
const debug_info = {
  host: 'applink-stand-in',
  build_number: 1,
  approximate_connection_time: 18_060,
};

export function createSocketTransport(options: SocketOptions): SocketTransport {
  const sockets = new Set<Socket>();
  const waiting = new Map<string, Waiting>();

  function accept(socket: Socket): void {
    if (sockets.size >= MOST_SOCKETS) {
      socket.send(frameText({ type: 'disconnect', reason: 'too_many_websockets', debug_info }));
      return socket.close(1000);
    }
    sockets.add(socket);
    const pinging = setInterval(() => socket.ping(), options.pingEveryMs);
    pinging.unref();
    socket.on('message', (data) => acknowledged(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pinging);
      sockets.delete(socket);
      options.changed();
      // What this socket took and did not acknowledge goes to another one.
      for (const entry of waiting.values()) if (entry.at === socket) give(entry);
    });
    const connection_info = { app_id: options.appId };
    const hello = { type: 'hello', num_connections: sockets.size, debug_info, connection_info };
    socket.send(frameText(hello));
    options.changed();
    for (const entry of waiting.values()) if (entry.at === undefined) give(entry);
  }

  function acknowledged(data: string): void {
    const frame = parseJson(data);
    const entry = isObject(frame) ? waiting.get(String(frame['envelope_id'])) : undefined;
    if (entry === undefined || !isObject(frame)) return;
    waiting.delete(String(frame['envelope_id']));
    const ms = performance.now() - entry.startedMs;
    entry.settle({ status: 200, body: ackBody(frame['payload']), ms, timedOut: false });
  }

  function give(entry: Waiting): void {
    const open = [...sockets];
    entry.at = open[Math.floor(options.random() * open.length)];
    entry.at?.send(frameText({ ...entry.frame, ...retryOf(entry) }));
    if (entry.at !== undefined) entry.tries += 1;
  }

  function dispatch(frame: JsonObject): Promise<Reply> {
    const id = String(frame['envelope_id']);
    const startedMs = performance.now();
    if (sockets.size === 0) return Promise.resolve(silence(0, false));
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        resolve(silence(performance.now() - startedMs, true));
      }, options.ackTimeoutMs);
      const settle = (reply: Reply) => {
        clearTimeout(timer);
        resolve(reply);
      };
      const entry: Waiting = { frame, at: undefined, tries: 0, startedMs, settle };
      waiting.set(id, entry);
      give(entry);
    });
  }

  return {
    accept,
    get count() {
      return sockets.size;
    },
    send: (delivery): Sent => {
      const frame = envelope(delivery);
      return { delivery, again: () => dispatch(frame), reply: dispatch(frame) };
    },
    disconnect: (reason) => {
      for (const one of sockets) one.send(frameText({ type: 'disconnect', reason, debug_info }));
    },
    drop: () => {
      for (const one of sockets) one.terminate();
    },
    close: () => {
      for (const entry of waiting.values()) entry.settle(silence(0, false));
      waiting.clear();
      for (const one of sockets) one.terminate();
    },
  };
}

/** Options requests travel as interactions; both may be answered with words, events may not. */
function envelope({ kind, payload, retry }: Delivery): JsonObject {
  const isEvent = kind === 'events_api';
  return {
    envelope_id: randomUUID(),
    type: kind === 'options' ? 'interactive' : kind,
    payload,
    accepts_response_payload: !isEvent,
    ...(isEvent ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}),
  };
}

const retryOf = (entry: Waiting): JsonObject =>
  entry.tries === 0
    ? {}
    : { retry_attempt: entry.tries, retry_reason: 'socket closed before the acknowledgement' };

/** Bolt sends words as {text}, and nothing as {}. */
const ackBody = (payload: Json | undefined): Json | undefined =>
  isObject(payload) && Object.keys(payload).length === 0 ? undefined : payload;

const frameText = (frame: JsonObject): string => JSON.stringify(frame);
