/** The way in: what Teams posts to us, checked, taken once, and answered. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../src/kernel/log.ts';
import type { Once } from '../chats/once.ts';
import { isLook } from './activity.ts';
import type { Admit } from './admit.ts';
import { isWire, part, type Wire, word } from './wire.ts';

export interface DoorOptions {
  readonly admit: Admit;
  readonly once: Once;
  readonly log: Log;
  readonly isOpen: () => boolean;
  /** What is answered, and what is done afterwards. */
  readonly take: (activity: Wire) => Promise<Taken>;
}

export interface Taken {
  /** The body of the answer to an invoke. */
  readonly body?: object;
  readonly after?: () => Promise<void>;
}

export const createDoor =
  ({ admit, once, log, isOpen, take }: DoorOptions) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, body?: object) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      // Of a length that is known it is one piece on the wire.
      const length = { 'content-length': Buffer.byteLength(text) };
      response.writeHead(status, { 'content-type': 'application/json', ...length }).end(text);
    };
    // Teams tries again later, and the person is told that it did not work.
    if (!isOpen()) return answer(503);
    const text = await bodyOf(request);
    if (text === undefined) {
      response.once('finish', () => request.destroy());
      return answer(413);
    }
    const activity = parsed(text);
    if (!activity) return answer(400);
    try {
      const status = await admit(request.headers.authorization ?? '', activity);
      if (status !== undefined) return answer(status);
      // It may have begun to stop while the keys were asked for.
      if (!isOpen()) return answer(503);
    } catch (error) {
      log.error('teams-keys-not-had', { why: String(error) });
      return answer(503);
    }
    const isInvoke = word(activity, 'type') === 'invoke';
    const ack = async (body?: object) => answer(200, isInvoke ? (body ?? {}) : undefined);
    if (isInvoke) {
      return once.answer(idOf(activity), ack, async () => {
        const { body, after } = await take(activity);
        return { ...(body && { ack: body }), ...(after && { after }) };
      });
    }
    // Nobody waits for the answer to a message: a card or a line is what comes of it.
    return once.answer(idOf(activity), ack, () => ({
      after: async () => (await take(activity)).after?.(),
    }));
  };

/**
 * The client sends the same up to three times when it hears nothing for five seconds. What only
 * looks may be answered anew, and would crowd out what acts.
 */
function idOf(activity: Wire): string {
  const isOnlyLooking = isLook(activity) || word(activity, 'name') === 'application/search';
  const id = isOnlyLooking ? '' : word(activity, 'id');
  return id === '' ? '' : `${word(part(activity, 'conversation'), 'id')} ${id}`;
}

function parsed(text: string): Wire | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isWire(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined when there is more of it than Teams sends. */
function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const parts: Buffer[] = [];
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes <= MOST_BYTES) return void parts.push(part);
    request.pause();
    resolve(undefined);
  });
  request.once('end', () => resolve(Buffer.concat(parts).toString('utf8')));
  request.once('error', reject);
  return promise;
}

const MOST_BYTES = 256 * 1024;
