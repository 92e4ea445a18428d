/** Slack posting to the bot's request URL, signed. */

import { type Delivery, type Reply, type Sent, silence, type Transport } from './delivery.ts';
import { type Json, parseJson, wordAt } from './json.ts';
import { type Signing, signedHeaders } from './signature.ts';

interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpOptions {
  readonly requestUrl: string;
  readonly signingSecret: string;
  readonly ackTimeoutMs: number;
}

export function createHttpTransport(options: HttpOptions): Transport {
  return {
    send: (delivery, signing): Sent => {
      const request = encode(delivery, signing, options.signingSecret);
      const again = () => post(options.requestUrl, request, options.ackTimeoutMs);
      return { delivery, again, reply: again() };
    },
  };
}

/** Commands are a form, interactions a form with one JSON field, events plain JSON. */
function encode({ kind, payload, retry }: Delivery, signing: Signing, secret: string): Post {
  const isEvent = kind === 'events_api';
  const body = isEvent ? JSON.stringify(payload) : formOf(kind, payload);
  const type = isEvent ? 'application/json' : 'application/x-www-form-urlencoded';
  const retried = {
    'x-slack-retry-num': String(retry?.num ?? 0),
    'x-slack-retry-reason': retry?.reason ?? '',
  };
  return {
    body,
    headers: {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...(retry === undefined ? {} : retried),
      // Wall time, not the workspace clock: the bot checks the stamp against its own.
      ...signedHeaders(secret, body, signing, Date.now()),
    },
  };
}

function formOf(kind: Delivery['kind'], payload: Delivery['payload']): string {
  const form = new URLSearchParams();
  if (kind === 'slash_commands') {
    for (const key of Object.keys(payload)) form.set(key, wordAt(payload, key));
  } else form.set('payload', JSON.stringify(payload));
  return form.toString();
}

export async function post(url: string, request: Post, timeoutMs: number): Promise<Reply> {
  const startedMs = performance.now();
  const spent = () => performance.now() - startedMs;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method: 'POST', ...request, signal });
    const body = await response.text();
    return {
      status: response.status,
      body: bodyOf(body, response.headers.get('content-type') ?? ''),
      ms: spent(),
      timedOut: false,
      noRetry: response.headers.get('x-slack-no-retry') === '1',
    };
  } catch (error) {
    return silence(spent(), error instanceof Error && error.name === 'TimeoutError');
  }
}

function bodyOf(body: string, type: string): Json | undefined {
  if (body === '') return undefined;
  return type.includes('json') ? parseJson(body) : body;
}
