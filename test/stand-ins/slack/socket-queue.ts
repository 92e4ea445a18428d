/** Envelopes given to one socket or another, until somebody acknowledges them or time is up. */

import { randomUUID } from 'node:crypto';
import { type Delivery, type Reply, silence } from './delivery.ts';
import { isObject, type Json, type JsonObject, parseJson, wordAt } from './json.ts';
import type { Socket } from './web-socket.ts';

interface Waiting {
  readonly frame: JsonObject;
  readonly startedMs: number;
  readonly settle: (reply: Reply) => void;
  at: Socket | undefined;
  tries: number;
}

export interface SocketQueue {
  readonly dispatch: (frame: JsonObject) => Promise<Reply>;
  readonly acknowledged: (data: string) => void;
  /** What this socket took and did not acknowledge goes to another one. */
  readonly lost: (socket: Socket) => void;
  /** A socket came while envelopes waited for one. */
  readonly found: () => void;
  readonly close: () => void;
}

export function createSocketQueue(
  pick: () => Socket | undefined,
  ackTimeoutMs: number,
): SocketQueue {
  const waiting = new Map<string, Waiting>();

  function give(entry: Waiting): void {
    entry.at = pick();
    if (entry.at === undefined) return;
    entry.at.send(JSON.stringify({ ...entry.frame, ...retryOf(entry) }));
    entry.tries += 1;
  }

  function dispatch(frame: JsonObject): Promise<Reply> {
    const id = wordAt(frame, 'envelope_id');
    const startedMs = performance.now();
    if (pick() === undefined) return Promise.resolve(silence(0, false));
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const settle = (reply: Reply) => {
      clearTimeout(timer);
      waiting.delete(id);
      resolve(reply);
    };
    const late = () => settle(silence(performance.now() - startedMs, true));
    const timer = setTimeout(late, ackTimeoutMs);
    const entry: Waiting = { frame, at: undefined, tries: 0, startedMs, settle };
    waiting.set(id, entry);
    give(entry);
    return promise;
  }

  function acknowledged(data: string): void {
    const frame = parseJson(data);
    if (!isObject(frame)) return;
    const entry = waiting.get(wordAt(frame, 'envelope_id'));
    if (entry === undefined) return;
    const ms = performance.now() - entry.startedMs;
    entry.settle({ status: 200, body: ackBody(frame['payload']), ms, timedOut: false });
  }

  const giveAll = (which: Socket | undefined) => {
    for (const entry of waiting.values()) if (entry.at === which) give(entry);
  };
  const close = () => {
    for (const entry of waiting.values()) entry.settle(silence(0, false));
  };
  return { dispatch, acknowledged, lost: giveAll, found: () => giveAll(undefined), close };
}

/** Options requests travel as interactions; both may be answered with words, events may not. */
export function envelope({ kind, payload, retry }: Delivery): JsonObject {
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
