/**
 * Teams in few words: login, keys, and the Connector's calls that a bot makes at a click, answered
 * at once, with a count of the cards that were changed and the lines that were said.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { claimsFor, openIdMetadata, publishedKeys, signedToken } from '../stand-ins/teams/jwt.ts';
import { SAMPLE } from '../stand-ins/teams/sample.ts';
import type { Env } from './servers.ts';

export interface FastTeams {
  readonly serviceUrl: string;
  /** What the channel signs its requests with: the same for an hour, as Teams does it. */
  readonly authorization: string;
  /** What a bot of this tenant is started with. */
  readonly env: Env;
  /** Resolves once so many cards were changed and so many lines were said, since the start. */
  heard(cards: number, lines: number): Promise<void>;
  /** How many of each there are. */
  counts(): { readonly cards: number; readonly lines: number };
  close(): Promise<void>;
}

export async function startFastTeams(): Promise<FastTeams> {
  const heard = createHeard();
  let url = '';

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request;
    const text = await textOf(request);
    answer(response, loginOrKeys(path, url) ?? connected(heard, { method, path, text }));
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${url}/teams/`;
  const { appId, secret } = SAMPLE.bot;
  return {
    serviceUrl,
    authorization: `Bearer ${signedToken({ claims: claimsFor(appId, serviceUrl) })}`,
    env: {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: secret,
      MicrosoftAppTenantId: SAMPLE.tenantId,
      TEAMS_API_URL: url,
    },
    counts: heard.counts,
    heard: heard.until,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Counts = ReturnType<FastTeams['counts']>;

interface Heard extends Pick<FastTeams, 'counts'> {
  take(kind: keyof Counts): void;
  until: FastTeams['heard'];
}

function createHeard(): Heard {
  const counts = { cards: 0, lines: 0 };
  let look = () => {};
  return {
    counts: () => ({ ...counts }),
    take(kind) {
      counts[kind] += 1;
      look();
    },
    until: (cards, lines) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          reject(new Error(`Of ${cards} cards and ${lines} lines: ${JSON.stringify(counts)}.`));
        }, LATEST_MS);
        look = () => {
          if (counts.cards < cards || counts.lines < lines) return;
          clearTimeout(late);
          look = () => {};
          resolve();
        };
        look();
      }),
  };
}

function loginOrKeys(path: string, url: string): object | undefined {
  if (path.endsWith('/oauth2/v2.0/token'))
    return { token_type: 'Bearer', expires_in: 3_599, access_token: 'fast-teams' };
  if (path === '/v1/.well-known/openidconfiguration') return openIdMetadata(url);
  return path === '/v1/.well-known/keys' ? { keys: publishedKeys() } : undefined;
}

interface Called {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

function connected(heard: Heard, { method, path, text }: Called): object {
  const [conversation = '', what, id = ''] = placeOf(path);
  if (what === 'members') return memberOf(id);
  made += 1;
  if (what !== 'activities') return { id: `a:${made}` };
  if (method === 'PUT' && text.includes('"AdaptiveCard"')) heard.take('cards');
  if (method === 'POST' && conversation.includes('messageid')) heard.take('lines');
  return { id: method === 'PUT' ? id : String(made) };
}

let made = 1_700_000_000_000;

const placeOf = (path: string): readonly string[] =>
  path.slice('/teams/v3/conversations/'.length).split('/').map(decodeURIComponent);

const memberOf = (id: string): object => ({
  id: `29:${id}`,
  name: `Person ${id.slice(-4)}`,
  aadObjectId: id,
  tenantId: SAMPLE.tenantId,
  userRole: 'user',
  userPrincipalName: `person-${id.slice(-4)}@example.com`,
});

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

const LATEST_MS = 20_000;
