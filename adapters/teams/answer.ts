/** What the Connector makes of a call: done, refused for good, or silence. */

import { Fault } from '../../src/kernel/fault.ts';
import { part, type Wire, word } from './wire.ts';

export type Answer =
  | { readonly ok: true; readonly body: Wire }
  | { readonly ok: false; readonly status: number; readonly error: string };

/** @throws Fault chat-unreachable for whatever may be otherwise in a while. */
export async function answerTo(call: () => Promise<unknown>): Promise<Answer> {
  try {
    const body = await call();
    return { ok: true, body: (body ?? {}) as Wire };
  } catch (error) {
    if (error instanceof Fault) throw error;
    const status = Number((error as { readonly statusCode?: unknown }).statusCode ?? 0);
    const code = codeOf(error);
    if (status === 0 || status >= 500 || AGAIN.has(status)) {
      const retryAfterMs = retryAfter(error);
      const why = status === 0 ? 'does not answer' : `answers ${status} ${code}`;
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      throw new Fault('chat-unreachable', `Teams ${why}.`, { cause: error, ...wait });
    }
    return { ok: false, status, error: code };
  }
}

/**
 * Tried again, as Microsoft asks: 429 and 412, besides 502 and 504. A 401 is a token that ran out
 * or a login that is not known yet.
 */
const AGAIN = new Set([401, 408, 412, 429]);

function codeOf(error: unknown): string {
  const { response, code } = error as { readonly response?: unknown; readonly code?: unknown };
  const body = word(response, 'bodyAsText');
  const plain = typeof code === 'string' ? code : '';
  try {
    return word(part(JSON.parse(body), 'error'), 'code') || plain;
  } catch {
    return plain;
  }
}

function retryAfter(error: unknown): number | undefined {
  const headers = part(part(error, 'response'), 'headers') as Headers | undefined;
  const seconds = Number(headers?.get?.('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

interface Headers {
  get?(name: string): string | undefined;
}
