/** What believes the Playground without a token is the demo's; the product cannot reach it. */

import { expect, test } from 'vitest';
import { createHttpServer } from '../../../adapters/node/http-server.ts';
import { createLogger } from '../../../adapters/node/logger.ts';
import { createTurnedClock } from '../../../adapters/node/turned-clock.ts';
import { openChats } from '../../../adapters/registry-chats.ts';
import type { Config } from '../../../src/config/config.ts';
import { readSettings, type Settings } from '../../../src/config/env.ts';
import { createLink } from '../../../tools/demo-teams/link.ts';
import { under } from '../../house/checkout.ts';

const SERVICE = 'http://127.0.0.1:56150/_connector';
const APP = '0a1b2c3d-1111-4222-8333-444455556666';
const TENANT = '9f8e7d6c-1111-4222-8333-444455556666';
const reader = { locale: 'en', zone: 'Asia/Tokyo' } as const;
const linkTo = (service: string) => createLink({ service, reader, posted: () => undefined });

test.each([
  ['the Playground', '', SERVICE, undefined],
  ['another service', '', 'https://smba.trafficmanager.net/teams/', 401],
  ['another port of this machine', '', 'http://127.0.0.1:56151/_connector', 401],
  ['whoever names no service', '', '', 401],
  ['whoever brings a token, which nobody here checks', 'Bearer a.b.c', SERVICE, 401],
])('the demo is asked by %s', async (_who, authorization, serviceUrl, status) => {
  expect(await linkTo(SERVICE).admit(authorization, { serviceUrl })).toBe(status);
});

test.each([
  'http://192.0.2.1:56150/_connector',
  'http://localhost.evil.example/_connector',
  'https://smba.trafficmanager.net/teams/',
])('a Playground that is not on this machine is not believed: %s', (service) => {
  expect(() => linkTo(service)).toThrow('on this machine alone');
});

test('no file of the product knows the demo, or hands over a link or chats of its own', () => {
  const telling = under('src', 'adapters', 'bin').filter(({ text }) =>
    /demo-teams|createLink|\blink:\s*(?!string)\w+\(|openChats:\s/.test(text),
  );
  expect(telling.map(({ path }) => path)).toEqual([]);
});

test('no variable of the environment becomes more than credentials and an address', () => {
  const env = {
    MicrosoftAppId: APP,
    MicrosoftAppPassword: 'a~secret~of~the~app',
    MicrosoftAppTenantId: TENANT,
    PROD_ACCESS_STAND_IN: 'yes',
    TEAMS_API_URL: SERVICE,
    TEAMS_LINK: SERVICE,
    M365_AGENTS_PLAYGROUND_SERVICE_URL: SERVICE,
  };
  const read = readSettings(env);
  const names = read.ok ? Object.keys(read.settings.teams ?? {}).sort() : read;
  expect(names).toEqual(['apiUrl', 'appId', 'password', 'tenant']);
});

test('settings that carry the link are served as if they did not', async () => {
  const log = createLogger({ to: { write: () => true } });
  const clock = createTurnedClock();
  const http = createHttpServer({ host: '127.0.0.1', port: 0, log });
  const apiUrl = 'http://127.0.0.1:9';
  const teams = { appId: APP, password: 'x', apiUrl, link: linkTo(SERVICE) };
  const settings = { teams } as unknown as Settings;
  const chats = await openChats({ settings, config: inTeams, http, clock, log });
  const port = await http.listen();
  await chats.start({} as never);
  const activity = { type: 'message', id: '1', channelId: 'msteams', serviceUrl: SERVICE };
  const answer = await fetch(`http://127.0.0.1:${port}/api/messages`, {
    method: 'POST',
    body: JSON.stringify(activity),
  });
  expect(answer.status).toBe(401);
  await chats.stop();
  await http.close();
});

const inTeams = {
  ...reader,
  language: 'en',
  teams: { tenant: TENANT },
  operators: { channel: '19:ops@thread.tacv2' },
  catalog: { entitlements: new Map() },
  rules: [],
} as unknown as Config;
