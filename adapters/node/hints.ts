/** `POST /hints/aws`: EventBridge says that something happened, and nothing it says is believed. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../src/kernel/log.ts';
import type { HttpServer } from './http-server.ts';

export interface HintOptions {
  /** What the connection of EventBridge sends in `X-Prod-Access-Hint`. */
  readonly token: string;
  /** Called for each that is genuine; returns at once, whatever AWS does. */
  readonly hint: () => void;
  readonly log: Log;
}

export function serveHints(server: Pick<HttpServer, 'route'>, options: HintOptions): void {
  const { hint, log } = options;
  const known = digest(options.token);
  server.route('POST', '/hints/aws', (request, response) => {
    const said = request.headers[HEADER];
    // Digests, since only what is of one length is compared in constant time.
    if (typeof said !== 'string' || !timingSafeEqual(digest(said), known)) {
      log.warn('hint-forged');
      return turnAway(response, 401);
    }
    passOver(request, (isSmall) => {
      if (!isSmall) {
        log.warn('hint-too-large', { most: MOST_BYTES });
        return turnAway(response, 413);
      }
      hint();
      response.writeHead(202, { 'content-length': 0 }).end();
    });
  });
}

/** Calls back once, when the body is over or is too much; never when the other side goes away. */
function passOver(request: IncomingMessage, done: (isSmall: boolean) => void): void {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return done(false);
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    const isOver = bytes > MOST_BYTES;
    bytes += part.length;
    if (!isOver && bytes > MOST_BYTES) done(false);
  });
  request.on('end', () => {
    if (bytes <= MOST_BYTES) done(true);
  });
  // A connection that breaks needs no answer.
  request.on('error', () => {});
}

/** Without reading on. */
function turnAway(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-length': 0, connection: 'close' }).end();
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const HEADER = 'x-prod-access-hint';
const MOST_BYTES = 256 * 1024;
