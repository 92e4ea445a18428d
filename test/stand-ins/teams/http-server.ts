/** The one server behind all addresses: login, keys, Connector and Graph, with faults between. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, type Json, type JsonObject, parseJson } from '../slack/json.ts';
import { type Answer, type Call, type LoggedCall, refuse, type Service, tooMany } from './call.ts';
import type { Faults, Trouble } from './faults.ts';
import type { Limiter } from './rates.ts';

export interface ServerParts {
  readonly services: Readonly<Record<Service, (call: Call) => Answer>>;
  readonly faults: Faults;
  readonly limiter: Limiter;
  readonly now: () => number;
  readonly log: (call: LoggedCall) => void;
}

export function createHttpServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      // A bug of the stand-in must not look like an answer of Microsoft.
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

async function handle(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = await readCall(request);
  const trouble = parts.faults.meet(call);
  if (trouble?.kind === 'hang') await sleep(trouble.ms);
  const answer = troubled(trouble, call) ?? work(parts, call);
  const fault = trouble === undefined ? {} : { fault: trouble.kind };
  parts.log({ ...logged(call), ...fault, ...outcome(answer), atMs: parts.now() });
  const isCut = trouble?.kind === 'lost-answer' || answer.status === 0;
  if (isCut) request.socket.destroy();
  else write(response, answer);
}

const outcome = ({ status, body }: Answer) => ({ status, answer: body });

/** What may be read later holds no secrets. */
function logged({ token: _token, body, ...call }: Call): Omit<Call, 'token'> {
  const { client_secret: _secret, ...rest } = body;
  return { ...call, body: rest };
}

function work({ services, limiter }: ServerParts, call: Call): Answer {
  const waitSec = limiter.take(call, Date.now());
  return waitSec === undefined ? services[call.service](call) : tooMany(call.service, waitSec);
}

/** Troubles that come instead of the work; the others come around it. */
function troubled(trouble: Trouble | undefined, { service }: Call): Answer | undefined {
  switch (trouble?.kind) {
    case 'rate-limited':
      return tooMany(service, trouble.retryAfterSec);
    case 'down':
      if (trouble.how === 'destroy') return { status: 0 };
      return refuse(503, 'ServiceUnavailable', 'Service is unavailable.');
    case 'error':
      return refuse(trouble.status, trouble.code, `A test ordered ${trouble.code}.`);
    case 'page':
      return { status: 200, page: '<html>Sign in to go on</html>' };
    case 'hang':
    case 'lost-answer':
    case undefined:
      break;
  }
  return undefined;
}

const ROOTS: ReadonlyArray<readonly [start: string, service: Service]> = [
  ['/teams/', 'connector'],
  ['/graph/v1.0/', 'graph'],
  ['/v1/.well-known/', 'keys'],
  ['/', 'login'],
];

async function readCall(request: IncomingMessage): Promise<Call> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://teams');
  const [start, service] = ROOTS.find(([root]) => pathname.startsWith(root)) ?? ['/', 'login'];
  const segments = pathname.slice(start.length).split('/').map(decode);
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return {
    service,
    method: request.method ?? 'GET',
    path: segments.join('/'),
    segments,
    query: Object.fromEntries(searchParams),
    body: await readBody(request),
    token: bearer,
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function readBody(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const isJson = (request.headers['content-type'] ?? '').includes('json');
  const value: Json | undefined = isJson
    ? parseJson(text)
    : Object.fromEntries(new URLSearchParams(text));
  return isObject(value) ? value : {};
}

function write(response: ServerResponse, { status, body, page, headers }: Answer): void {
  if (page !== undefined) {
    response.writeHead(status, { 'content-type': 'text/html' }).end(page);
    return;
  }
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
