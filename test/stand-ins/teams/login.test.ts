/** Logging in at the stand-in: who gets a token, and what each token opens. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { objectAt, wordAt } from '../slack/json.ts';
import { ask, logIn, tokenFor } from './bot-fixture.ts';
import { SCOPE } from './login.ts';
import { startTeams, type Teams } from './teams.ts';

let teams: Teams;
beforeEach(async () => {
  teams = await startTeams();
});
afterEach(() => teams.close());

const connector = (token: string) =>
  ask(`${teams.serviceUrl}v3/teams/${encodeURIComponent('19:production@thread.tacv2')}`, {
    headers: { authorization: `Bearer ${token}` },
  });
const graph = (token: string) =>
  ask(`${teams.graphUrl}/users/${teams.state.people['aiko']?.aadObjectId}`, {
    headers: { authorization: `Bearer ${token}` },
  });

describe('the login', () => {
  test.each(['its tenant', 'botframework.com'])('gives a token in %s', async (tenant) => {
    const form = tenant === 'its tenant' ? {} : { tenant };
    const { status, body } = await logIn(teams, form);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
  });

  test.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client', 'AADSTS7000215'],
    [{ client_id: 'unknown' }, 400, 'unauthorized_client', 'AADSTS700016'],
    [{ scope: 'https://vault.example.com/.default' }, 400, 'invalid_scope', 'AADSTS1002012'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 'AADSTS70003'],
    [{ tenant: 'elsewhere' }, 400, 'invalid_request', 'AADSTS90002'],
  ])('refuses %j', async (form, status, error, code) => {
    const answer = await logIn(teams, form);
    expect(answer.status).toBe(status);
    expect(wordAt(answer.body, 'error')).toBe(error);
    expect(wordAt(answer.body, 'error_description')).toContain(code);
  });

  test('keeps secrets and tokens out of the log of calls', async () => {
    await connector(await tokenFor(teams, SCOPE.connector));
    expect(JSON.stringify(teams.calls.map(({ answer: _, ...call }) => call))).not.toContain(
      teams.state.bot.secret,
    );
    expect(teams.calls.map(({ service }) => service)).toEqual(['login', 'connector']);
  });

  test('publishes the documents that lead to it', async () => {
    const { tenantId } = teams.state;
    const place = `${teams.url}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const { body } = await ask(place);
    expect(wordAt(body, 'token_endpoint')).toBe(`${teams.url}/${tenantId}/oauth2/v2.0/token`);
    const authorize = encodeURIComponent(`${teams.url}/${tenantId}/oauth2/v2.0/authorize`);
    const query = `api-version=1.1&authorization_endpoint=${authorize}`;
    const found = await ask(`${teams.url}/common/discovery/instance?${query}`);
    expect(wordAt(found.body, 'tenant_discovery_endpoint')).toBe(place);
  });
});

describe('a token', () => {
  test('opens the service it was given for, and no other', async () => {
    const forConnector = await tokenFor(teams, SCOPE.connector);
    const forGraph = await tokenFor(teams, SCOPE.graph);
    expect((await connector(forConnector)).status).toBe(200);
    expect((await graph(forGraph)).status).toBe(200);
    expect((await connector(forGraph)).status).toBe(401);
    const refused = await graph(forConnector);
    expect(refused.status).toBe(401);
    expect(objectAt(refused.body, 'error')['code']).toBe('InvalidAuthenticationToken');
  });

  test('opens nothing any more once it was revoked', async () => {
    const token = await tokenFor(teams, SCOPE.connector);
    teams.revokeTokens();
    expect((await connector(token)).status).toBe(401);
  });

  test('is worth nothing when its time is over', async () => {
    const brief = await startTeams({ tokenLifeSec: 0 });
    const token = await tokenFor(brief, SCOPE.graph);
    const headers = { authorization: `Bearer ${token}` };
    expect((await ask(`${brief.graphUrl}/users/x`, { headers })).status).toBe(401);
    await brief.close();
  });
});
