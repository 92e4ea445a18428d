/** One port for everything that comes over HTTP. */

import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  askVitals,
  createHttpServer,
  type HttpServer,
  serveVitals,
} from '../../adapters/node/http-server.ts';

const logged: string[] = [];
const note = (event: string) => void logged.push(event);
const log = { info: note, warn: note, error: note };

let server: HttpServer;
let url: string;
beforeEach(async () => {
  logged.length = 0;
  server = createHttpServer({ host: '127.0.0.1', port: 0, log });
  url = `http://127.0.0.1:${await server.listen()}`;
});
afterEach(() => server.close(100));

const get = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(url + path, init);
  return [answer.status, await answer.text()];
};

describe('the vitals', () => {
  test('say that all is well, or what is wrong', async () => {
    const wrong: string[] = [];
    serveVitals(server, {
      live: () => wrong[0],
      ready: () => 'Slack is not connected.',
      metrics: async () => ({ type: 'text/plain; version=0.0.4', body: 'up 1\n' }),
    });
    expect(await get('/healthz')).toEqual([200, 'ok\n']);
    expect(await get('/readyz')).toEqual([503, 'Slack is not connected.\n']);
    expect(await get('/metrics')).toEqual([200, 'up 1\n']);
    wrong.push('The store does not answer.');
    expect(await get('/healthz?verbose=1')).toEqual([503, 'The store does not answer.\n']);
  });
});

describe('whoever asks for the vitals', () => {
  test('hears what is wrong, or that nothing answers', async () => {
    const why = 'Slack is not connected.';
    server.route('GET', '/readyz', (_request, response) => void response.writeHead(503).end(why));
    const { port } = new URL(url);
    expect(await askVitals(port, 'readyz')).toEqual({ ok: false, text: why });
    await server.close(100);
    expect(await askVitals(port, 'readyz')).toBeUndefined();
  });
});

describe('a route', () => {
  test('is found by method and path, and by nothing else', async () => {
    server.route('POST', '/slack/events', (_request, response) => void response.end('taken'));
    expect(await get('/slack/events', { method: 'POST' })).toEqual([200, 'taken']);
    expect(await get('/slack/events')).toEqual([405, '']);
    expect(await get('/slack/events/', { method: 'POST' })).toEqual([404, '']);
    expect(await get('/__proto__')).toEqual([404, '']);
  });

  test('is served once: a second one is a mistake', () => {
    server.route('GET', '/page', () => {});
    expect(() => server.route('GET', '/page', () => {})).toThrow('served already');
  });

  test.each([
    ['throws', () => Promise.reject(new Error('no'))],
    [
      'throws before it waits',
      () => {
        throw new Error('no');
      },
    ],
  ])('that %s answers 500 and is in the log', async (_name, handle) => {
    server.route('GET', '/broken', handle);
    expect(await get('/broken')).toEqual([500, '']);
    expect(logged).toEqual(['http-failed']);
  });
});

describe('closing', () => {
  test('lets an answer under way go out', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.route('GET', '/slow', async (_request, response) => {
      await promise;
      response.end('at last');
    });
    const answer = get('/slow');
    await new Promise((done) => setTimeout(done, 50));
    const closing = server.close(2_000);
    resolve();
    expect(await answer).toEqual([200, 'at last']);
    await closing;
  });

  test('does not wait for who never finishes', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((done) => socket.once('connect', done));
    socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\n');
    const startedMs = performance.now();
    await server.close(100);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
