/** A bot just big enough for the tests: takes activities, and calls back with real tokens. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject, type Json, type JsonObject, parseJson, wordAt } from '../slack/json.ts';
import { SCOPE } from './login.ts';
import { startTeams, type Teams } from './teams.ts';
import type { TeamsOptions } from './teams-options.ts';

export interface BotAnswer {
  readonly status: number;
  readonly body: Json | undefined;
  readonly headers: Headers;
}

export interface BotReply {
  readonly status?: number;
  readonly body?: Json;
}

export type Listen = (activity: JsonObject, bot: Bot) => BotReply | Promise<BotReply> | undefined;

export interface Bot {
  readonly teams: Teams;
  /** Everything it was told, oldest first. */
  readonly heard: readonly JsonObject[];
  /** What it does with each activity from now on. */
  readonly listen: (how: Listen) => void;
  /** A call to the Connector, or to Graph with an address that begins with "graph/". */
  readonly call: (method: string, path: string, body?: JsonObject) => Promise<BotAnswer>;
  readonly stop: () => Promise<void>;
}

export async function startBot(options: Partial<TeamsOptions> = {}): Promise<Bot> {
  const teams = await startTeams(options);
  const heard: JsonObject[] = [];
  let listening: Listen = () => undefined;
  const server = createServer((request, response) => {
    void (async () => {
      const value = parseJson(await textOf(request));
      const activity = isObject(value) ? value : {};
      heard.push(activity);
      const { status = 200, body } = (await listening(activity, bot)) ?? {};
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  teams.useEndpoint(`http://127.0.0.1:${port}/api/messages`);
  const bot: Bot = {
    teams,
    heard,
    listen: (how) => {
      listening = how;
    },
    call: (method, path, body) => call(teams, method, path, body),
    stop: async () => {
      await teams.refreshed();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await teams.close();
    },
  };
  return bot;
}

async function call(
  teams: Teams,
  method: string,
  path: string,
  body?: JsonObject,
): Promise<BotAnswer> {
  const isGraph = path.startsWith('graph/');
  const token = await tokenFor(teams, isGraph ? SCOPE.graph : SCOPE.connector);
  const url = isGraph ? `${teams.graphUrl}/${path.slice(6)}` : `${teams.serviceUrl}${path}`;
  return ask(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export async function ask(url: string, init: RequestInit = {}): Promise<BotAnswer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const body = text === '' ? undefined : (parseJson(text) ?? text);
  return { status: response.status, body, headers: response.headers };
}

export function logIn(teams: Teams, form: Record<string, string> = {}): Promise<BotAnswer> {
  const { bot, tenantId } = teams.state;
  const { tenant = tenantId, ...rest } = form;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: bot.appId,
    client_secret: bot.secret,
    scope: SCOPE.connector,
    ...rest,
  });
  return ask(`${teams.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
}

export async function tokenFor(teams: Teams, scope: string): Promise<string> {
  const { body } = await logIn(teams, { scope });
  return wordAt(body, 'access_token');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** An activity that says a card, as the bot sends it. */
export const cardActivity = (card: JsonObject): JsonObject => ({
  type: 'message',
  attachments: [cardAttachment(card)],
});

export const cardAttachment = (card: JsonObject): JsonObject => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: card,
});

export const cardOf = (body: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  ...more,
});
