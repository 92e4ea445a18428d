/** Calls to Teams from a thread of their own: given up, cut off, led elsewhere, and no answers. */

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, answerTo } from '../../../adapters/teams/answer.ts';
import { type Call, sentFor } from '../../../adapters/teams/connector-call.ts';
import { overThread } from '../../../adapters/teams/http-thread.ts';
import { overHttp } from '../../../adapters/teams/over-http.ts';

const threads: Worker[] = [];
const began = (thread: Worker) => void threads.push(thread);
beforeAll(() => void process.on('worker', began));
afterAll(() => void process.off('worker', began));

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serving(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/teams/`;
}

const SAY: Call = { do: 'send', conversation: '19:a@thread.tacv2', activity: { text: 'ü 🙂' } };
const soon = () => AbortSignal.timeout(20_000);
const said = (service: string, signal = soon(), what: Call = SAY): Promise<Answer> =>
  answerTo(() => overThread(sentFor(service, what), signal, 'Bearer of-the-bot'));

test('a call says what it is, letter by letter, and whose it is', async () => {
  const seen: unknown[] = [];
  const service = await serving((request, response) => {
    const { method, url, headers } = request;
    request.setEncoding('utf8').once('data', (text: string) => {
      seen.push([method, url, headers.authorization, headers['content-type'], text]);
      response.end('{"id":"1"}');
    });
  });
  expect(await said(service)).toEqual({ ok: true, body: { id: '1' } });
  const path = '/teams/v3/conversations/19%3Aa%40thread.tacv2/activities';
  const type = 'application/json; charset=utf-8';
  expect(seen).toEqual([['POST', path, 'Bearer of-the-bot', type, '{"text":"ü 🙂"}']]);
});

test('a call says where the last page ended', async () => {
  const seen: (string | undefined)[] = [];
  const service = await serving((request, response) => {
    seen.push(request.url);
    response.end('{}');
  });
  await said(service, soon(), { do: 'members', conversation: 'c', after: 'a&b' });
  const query = 'pageSize=200&continuationToken=a%26b';
  expect(seen).toEqual([`/teams/v3/conversations/c/pagedmembers?${query}`]);
});

test('many at a time are each told their own answer', async () => {
  const service = await serving((request, response) => {
    response.end(JSON.stringify({ id: request.url?.split('/').at(-1) }));
  });
  const ids = Array.from({ length: 100 }, (_, at) => `member-${at}`);
  const answers = ids.map((id) => said(service, soon(), { do: 'member', conversation: 'c', id }));
  const bodies = (await Promise.all(answers)).map((one) => (one.ok ? one.body : one));
  expect(bodies).toEqual(ids.map((id) => ({ id })));
});

describe('a call that is given up', () => {
  test('before it was sent is never sent', async () => {
    let seen = 0;
    const service = await serving((_, response) => {
      seen += 1;
      response.end('{}');
    });
    await expect(said(service, AbortSignal.abort())).rejects.toThrow('Teams does not answer.');
    await said(service);
    expect(seen).toBe(1);
  });

  test('while nothing is heard is silence, and its connection is closed', async () => {
    const closed = Promise.withResolvers<void>();
    const giveUp = new AbortController();
    const service = await serving((request) => {
      request.socket.once('close', () => closed.resolve());
      giveUp.abort();
    });
    await expect(said(service, giveUp.signal)).rejects.toThrow('Teams does not answer.');
    await closed.promise;
  });
});

test('a call is heard as it is without the thread', async () => {
  const service = await serving((_, response) => {
    response.writeHead(429, { 'retry-after': '3' }).end('{"id":"ü"}');
  });
  const sent = sentFor(service, SAY);
  const here = await overHttp({ method: sent.method, url: sent.url, text: '{}' }, soon());
  expect(here).toEqual({ status: 429, text: '{"id":"ü"}', retryAfter: '3' });
  expect(await overThread(sent, soon())).toEqual(here);
});

test('an answer that is cut off is silence', async () => {
  const service = await serving((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{"id":', () => response.destroy());
  });
  await expect(said(service)).rejects.toThrow('Teams does not answer.');
});

test('an answer that begins and never ends is given up', async () => {
  const service = await serving((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{"id":');
  });
  await expect(said(service, AbortSignal.timeout(300))).rejects.toThrow('Teams does not answer.');
});

test('a thread that dies is replaced by one, and that one stays', async () => {
  const service = await serving((_, response) => void response.end('{}'));
  await said(service);
  const [first, before] = [threads.at(-1), threads.length];
  // As an error that nobody caught in it: first it is said, and a moment later the thread ends.
  first?.emit('error', new Error('out of memory'));
  const during = said(service);
  await first?.terminate();
  expect(await during).toMatchObject({ ok: true });
  await said(service);
  expect(threads.length).toBe(before + 1);
});

test('nobody who listens is silence', async () => {
  const service = await serving(() => undefined);
  server.close();
  await expect(said(service)).rejects.toThrow('Teams does not answer.');
});

describe('what comes back', () => {
  const answering = (status: number, text: string, headers = {}) =>
    serving((_, response) => void response.writeHead(status, headers).end(text));

  test.each([
    [200, '', { ok: true, body: {} }],
    [202, '{"id":"1"}', { ok: true, body: { id: '1' } }],
    [307, '', { ok: false, status: 307, error: '' }],
    [403, '{"error":{"code":"NotIn"}}', { ok: false, status: 403, error: 'NotIn' }],
    [404, 'Not found', { ok: false, status: 404, error: '' }],
  ])('as %i with "%s" is for good', async (status, text, answer) => {
    expect(await said(await answering(status, text))).toEqual(answer);
  });

  test('as the page of a proxy is no answer of Teams, and no refusal either', async () => {
    const service = await answering(200, '<html>Sign in</html>');
    await expect(said(service)).rejects.toMatchObject({ code: 'chat-unreachable' });
  });

  test.each([
    [429, { 'retry-after': '7' }, 7_000],
    [429, { 'retry-after': '0' }, 1_000],
    [429, { 'retry-after': '' }, undefined],
    [503, { 'retry-after': '86400' }, 300_000],
    [412, {}, undefined],
    [503, { 'retry-after': 'later' }, undefined],
  ])('as %i may be otherwise in a while', async (status, headers, retryAfterMs) => {
    const service = await answering(status, '{"error":{"code":"Busy"}}', headers);
    const fault = await said(service).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'chat-unreachable' });
    expect(fault).toHaveProperty('message', `Teams answers ${status} Busy.`);
    expect((fault as { retryAfterMs?: number }).retryAfterMs).toBe(retryAfterMs);
  });
});
