/** One port for all that comes over HTTP: health, metrics, and what chats post to us. */

import {
  Agent,
  createServer,
  get,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../../src/kernel/fault.ts';
import type { Log } from '../../src/kernel/log.ts';

export type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface HttpServer {
  /** Serves a path. A path that is taken already is a mistake of ours and throws. */
  route(method: 'GET' | 'POST', path: string, handle: Handle): void;
  /** Resolves with the port, once connections are accepted. */
  listen(): Promise<number>;
  /** Lets the answers under way go out, then closes; does not wait longer than `withinMs`. */
  close(withinMs?: number): Promise<void>;
}

export interface HttpServerOptions {
  /** Every address of the machine where none is named: by IPv6 and IPv4, or by what it has. */
  readonly host?: string | undefined;
  /** 0: any that is free. */
  readonly port: number;
  readonly log: Log;
}

export function createHttpServer({ host, port, log }: HttpServerOptions): HttpServer {
  const routes = new Map<string, Handle>();
  const server = createServer(LIMITS, (request, response) => {
    const path = pathOf(request.url ?? '/');
    const handle = routes.get(`${request.method} ${path}`);
    if (handle === undefined) return nothingHere(routes, path, response);
    try {
      const done = handle(request, response);
      if (done instanceof Promise) done.catch((error: unknown) => failed(log, response, error));
    } catch (error) {
      failed(log, response, error);
    }
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  return {
    route(method, path, handle) {
      const key = `${method} ${path}`;
      if (routes.has(key)) throw new Error(`${key} is served already.`);
      routes.set(key, handle);
    },
    listen: () => listen(server, host, port),
    close: (withinMs = 5_000) => close(server, withinMs),
  };
}

/** What the pages for machines say, asked anew on each visit. */
export interface Vitals {
  /** Undefined when all is well, else what is wrong: for whoever restarts containers. */
  live(): string | undefined;
  /** Undefined when work can be taken, else why not: for whoever sends traffic. */
  ready(): string | undefined;
  metrics(): Promise<{ readonly type: string; readonly body: string }>;
}

/** `/healthz`, `/readyz` and `/metrics`. */
export function serveVitals(server: Pick<HttpServer, 'route'>, vitals: Vitals): void {
  const tell = (wrong: string | undefined, response: ServerResponse) =>
    answer(response, wrong === undefined ? 200 : 503, `${wrong ?? 'ok'}\n`);
  server.route('GET', '/healthz', (_request, response) => tell(vitals.live(), response));
  server.route('GET', '/readyz', (_request, response) => tell(vitals.ready(), response));
  server.route('GET', '/metrics', async (_request, response) => {
    const { type, body } = await vitals.metrics();
    answer(response, 200, body, type);
  });
}

export interface VitalSign {
  readonly ok: boolean;
  readonly text: string;
}

/**
 * Asks a page of the bot on this machine; undefined where nothing answers. Straight, whatever proxy
 * the environment names: nobody on the way there has this machine for 127.0.0.1.
 */
export function askVitals(port: string, page: string): Promise<VitalSign | undefined> {
  const { promise, resolve } = Promise.withResolvers<VitalSign | undefined>();
  const nothing = () => resolve(undefined);
  const path = `/${page}`;
  const where = { host: '127.0.0.1', port, path, agent: new Agent(), timeout: SILENCE_MS };
  const asking = get(where, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    response.once('end', () => resolve({ ok: response.statusCode === 200, text }));
    response.once('error', nothing);
  });
  asking.on('error', nothing);
  asking.once('timeout', () => asking.destroy());
  return promise;
}

function answer(response: ServerResponse, status: number, body: string, type = PLAIN): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

function nothingHere(
  routes: ReadonlyMap<string, Handle>,
  path: string,
  response: ServerResponse,
): void {
  const isKnown = ['GET', 'POST'].some((method) => routes.has(`${method} ${path}`));
  // Without reading on: a body that nobody asked for is not worth its bytes.
  response.writeHead(isKnown ? 405 : 404, { connection: 'close' }).end();
}

function failed(log: Log, response: ServerResponse, error: unknown): void {
  log.error('http-failed', { why: error instanceof Error ? error.message : String(error) });
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end();
}

function pathOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? url : url.slice(0, at);
}

async function listen(server: Server, host: string | undefined, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(notListening(port, error)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

function notListening(port: number, cause: Error): Error {
  const why = SAID['code' in cause ? String(cause.code) : ''];
  if (why === undefined) return cause;
  return new Fault('cannot-start', `Port ${port} ${why}, or set PORT to another.`, { cause });
}

function close(server: Server, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), withinMs);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Whoever sends headers or a body more slowly than this is no chat. */
const LIMITS = { headersTimeout: 5_000, connectionsCheckingInterval: 5_000 } as const;
const REQUEST_TIMEOUT_MS = 10_000;
const SILENCE_MS = 4_000;
const SAID: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program. Stop that one',
  EACCES: 'may not be opened by this user. Run as one who may',
};
const PLAIN = 'text/plain; charset=utf-8';
