/**
 * Slack in few words: the Web API methods that a server calls on start and at a command, answered
 * at once, and who waits for which modal. The stand-in of the tests checks every block it is
 * given, which would take longer than what is measured here.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { seedWorkspace, TEAM } from '../story/seed.ts';

export interface FastSlack {
  readonly apiUrl: string;
  /** Resolves with the form in which `views.open` came, once it has come with this trigger. */
  opened(trigger: string): Promise<string>;
  close(): Promise<void>;
}

export async function startFastSlack(): Promise<FastSlack> {
  const waiting = new Map<string, (form: string) => void>();

  function open(form: string): object {
    const trigger = /(?:^|&)trigger_id=([^&]+)/.exec(form)?.[1] ?? '';
    const tell = waiting.get(trigger);
    // A trigger is good once, and only if somebody pulled it.
    if (tell === undefined) return { ok: false, error: 'expired_trigger_id' };
    waiting.delete(trigger);
    tell(form);
    return { ok: true, view: { id: `V${trigger}`, type: 'modal', team_id: TEAM } };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await textOf(request);
    const method = (request.url ?? '').slice('/api/'.length);
    answer(response, method === 'views.open' ? open(form) : told(method, form));
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    opened: (trigger) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(trigger);
          reject(new Error(`No modal came for ${trigger} within ${LATEST_MS} ms.`));
        }, LATEST_MS);
        waiting.set(trigger, (form) => {
          clearTimeout(late);
          resolve(form);
        });
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What it answers to everything but modals. */
function told(method: string, form: string): object {
  if (method === 'auth.test') {
    const bot = { user_id: 'U0PRODACC', bot_id: 'B0PRODACC', team_id: TEAM };
    return { ok: true, url: 'https://standin.slack.com/', team: 'Standin', ...bot };
  }
  if (method === 'users.info') {
    const user = PEOPLE.get(String(parse(form)['user']));
    return user === undefined ? { ok: false, error: 'user_not_found' } : { ok: true, user };
  }
  if (method === 'conversations.info') {
    const id = parse(form)['channel'];
    return { ok: true, channel: { id, name: 'approvals', is_channel: true, is_member: true } };
  }
  if (method.startsWith('chat.')) return { ok: true, channel: 'C0APPROVE1', ts: '1.000001' };
  return { ok: false, error: 'unknown_method' };
}

const PEOPLE = new Map<string, object>(
  seedWorkspace().people.map(({ id, name, teamId, email, tz, locale }) => [
    id,
    { id, name, team_id: teamId, tz, locale, profile: { display_name: name, email } },
  ]),
);

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function answer(response: ServerResponse, said: object): void {
  const text = JSON.stringify(said);
  response
    .writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}

const LATEST_MS = 10_000;
