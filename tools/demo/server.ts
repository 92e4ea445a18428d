/** The demo's page on loopback: its files, a stream of what changed, and what people do. */

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { carryOut } from './acts.ts';
import { pictureOf } from './picture.ts';
import type { Town } from './town.ts';

const PAGE = new URL('./page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};
/** Nothing from elsewhere, nothing inline: what people type is text and never script. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
const BODY_MAX = 64 * 1024;
const TICK_MS = 1_000;

export interface DemoServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Whichever town stands now, and how to build it anew. */
export interface Ground {
  town(): Town;
  startOver(): Promise<Town>;
}

export async function serveDemo(firstPort: number, ground: Ground): Promise<DemoServer> {
  const page = new Page(ground);
  const server = createServer((request, response) => {
    page.answer(request, response).catch((error: unknown) => {
      response.writeHead(500, HEADERS).end(String(error));
    });
  });
  const port = await listen(server, firstPort);
  page.openAt(port);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        page.close();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

class Page {
  readonly #ground: Ground;
  readonly #watchers = new Set<ServerResponse>();
  readonly #ticking: NodeJS.Timeout;
  #hosts: ReadonlySet<string> = new Set();
  #pushing: NodeJS.Timeout | undefined;

  constructor(ground: Ground) {
    this.#ground = ground;
    ground.town().changed(() => this.push());
    this.#ticking = setInterval(() => this.push(), TICK_MS);
  }

  openAt(port: number): void {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host = '', origin } = request.headers;
    const isOurs =
      this.#hosts.has(host) && (!origin || this.#hosts.has(origin.replace('http://', '')));
    // Another site that points its name at loopback must not play with this page.
    if (!isOurs) return void response.writeHead(403, HEADERS).end('Open the demo by its address.');
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/events') return this.#watch(response);
    if (request.method === 'POST' && path === '/act') return this.#take(request, response);
    return file(path, response);
  }

  push(): void {
    this.#pushing ??= setTimeout(() => {
      this.#pushing = undefined;
      const text = this.#watchers.size > 0 ? this.#frame() : '';
      for (const watcher of this.#watchers) watcher.write(text);
    }, 40);
  }

  close(): void {
    clearInterval(this.#ticking);
    clearTimeout(this.#pushing);
    for (const watcher of this.#watchers) watcher.end();
  }

  #frame(): string {
    return `data: ${JSON.stringify(pictureOf(this.#ground.town()))}\n\n`;
  }

  #watch(response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    response.write(this.#frame());
    this.#watchers.add(response);
    response.on('close', () => this.#watchers.delete(response));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await bodyOf(request)) as Record<string, unknown>;
    const isOver = body['do'] === 'start-over';
    if (isOver) (await this.#ground.startOver()).changed(() => this.push());
    const said = isOver ? {} : await carryOut(this.#ground.town(), body);
    response
      .writeHead(200, { ...HEADERS, 'content-type': 'application/json' })
      .end(JSON.stringify(said));
    this.push();
  }
}

async function file(path: string, response: ServerResponse): Promise<void> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = TYPES[name.split('.').at(-1) ?? ''];
  if (!type || !/^[a-z-]+\.[a-z]+$/.test(name)) {
    return void response.writeHead(404, HEADERS).end('There is nothing here.');
  }
  try {
    const text = await readFile(new URL(name, PAGE));
    response.writeHead(200, { ...HEADERS, 'content-type': type }).end(text);
  } catch {
    response.writeHead(404, HEADERS).end('There is nothing here.');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > BODY_MAX) throw new Error('That is too long.');
  }
  return text;
}

/** The wanted port, or the next that is free. */
async function listen(server: Server, firstPort: number): Promise<number> {
  for (let port = firstPort; port < firstPort + 20; port += 1) {
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (isFree) return port;
  }
  throw new Error(`No port from ${firstPort} on is free.`);
}
