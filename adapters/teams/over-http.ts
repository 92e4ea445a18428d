/** One call over HTTP, on a connection that is kept: sent once, and never led elsewhere. */

import { type IncomingMessage, request as overPlain, type RequestOptions } from 'node:http';
import { request as overTls } from 'node:https';
import { Fault } from '../../src/kernel/fault.ts';
import type { Heard } from './answer.ts';
import type { Sent } from './connector-call.ts';
import { written } from './written.ts';

/**
 * `fetch` and the clients built for everything cost as much as all the rest of an approval.
 * @param authorization goes to this address alone: what it leads to is not followed.
 * @throws Error when nothing is heard in time, or not all of it.
 */
export function overHttp(
  { method, url, body }: Sent,
  signal: AbortSignal,
  authorization?: string,
): Promise<Heard> {
  if (signal.aborted) return Promise.reject(late());
  const { protocol, hostname, port, pathname } = new URL(url);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'prod-access',
    ...(authorization === undefined ? {} : { authorization }),
  };
  const options: RequestOptions = { method, hostname, port, path: pathname, headers };
  const { promise, resolve, reject } = Promise.withResolvers<Heard>();
  const sending = (protocol === 'http:' ? overPlain : overTls)(options);
  const giveUp = () => void sending.destroy(late());
  const patience = setTimeout(giveUp, PATIENCE_MS);
  signal.addEventListener('abort', giveUp, { once: true });
  sending.once('response', (response) => heard(response, resolve, reject));
  sending.on('error', reject);
  sending.once('close', () => {
    clearTimeout(patience);
    signal.removeEventListener('abort', giveUp);
  });
  sending.end(body === undefined ? undefined : written(body));
  return promise;
}

function heard(
  response: IncomingMessage,
  resolve: (heard: Heard) => void,
  reject: (error: Error) => void,
): void {
  const { statusCode: status = 0, headers } = response;
  let text = '';
  response.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  response.once('end', () => resolve({ status, text, retryAfter: headers['retry-after'] }));
  response.once('error', reject);
}

const late = () => new Fault('chat-unreachable', 'Teams did not answer in time.');

const PATIENCE_MS = 10_000;
