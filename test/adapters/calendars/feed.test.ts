/** A calendar by its address: fetched once, good for a while, and closed when it is silent. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFeed } from '../../../adapters/calendars/feed.ts';
import { MINUTE } from '../../../src/kernel/time.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

let server: Server;
let url: string;
let handle: Handle;
let asked: IncomingMessage[];
beforeEach(async () => {
  asked = [];
  handle = (_, response) => response.end('one');
  server = createServer((request, response) => {
    asked.push(request);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret.ics`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function feed() {
  const clock = { ms: 0, monotonicMs: () => clock.ms };
  const calendar = createFeed(url, clock, calendarOnly);
  return { clock, text: (maxAgeMs: number) => calendar.latest(maxAgeMs) };
}
function calendarOnly(text: string): string {
  if (text.startsWith('<html>')) throw new Error('it is no calendar');
  return text;
}
const fails: Handle = (_, response) => response.writeHead(500).end();

describe('what is known', () => {
  test('is asked for once by all who ask at once, and again when it is too old', async () => {
    const { clock, text } = feed();
    await Promise.all([text(MINUTE), text(MINUTE)]);
    clock.ms = MINUTE - 1;
    await text(MINUTE);
    expect(asked).toHaveLength(1);
    clock.ms = MINUTE;
    await text(MINUTE);
    expect(asked).toHaveLength(2);
  });

  test('is asked for by its tag, and good again when nothing has changed', async () => {
    const { text } = feed();
    handle = ({ headers }, response) =>
      headers['if-none-match'] === '"7"'
        ? response.writeHead(304).end()
        : response.writeHead(200, { etag: '"7"' }).end('tagged');
    expect([await text(0), await text(0)]).toEqual(['tagged', 'tagged']);
    expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"7"']);
  });

  test('stands in for ten minutes more while the address is silent, no longer', async () => {
    const { clock, text } = feed();
    await text(MINUTE);
    handle = fails;
    clock.ms = 11 * MINUTE;
    expect(await text(MINUTE)).toBe('one');
    clock.ms += 1;
    await expect(text(MINUTE)).rejects.toThrow('answers 500');
  });
});

describe('a page where the calendar was', () => {
  const page: Handle = (_, response) => response.end('<html>We are back in a minute</html>');

  test('takes the place of no good copy, and stands in for none', async () => {
    const { clock, text } = feed();
    await text(MINUTE);
    handle = page;
    clock.ms = 11 * MINUTE;
    expect(await text(MINUTE)).toBe('one');
    clock.ms += 1;
    await expect(text(MINUTE)).rejects.toThrow('it is no calendar');
  });

  test('is not good again by its tag, and what was good still is', async () => {
    const { text } = feed();
    const tags: unknown[] = [];
    handle = ({ headers }, response) => {
      tags.push(headers['if-none-match']);
      if (tags.length === 2) response.writeHead(200, { etag: '"page"' }).end('<html>');
      else if (tags.length === 3) response.writeHead(304).end();
      else response.writeHead(200, { etag: '"7"' }).end('one');
    };
    expect([await text(0), await text(0), await text(0)]).toEqual(['one', 'one', 'one']);
    expect(tags).toEqual([undefined, '"7"', '"7"']);
  });
});

describe('an address', () => {
  test('may lead on, three times and not for ever', async () => {
    let left = 3;
    handle = (_, response) =>
      left-- > 0 ? response.writeHead(302, { location: '/other' }).end() : response.end('there');
    expect(await feed().text(0)).toBe('there');
    left = 4;
    await expect(feed().text(0)).rejects.toThrow('leads on and on');
  });

  test('leads nowhere without https, but within one machine', async () => {
    const location = 'http://calendar.example.com/a.ics';
    handle = (_, response) => response.writeHead(302, { location }).end();
    await expect(feed().text(0)).rejects.toThrow('without https');
  });

  test('that has too much to say is not read to the end', async () => {
    handle = (_, response) => response.end('x'.repeat(1_000_001));
    await expect(feed().text(0)).rejects.toThrow('longer than 1 MB');
  });

  test('is never repeated in what is said of it', async () => {
    handle = (request) => request.socket.destroy();
    const said = await feed()
      .text(0)
      .catch((error: Error) => error.message);
    expect(said).toBe('its address does not answer');
  });
});
