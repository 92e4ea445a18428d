/** The webhook over HTTP: what it is sent, what counts as taken, and what is never said of it. */

import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWebhook } from '../../adapters/node/webhook.ts';
import { slackLink } from '../../adapters/slack/link.ts';
import { teamsLink } from '../../adapters/teams/link.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Waiting } from '../../src/ports/webhook.ts';

interface Heard {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

const heard: Heard[] = [];
let answer: { readonly status: number; readonly headers?: Readonly<Record<string, string>> };
let server: Server;
let url: string;

beforeEach(async () => {
  heard.length = 0;
  answer = { status: 204 };
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      const { method, headers } = request;
      heard.push({ method, headers, body: JSON.parse(text) });
      response.writeHead(answer.status, answer.headers).end('not read');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/s3cret`;
});
afterEach(() => void server.close());

const WAITING: Waiting = {
  event: 'reminder',
  id: requestId('PA-7K3M2'),
  entitlement: 'prod-db',
  requester: 'aiko',
  level: 'leads',
  from: ['sre-leads', 'dai'],
  lapseMs: Date.UTC(2026, 10, 24, 10, 2),
  card: { channel: 'C0APPROVE1', message: '1764000000.000100' },
};
const link = (to: string) => createWebhook(to, (ref) => slackLink(ref, 'T0PROD'));
const failed = (work: Promise<void>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as Fault,
  );

describe('a request that waits', () => {
  test('is posted as JSON, with a key that is the same at every try', async () => {
    await link(url).post(WAITING, 'PA-7K3M2:3');
    expect(heard[0]?.method).toBe('POST');
    expect(heard[0]?.headers['idempotency-key']).toBe('PA-7K3M2:3');
    expect(heard[0]?.headers['content-type']).toBe('application/json');
    expect(heard[0]?.body).toEqual({
      event: 'reminder',
      id: 'PA-7K3M2',
      entitlement: 'prod-db',
      requester: 'aiko',
      level: 'leads',
      from: ['sre-leads', 'dai'],
      lapseAt: '2026-11-24T10:02:00.000Z',
      link:
        'https://slack.com/app_redirect' +
        '?team=T0PROD&channel=C0APPROVE1&message_ts=1764000000.000100',
    });
  });

  test('has no link while its card is not posted', async () => {
    const { card: _, ...rest } = WAITING;
    await link(url).post(rest, 'k');
    expect(heard[0]?.body).not.toHaveProperty('link');
  });

  test('leads into Teams by the ids of channel, message and tenant', () => {
    const ref = { channel: '19:abc@thread.tacv2', message: '1764000000000' };
    expect(teamsLink(ref, 'tenant-1')).toBe(
      'https://teams.microsoft.com/l/message/19%3Aabc%40thread.tacv2/1764000000000' +
        '?tenantId=tenant-1&parentMessageId=1764000000000',
    );
  });
});

describe('what is not taken', () => {
  test.each([400, 404, 500])('%i is a fault, to be tried again', async (status) => {
    answer = { status };
    const fault = await failed(link(url).post(WAITING, 'k'));
    expect(fault).toBeInstanceOf(Fault);
    expect(fault?.message).toBe(`The webhook answered ${status}.`);
  });

  test('is tried again when the other side says, and not a day later', async () => {
    answer = { status: 429, headers: { 'retry-after': '30' } };
    expect((await failed(link(url).post(WAITING, 'k')))?.retryAfterMs).toBe(30_000);
    answer = { status: 503, headers: { 'retry-after': '86400' } };
    expect((await failed(link(url).post(WAITING, 'k')))?.retryAfterMs).toBe(300_000);
  });

  test('is not followed elsewhere', async () => {
    answer = { status: 302, headers: { location: `${url}/other` } };
    expect(await failed(link(url).post(WAITING, 'k'))).toBeInstanceOf(Fault);
    expect(heard).toHaveLength(1);
  });

  test('says nothing of the address, which may be a secret', async () => {
    server.close();
    server.closeAllConnections();
    const fault = await failed(link(url).post(WAITING, 'k'));
    expect(JSON.stringify([fault?.message, fault?.cause, fault?.stack])).not.toContain('s3cret');
  });
});
