/** What the Connector makes of a call: done, refused for good, or silence. */

import { Fault } from '../../src/kernel/fault.ts';
import { SECOND } from '../../src/kernel/time.ts';
import { askedWait } from '../chats/asked-wait.ts';
import { isWire, part, type Wire, word } from './wire.ts';

export type Answer =
  | { readonly ok: true; readonly body: Wire }
  | { readonly ok: false; readonly status: number; readonly error: string };

/** As it came over the wire. */
export interface Heard {
  readonly status: number;
  readonly text: string;
  readonly retryAfter?: string | undefined;
}

/** @throws Fault chat-unreachable for whatever may be otherwise in a while. */
export async function answerTo(call: () => Promise<Heard>): Promise<Answer> {
  const { status, text, retryAfter } = await call().catch(silent);
  const body = parsed(text);
  const error = word(part(body, 'error'), 'code');
  if (status >= 500 || AGAIN.has(status)) {
    // An empty header says nothing, though it reads as a number.
    const seconds = retryAfter ? Number(retryAfter) : Number.NaN;
    const wait = Number.isFinite(seconds) ? { retryAfterMs: askedWait(seconds * SECOND) } : {};
    throw new Fault('chat-unreachable', `Teams answers ${`${status} ${error}`.trim()}.`, wait);
  }
  if (status < 200 || status >= 300) return { ok: false, status, error };
  // The page of a proxy between: whether Teams has taken it nobody said, and it did not refuse.
  if (body === undefined) throw new Fault('chat-unreachable', 'Something else answers for Teams.');
  return { ok: true, body };
}

function silent(cause: unknown): never {
  if (cause instanceof Fault) throw cause;
  throw new Fault('chat-unreachable', 'Teams does not answer.', { cause });
}

/**
 * Tried again, as Microsoft asks: 429 and 412, besides 502 and 504. A 401 is a token that ran out
 * or a login that is not known yet.
 */
const AGAIN = new Set([401, 408, 412, 429]);

/** Nothing is an answer as well; undefined for what is no answer of Teams. */
function parsed(text: string): Wire | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isWire(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
