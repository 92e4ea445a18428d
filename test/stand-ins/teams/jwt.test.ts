/** Who may speak to the bot: tokens as the Bot Framework signs them, and all that go wrong. */

import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { TurnContext } from 'botbuilder';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type JsonObject, listAt, parseJson, wordAt } from '../slack/json.ts';
import { ask } from './bot-fixture.ts';
import { type AdapterBot, startAdapterBot } from './cloud-adapter-fixture.ts';
import type { Forgery } from './outbox.ts';
import { SAMPLE_IDS } from './sample.ts';
import { startTeams, type Teams } from './teams.ts';

let teams: Teams;
beforeEach(async () => {
  teams = await startTeams();
});
afterEach(() => teams.close());

const hello = (more: JsonObject = {}): JsonObject => ({
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: teams.serviceUrl,
  from: { id: '29:someone' },
  recipient: { id: `28:${teams.state.bot.appId}` },
  conversation: { id: SAMPLE_IDS.approvals },
  text: 'hello',
  ...more,
});

describe('the metadata', () => {
  test('leads to keys that are endorsed, one of them not for Teams', async () => {
    const { body } = await ask(`${teams.url}/v1/.well-known/openidconfiguration`);
    expect(body).toMatchObject({
      issuer: 'https://api.botframework.com',
      id_token_signing_alg_values_supported: ['RS256'],
    });
    const keys = listAt((await ask(wordAt(body, 'jwks_uri'))).body, 'keys');
    expect(keys.map((key) => key['endorsements'])).toEqual([['msteams'], ['webchat']]);
    expect(keys.map((key) => key['kty'])).toEqual(['RSA', 'RSA']);
  });

  test('holds the key of an activity, whose claims fit what is in it', async () => {
    const { header, claims, isSigned } = await tokenOnTheWire({});
    const nowSec = Date.now() / 1000;
    expect(header).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(claims).toMatchObject({
      iss: 'https://api.botframework.com',
      aud: teams.state.bot.appId,
      serviceurl: teams.serviceUrl,
    });
    expect(Number(claims['nbf'])).toBeLessThan(nowSec);
    expect(Number(claims['exp'])).toBeGreaterThan(nowSec);
    expect(isSigned).toBe(true);
  });

  test('does not hold the key of a forger who claims the id of ours', async () => {
    const ours = await tokenOnTheWire({});
    const forged = await tokenOnTheWire({ key: 'foreign' });
    expect(forged.header['kid']).toBe(ours.header['kid']);
    expect(forged.isSigned).toBe(false);
  });
});

/** Delivers once to a server of its own, and reads the token there. */
async function tokenOnTheWire(forgery: Forgery) {
  let authorization = '';
  const server = createServer((request, response) => {
    authorization = request.headers.authorization ?? '';
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  teams.useEndpoint(`http://127.0.0.1:${port}/`);
  await teams.deliver(hello(), forgery);
  server.closeAllConnections();
  server.close();
  const [head = '', body = '', signature = ''] = authorization.replace('Bearer ', '').split('.');
  const header = part(head);
  const { body: jwks } = await ask(`${teams.url}/v1/.well-known/keys`);
  const jwk = listAt(jwks, 'keys').find((key) => key['kid'] === header['kid']);
  const key = createPublicKey({ key: jwk as unknown as JsonWebKey, format: 'jwk' });
  const signed = Buffer.from(`${head}.${body}`);
  const isSigned = verify('sha256', signed, key, Buffer.from(signature, 'base64url'));
  return { header, claims: part(body), isSigned };
}

const part = (text: string): JsonObject =>
  parseJson(Buffer.from(text, 'base64url').toString('utf8')) as JsonObject;

describe('the real CloudAdapter', () => {
  let bot: AdapterBot;
  const heard: string[] = [];
  beforeEach(async () => {
    // It writes every refusal to the console.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    heard.length = 0;
    bot = await startAdapterBot(teams, async (context) => {
      heard.push(context.activity.text);
    });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await bot.stop();
  });

  test('accepts what Teams delivers', async () => {
    const reply = await teams.deliver(hello());
    expect(reply.status).toBe(200);
    expect(heard).toEqual(['hello']);
  });

  test('takes words that an attacker wrote, as long as Teams signed them', async () => {
    const activity = hello({ from: { id: '29:boss', aadObjectId: 'boss' } });
    expect(await teams.deliver(activity)).toMatchObject({ status: 200 });
  });

  const nowSec = Math.floor(Date.now() / 1000);
  test.each<[string, Forgery]>([
    ['a foreign key', { key: 'foreign' }],
    ['a key that is endorsed for another channel', { key: 'unendorsed' }],
    ['an unknown key', { key: 'foreign', header: { kid: 'nobody' } }],
    ['no signature at all', { alg: 'none' }],
    ['another issuer', { claims: { iss: 'https://sts.example.com' } }],
    ['another audience', { claims: { aud: 'somebody-else' } }],
    ['a time that is over', { claims: { nbf: nowSec - 7200, exp: nowSec - 3600 } }],
    ['a time to come', { claims: { nbf: nowSec + 3600, exp: nowSec + 7200 } }],
    ['another service address', { claims: { serviceurl: 'https://evil.example.com/' } }],
    ['no token', { authorization: null }],
    ['nonsense for a token', { authorization: 'Bearer nonsense' }],
  ])('refuses %s', async (_, forgery) => {
    const reply = await teams.deliver(hello(), forgery);
    // Broken signatures get 500 from this adapter, everything else 401.
    expect([401, 500]).toContain(reply.status);
    expect(heard).toEqual([]);
  });

  test('refuses a key of another channel although the activity names that channel', async () => {
    const reply = await teams.deliver(hello({ channelId: 'webchat' }), { key: 'unendorsed' });
    expect(reply.status).toBe(401);
  });

  test('logs in and answers in the thread it was spoken to in', async () => {
    await bot.stop();
    bot = await startAdapterBot(teams, async (context: TurnContext) => {
      await context.sendActivity('I am here.');
    });
    const aiko = teams.as('aiko');
    await aiko.say('hello?', { channel: SAMPLE_IDS.ops, mention: true });
    const [post] = teams.messages(SAMPLE_IDS.ops);
    const replies = teams.thread(SAMPLE_IDS.ops, post?.id ?? '');
    expect(replies.map((one) => teams.plainText(one))).toEqual(['I am here.']);
    expect(teams.calls.map(({ service }) => service)).toContain('login');
  });

  test('answers what people do with a task that is shown to them', async () => {
    await bot.stop();
    bot = await startAdapterBot(teams, async (context: TurnContext) => {
      const body = { task: { type: 'message', value: `Hello, ${context.activity.from.name}.` } };
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    });
    expect((await teams.as('ben').open()).shown).toBe('Hello, Ben Carter.');
  });
});
