/** Reads a request's body to the byte, and no more of it than Slack ever sends. */

import type { IncomingMessage } from 'node:http';

/** Undefined when there is more than that; nothing at all when the other side goes away. */
export function readBody(request: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return done(undefined);
  const parts: Buffer[] = [];
  let bytes = 0;
  let isOver = false;
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes <= MOST_BYTES) parts.push(part);
    else if (!isOver) {
      isOver = true;
      done(undefined);
    }
  });
  request.on('end', () => {
    if (isOver) return;
    const [only] = parts;
    done(parts.length === 1 ? only : Buffer.concat(parts));
  });
  // A connection that breaks needs no answer.
  request.on('error', () => {
    isOver = true;
  });
}

/** A modal comes back whole with each choice in it: 250 kB as JSON, and it is sent as a form. */
export const MOST_BYTES = 1024 * 1024;
