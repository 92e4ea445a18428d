/** Takes Slack's requests on our own HTTP server and hands them to Bolt. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import type { Log } from '../../src/kernel/log.ts';
import type { Admit, Payload } from './admit.ts';
import { MOST_BYTES, readBody } from './http-body.ts';
import { readPayload } from './http-payload.ts';
import { createSignatureCheck } from './signature.ts';

/** What we need of whoever serves HTTP. */
export interface HttpRoutes {
  route(
    method: 'POST',
    path: string,
    handle: (request: IncomingMessage, response: ServerResponse) => void,
  ): void;
}

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly http: HttpRoutes;
  readonly admit: Admit;
  readonly log: Log;
}

export function createHttpReceiver(options: HttpReceiverOptions): Receiver {
  const { http, log, admit } = options;
  const signatures = createSignatureCheck(options.signingSecret);
  let app: App | undefined;
  let isTaking = false;

  function take(request: IncomingMessage, response: ServerResponse, raw: Buffer): void {
    const body = raw.toString();
    // Not the clock that stories turn: Slack's stamps are of the real world.
    const verdict = signatures.check({ body, ...signedHeaders(request) }, Date.now());
    if (verdict === 'forged') return turnAway(body, response, log);
    const payload = readPayload(body, request.headers['content-type']);
    if (payload === undefined) return answer(response, 400);
    if (verdict === 'replayed' && payload['type'] !== SEARCH) {
      log.warn('slack-replayed');
      return answer(response, 409);
    }
    if (payload['type'] === 'url_verification') {
      return answer(response, 200, { challenge: payload['challenge'] });
    }
    if (!admit(payload)) return answer(response, 403);
    if (app) void hand(app, request, response, payload, log);
  }

  http.route('POST', '/slack/events', (request, response) => {
    if (!isTaking) return answer(response, 503);
    readBody(request, (raw) => {
      if (raw === undefined) {
        log.warn('slack-too-large', { most: MOST_BYTES });
        response.setHeader('connection', 'close');
        return answer(response, 413);
      }
      take(request, response, raw);
    });
  });
  return {
    init: (bolt) => {
      app = bolt;
    },
    start: async () => {
      isTaking = true;
    },
    stop: async () => {
      isTaking = false;
    },
  };
}

/** Twice in one second it has one signature; it asks, and changes nothing. */
const SEARCH = 'block_suggestion';

/** Bolt decides when to acknowledge; we see to it that something is said in time. */
async function hand(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  body: Payload,
  log: Log,
): Promise<void> {
  const late = setTimeout(() => {
    log.error('slack-ack-late', { type: body['type'] ?? body['command'] });
    answer(response, 503);
  }, LATEST_MS);
  const ack = async (said?: unknown) => {
    clearTimeout(late);
    answer(response, 200, said);
  };
  try {
    await app.processEvent({ body, ack, ...retryOf(request) });
  } catch (error) {
    log.error('slack-handler-failed', { why: error instanceof Error ? error.message : error });
  }
  clearTimeout(late);
  // Nobody felt concerned.
  answer(response, 404);
}

const signedHeaders = ({ headers }: IncomingMessage) => ({
  signature: headers['x-slack-signature'],
  timestamp: headers['x-slack-request-timestamp'],
});

function retryOf({ headers }: IncomingMessage) {
  const num = headers['x-slack-retry-num'];
  const reason = headers['x-slack-retry-reason'];
  return {
    ...(typeof num === 'string' ? { retryNum: Number(num) } : {}),
    ...(typeof reason === 'string' ? { retryReason: reason } : {}),
  };
}

/** Says it once; whatever comes later is too late. */
function answer(response: ServerResponse, status: number, said?: unknown): void {
  if (response.headersSent || response.destroyed) return;
  if (said === undefined || said === '') {
    response.writeHead(status, { 'content-length': 0 }).end();
    return;
  }
  const isText = typeof said === 'string';
  response
    .writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json' })
    .end(isText ? said : JSON.stringify(said));
}

function turnAway(body: string, response: ServerResponse, log: Log): void {
  if (SSL_CHECK.test(body)) return answer(response, 200);
  log.warn('slack-forged');
  answer(response, 401);
}

/** Slack's check of our certificate carries no signature; it is answered and does nothing. */
const SSL_CHECK = /^(?:token=[^&]*&)?ssl_check=1(?:&token=[^&]*)?$/;
/** Slack gives up after 3 s. */
const LATEST_MS = 2_900;
