/** Whose requests are let in: the channel's own, for this bot, of our tenant, and nobody else's. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../stand-ins/slack/json.ts';
import type { Forgery } from '../../stand-ins/teams/outbox.ts';
import { SAMPLE } from '../../stand-ins/teams/sample.ts';
import { startTeamsBench, type TeamsBench } from './teams-bench.ts';

let bench: TeamsBench;
let genuine: JsonObject;
beforeAll(async () => {
  bench = await startTeamsBench();
  await bench.tenant.as('ben').say('mine');
  genuine = bench.tenant.sent.at(-1) ?? {};
});
beforeEach(() => bench.engine.forget());
afterAll(() => bench.stop());

let count = 0;
/** An activity of its own: the same one again would be taken for a repetition. */
const activity = (change: JsonObject = {}): JsonObject => {
  count += 1;
  return { ...genuine, id: `forged-${count}`, ...change };
};
const nowSec = Math.floor(Date.now() / 1000);

test('what the channel signed for this bot is let in, and heard', async () => {
  expect((await bench.tenant.deliver(activity())).status).toBe(200);
  await bench.tenant.until(() => bench.engine.heard.length > 0);
});

describe('a token', () => {
  test.each<readonly [string, Forgery]>([
    ['that is not there', { authorization: null }],
    ['that is no token', { authorization: 'Bearer abc' }],
    ['of another scheme', { authorization: 'Basic YTpi' }],
    ['of another issuer', { claims: { iss: 'https://sts.windows.net/evil/' } }],
    [
      'of an emulator',
      { claims: { iss: `https://sts.windows.net/${SAMPLE.tenantId}/`, ver: '1.0' } },
    ],
    ['for another bot', { claims: { aud: '00000000-0000-4000-8000-00000000beef' } }],
    ['that has run out', { claims: { nbf: nowSec - 7_200, exp: nowSec - 3_600 } }],
    ['that is of the future', { claims: { nbf: nowSec + 3_600, exp: nowSec + 7_200 } }],
    ['without a signature', { alg: 'none' }],
    ['signed by somebody else', { key: 'foreign' }],
    ['signed by a key of another channel', { key: 'unendorsed' }],
    ['for another service', { claims: { serviceurl: 'https://evil.example/teams/' } }],
    ['for no service', { claims: { serviceurl: '' } }],
  ])('%s is answered 401 and heard by nobody', async (_, forgery) => {
    expect((await bench.tenant.deliver(activity(), forgery)).status).toBe(401);
    expect(bench.engine.heard).toEqual([]);
  });

  test('that was let in once is not let in for another service', async () => {
    const elsewhere = activity({ serviceUrl: 'https://smba.trafficmanager.net.evil.example/' });
    const claims = { serviceurl: elsewhere['serviceUrl'] ?? '' };
    expect((await bench.tenant.deliver(elsewhere, { claims })).status).toBe(401);
    expect((await bench.tenant.deliver(activity({ serviceUrl: '' }))).status).toBe(401);
    expect(bench.engine.heard).toEqual([]);
  });
});

describe('an activity', () => {
  test.each<readonly [string, JsonObject, number]>([
    ['of no channel', { channelId: '' }, 401],
    ['of another channel', { channelId: 'webchat' }, 401],
    ['of the emulator', { channelId: 'emulator' }, 401],
    [
      'of another tenant',
      { conversation: { id: 'a:1', tenantId: '11111111-0000-4000-8000-000000000000' } },
      403,
    ],
    [
      'that names two tenants',
      { channelData: { tenant: { id: '11111111-0000-4000-8000-000000000000' } } },
      403,
    ],
    ['that names no tenant', { conversation: { id: 'a:1' }, channelData: {} }, 403],
  ])('%s is refused', async (_, change, status) => {
    expect((await bench.tenant.deliver(activity(change))).status).toBe(status);
    expect(bench.engine.heard).toEqual([]);
  });

  test('of somebody without an id in the directory is not heard', async () => {
    const from = { id: '29:anonymous', name: 'aiko', aadObjectId: '' };
    expect((await bench.tenant.deliver(activity({ from }))).status).toBe(200);
    expect(bench.engine.heard).toEqual([]);
  });

  test('that came before is taken once', async () => {
    const again = activity();
    for (let times = 0; times < 3; times += 1) await bench.tenant.deliver(again);
    await bench.tenant.until(() => bench.engine.heard.length > 0);
    expect(bench.engine.heard).toHaveLength(1);
  });
});

test('what is no activity, or larger than any, is refused before it is read', async () => {
  const large = activity({ text: 'x'.repeat(300_000) });
  expect((await bench.tenant.deliver(large)).status).toBe(413);
});
