/** The server the bot talks to: /api/<method> and /respond/<token>, with the faults in between. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiCall, type LoggedCall, refuse } from './api-call.ts';
import type { Faults, Trouble } from './faults.ts';
import type { JsonObject } from './json.ts';
import type { Limiter } from './rates.ts';
import { readArguments, tokenOf } from './request-body.ts';
import { respond } from './response-url.ts';
import type { Workspace } from './workspace.ts';

export interface ServerParts {
  readonly workspace: Workspace;
  readonly api: (call: ApiCall) => JsonObject;
  readonly scopes: () => readonly string[];
  readonly faults: Faults;
  readonly limiter: Limiter;
  readonly log: (call: LoggedCall) => void;
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject | 'ok';
  readonly headers?: Readonly<Record<string, string>>;
}

export function createHttpServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      // A bug of the stand-in must not look like an answer of Slack.
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

async function handle(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://slack');
  const [, area, rest = ''] = pathname.split('/');
  if (area !== 'api' && area !== 'respond') return write(response, { status: 404, body: 'ok' });
  const args = await readArguments(request);
  const method = area === 'api' ? rest : 'response_url';
  const { token: _secret, ...logged } = args;
  const call: ApiCall = { method, args: logged, token: tokenOf(request, args) };
  const trouble = parts.faults.meet(call);
  if (trouble?.kind === 'hang') await sleep(trouble.ms);
  const work = () => (area === 'api' ? answerApi(parts, call) : answerRespond(parts, rest, call));
  const answer = troubled(trouble) ?? work();
  const body = answer.body === 'ok' ? { ok: true } : answer.body;
  const fault = trouble === undefined ? {} : { fault: trouble.kind };
  const atMs = parts.workspace.now();
  parts.log({ ...call, atMs, status: answer.status, answer: body, ...fault });
  parts.workspace.changed();
  const isCut = trouble?.kind === 'lost-answer' || answer.status === 0;
  if (isCut) request.socket.destroy();
  else write(response, answer);
}

/** Troubles that come instead of the work; the others come around it. */
function troubled(trouble: Trouble | undefined): Answer | undefined {
  switch (trouble?.kind) {
    case 'rate-limited':
      return tooMany(trouble.retryAfterSec);
    case 'down':
      return { status: trouble.how === 'destroy' ? 0 : 503, body: refuse('service_unavailable') };
    case 'error':
      return { status: 200, body: refuse(trouble.error) };
    case 'hang':
    case 'lost-answer':
    case undefined:
      break;
  }
  return undefined;
}

const tooMany = (seconds: number): Answer => ({
  status: 429,
  body: refuse('ratelimited'),
  headers: { 'retry-after': String(seconds) },
});

function answerApi(parts: ServerParts, call: ApiCall): Answer {
  const waitSec = parts.limiter.take(call, Date.now());
  if (waitSec !== undefined) return tooMany(waitSec);
  // Slack names the scopes of the token with every answer.
  const headers = { 'x-oauth-scopes': parts.scopes().join(',') };
  return { status: 200, body: parts.api(call), headers };
}

const answerRespond = (parts: ServerParts, token: string, call: ApiCall): Answer =>
  respond(parts.workspace, token, call.args);

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  const isWord = body === 'ok';
  response.writeHead(status, {
    'content-type': isWord ? 'text/plain' : 'application/json; charset=utf-8',
    ...headers,
  });
  response.end(isWord ? body : JSON.stringify(body));
}
