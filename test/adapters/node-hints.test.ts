/** What EventBridge may tell us: that there is news, and nothing else. */

import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serveHints } from '../../adapters/node/hints.ts';
import { createHttpServer, type HttpServer } from '../../adapters/node/http-server.ts';

const TOKEN = 'hint-token-of-a-test-0123456789abcdef';
const logged: string[] = [];
const note = (event: string, facts: object = {}) =>
  void logged.push(`${event} ${JSON.stringify(facts)}`);
const log = { info: note, warn: note, error: note };

let server: HttpServer;
let port: number;
let hints: number;
beforeEach(async () => {
  logged.length = 0;
  hints = 0;
  server = createHttpServer({ host: '127.0.0.1', port: 0, log });
  serveHints(server, { token: TOKEN, hint: () => void (hints += 1), log });
  port = await server.listen();
});
afterEach(() => server.close(100));

const post = async (headers: HeadersInit, body = '{}') => {
  const init = { method: 'POST', headers, body };
  const answer = await fetch(`http://127.0.0.1:${port}/hints/aws`, init);
  return [answer.status, await answer.text()];
};
const genuine = { 'X-Prod-Access-Hint': TOKEN };

describe('a hint', () => {
  test.each(['{}', '', 'no JSON', '{"detail":{"approve":"everything"}}', 'x'.repeat(256 * 1024)])(
    'that is genuine is taken, whatever it says (case %#)',
    async (body) => {
      expect(await post(genuine, body)).toEqual([202, '']);
      expect([hints, logged]).toEqual([1, []]);
    },
  );

  test.each([
    ['without a token', {}],
    ['with an empty one', { 'X-Prod-Access-Hint': '' }],
    ['with another', { 'X-Prod-Access-Hint': TOKEN.replace('0', '1') }],
    ['with the beginning of it', { 'X-Prod-Access-Hint': TOKEN.slice(0, -1) }],
    ['with more than it', { 'X-Prod-Access-Hint': `${TOKEN}, ${TOKEN}` }],
    ['with it elsewhere', { authorization: `Bearer ${TOKEN}` }],
  ])('%s is refused and changes nothing', async (_, headers) => {
    expect(await post(headers)).toEqual([401, '']);
    expect([hints, logged]).toEqual([0, ['hint-forged {}']]);
  });

  test('is refused by its token before its body is read', async () => {
    const answer = await spoken('X-Prod-Access-Hint: nobody\r\nContent-Length: 100\r\n\r\n');
    expect(answer).toContain('401 Unauthorized');
    expect(hints).toBe(0);
  });

  test.each([
    ['says so', `Content-Length: ${256 * 1024 + 1}\r\n\r\n`],
    [
      'does not say so',
      `Transfer-Encoding: chunked\r\n\r\n40001\r\n${'x'.repeat(256 * 1024 + 1)}\r\n`,
    ],
  ])('of more than 256 KB that %s is turned away', async (_, rest) => {
    expect(await spoken(`X-Prod-Access-Hint: ${TOKEN}\r\n${rest}`)).toContain('413 ');
    expect([hints, logged]).toEqual([0, ['hint-too-large {"most":262144}']]);
  });

  test('that breaks off is none', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`${HEAD}X-Prod-Access-Hint: ${TOKEN}\r\nContent-Length: 100\r\n\r\nhalf`, () =>
      socket.destroySoon(),
    );
    await new Promise((closed) => socket.once('close', closed));
    expect(await post(genuine)).toEqual([202, '']);
    expect(hints).toBe(1);
  });

  test('is posted: the path shows nothing to whoever gets it', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/hints/aws`, { headers: genuine });
    expect([answer.status, hints]).toEqual([405, 0]);
  });
});

const HEAD = 'POST /hints/aws HTTP/1.1\r\nHost: bot\r\n';

/** What the server answers to headers whose body never ends, until it hangs up. */
function spoken(rest: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1');
    socket.on('data', (part) => void (answer += part));
    socket.on('error', () => {});
    socket.once('close', () => resolve(answer));
    socket.write(HEAD + rest);
  });
}
