/** Calls the webhook for approvers who are in no chat: JSON by POST, anything but 2xx is a no. */

import type { MessageRef } from '../../src/case-file/case-file.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { Waiting, Webhook } from '../../src/ports/webhook.ts';

const TIMEOUT_MS = 5_000;
/** Nobody who is asked to wait longer would hear of a request in time. */
const LONGEST_WAIT_MS = 300 * SECOND;

/** @param linkTo the address of a message, for whoever opens it in a browser. */
export function createWebhook(
  url: string,
  linkTo: (ref: MessageRef) => string | undefined,
): Webhook {
  return {
    async post(waiting, key) {
      const response = await sent(url, bodyOf(waiting, linkTo), key);
      if (response.ok) return;
      const retryAfterMs = waitOf(response.headers.get('retry-after'));
      const said = `The webhook answered ${response.status}.`;
      throw new Fault('chat-unreachable', said, retryAfterMs === undefined ? {} : { retryAfterMs });
    },
  };
}

/** Where it leads may be a secret, so nothing that names it goes on. */
async function sent(url: string, body: object, key: string): Promise<Response> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response;
  } catch {
    throw new Fault('chat-unreachable', 'The webhook was not reached.');
  }
}

function bodyOf(
  { event, id, entitlement, requester, level, from, lapseMs, card }: Waiting,
  linkTo: (ref: MessageRef) => string | undefined,
) {
  const lapseAt = new Date(lapseMs).toISOString();
  const link = card && linkTo(card);
  return { event, id, entitlement, requester, level, from, lapseAt, ...(link && { link }) };
}

function waitOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return seconds > 0 ? Math.min(LONGEST_WAIT_MS, seconds * SECOND) : undefined;
}
