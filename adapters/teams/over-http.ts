/** One call over HTTP, on a connection that is kept: sent once, and never led elsewhere. */

import { type IncomingMessage, request as overPlain } from 'node:http';
import { request as overTls } from 'node:https';
import type { Heard } from './answer.ts';

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly text?: string;
  readonly authorization?: string;
}

/**
 * `fetch` costs three times as much.
 * @throws Error when nothing is heard in time, or not all of it.
 */
export function overHttp(request: Request, signal: AbortSignal): Promise<Heard> {
  const { promise, resolve, reject } = Promise.withResolvers<Heard>();
  const { method, url, text, authorization } = request;
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'prod-access',
    ...(authorization === undefined ? {} : { authorization }),
  };
  const options = { method, hostname, port, path: `${pathname}${search}`, headers };
  const sending = (protocol === 'http:' ? overPlain : overTls)(options);
  const giveUp = () => void sending.destroy(new Error('There was no answer in time.'));
  const patience = setTimeout(giveUp, PATIENCE_MS);
  signal.addEventListener('abort', giveUp, { once: true });
  sending.once('response', (response) => heard(response, resolve, reject));
  sending.on('error', reject);
  sending.once('close', () => {
    clearTimeout(patience);
    signal.removeEventListener('abort', giveUp);
  });
  sending.end(text);
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

const PATIENCE_MS = 10_000;
