/** Slack in few words, for whole lives: takes every message, and tells the driver of each. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { TEAM } from '../story/seed.ts';

export interface LifeSlack {
  readonly url: string;
  readonly apiUrl: string;
  close(): Promise<void>;
}

export type Form = Readonly<Record<string, string>>;

export async function startLifeSlack(heard: (method: string, form: Form) => void) {
  let messages = 0;

  function told(method: string, form: Form): object {
    const { channel = '', user = '', users = '' } = form;
    if (method === 'auth.test') return { ok: true, ...BOT };
    if (method === 'users.info') return { ok: true, user: userCalled(user) };
    if (method === 'conversations.open') return { ok: true, channel: { id: `D${users}` } };
    if (method === 'conversations.info') {
      return { ok: true, channel: { id: channel, name: 'approvals', is_member: true } };
    }
    if (method === 'chat.postMessage') {
      messages += 1;
      return { ok: true, channel, ts: `1764000000.${String(messages).padStart(6, '0')}` };
    }
    return { ok: true, channel, ts: form['ts'] ?? '' };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = parse(await textOf(request)) as Form;
    const method = (request.url ?? '').slice('/api/'.length);
    const text = JSON.stringify(told(method, form));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(text);
    heard(method, form);
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/api/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  } satisfies LifeSlack;
}

const BOT = {
  user_id: 'U0PRODACC',
  bot_id: 'B0PRODACC',
  team_id: TEAM,
  url: 'https://standin.slack.com/',
  team: 'Standin',
};

const userCalled = (id: string) => ({
  id,
  name: id.toLowerCase(),
  team_id: TEAM,
  tz: 'UTC',
  locale: 'en-US',
  profile: { display_name: id.toLowerCase(), email: `${id.toLowerCase()}@example.com` },
});

export async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
