/** Who is let in over HTTP: Slack, just now, once, for this workspace, and with somebody behind. */

import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../stand-ins/slack/json.ts';
import { sign } from '../../stand-ins/slack/signature.ts';
import { useBench } from './bench.ts';

const bench = useBench('http');
const MINUTE_SEC = 60;

/** A command as Slack sends it, each with a trigger of its own. */
let serial = 0;
function command(changes: Readonly<Record<string, string>> = {}): string {
  serial += 1;
  return new URLSearchParams({
    command: '/prod-access',
    text: 'prod-db',
    user_id: 'U_AIKO',
    team_id: 'T0STANDIN',
    api_app_id: 'A0PRODACC',
    trigger_id: `trigger.${serial}`,
    ...changes,
  }).toString();
}

interface Sent {
  readonly status: number;
  readonly body: string;
}

/** node:http and not fetch: it sends a header twice when told to. */
function post(body: string, headers: Readonly<Record<string, string | string[]>>): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = request(
      bench().url,
      { method: 'POST', headers: { ...type, ...headers } },
      (came) => {
        const parts: Buffer[] = [];
        came.on('data', (part: Buffer) => parts.push(part));
        came.on('end', () =>
          resolve({ status: came.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const nowSec = () => Math.floor(Date.now() / 1000);
const signed = (body: string, atSec = nowSec(), secret = bench().workspace.signingSecret) => ({
  'x-slack-request-timestamp': String(atSec),
  'x-slack-signature': sign(secret, atSec, body),
});
const heard = () => bench().engine.heard.length;

describe('a request', () => {
  test('that Slack signed just now is taken', async () => {
    const body = command();
    expect(await post(body, signed(body))).toEqual({ status: 200, body: '' });
    expect(heard()).toBe(1);
  });

  test.each([
    [
      'signed by somebody else',
      (body: string) => signed(body, nowSec(), 'another secret of theirs'),
    ],
    ['not signed', () => ({})],
    ['with a stamp and no signature', (body: string) => withoutSignature(signed(body))],
    ['six minutes old', (body: string) => signed(body, nowSec() - 6 * MINUTE_SEC)],
    ['from six minutes ahead', (body: string) => signed(body, nowSec() + 6 * MINUTE_SEC)],
    ['signed for another body', () => signed(command())],
    ['with a stamp that is no number', (body: string) => ({ ...signed(body), ...STAMP_OF_WORDS })],
  ])('%s gets 401, and nothing happens', async (_name, headers) => {
    const body = command();
    expect((await post(body, headers(body))).status).toBe(401);
    expect(heard()).toBe(0);
    expect(bench().events()).toContain('slack-forged');
  });

  test.each(['x-slack-signature', 'x-slack-request-timestamp'] as const)(
    'with %s twice gets 401, whichever of them is right',
    async (name) => {
      const body = command();
      const headers = signed(body);
      for (const twice of [
        [headers[name], headers[name]],
        [headers[name], 'v0=0'],
        ['v0=0', headers[name]],
      ]) {
        expect((await post(body, { ...headers, [name]: twice })).status).toBe(401);
      }
      expect(heard()).toBe(0);
    },
  );

  test('seen before is refused the second time', async () => {
    const body = command();
    const headers = signed(body);
    expect((await post(body, headers)).status).toBe(200);
    expect((await post(body, headers)).status).toBe(409);
    expect(heard()).toBe(1);
    expect(bench().events()).toContain('slack-replayed');
  });

  test('of a search is answered again: twice in a second it has one signature', async () => {
    const [who, at] = [{ id: 'U0BEN' }, { id: 'T0STANDIN' }];
    const asked = { type: 'block_suggestion', user: who, team: at, api_app_id: 'A0PRODACC' };
    const view = { id: 'V0', type: 'modal', callback_id: 'request', private_metadata: '' };
    const payload = { ...asked, action_id: 'entitlement', value: 'prod', view };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const headers = signed(body);
    const first = await post(body, headers);
    expect(first.status).toBe(200);
    expect(await post(body, headers)).toEqual(first);
  });

  test('larger than Slack ever sends is refused before it is read', async () => {
    const body = command({ text: 'x'.repeat(1_100_000) });
    expect((await post(body, signed(body))).status).toBe(413);
    expect(heard()).toBe(0);
  });

  test('with a field that is there twice gets 400', async () => {
    const body = `${command()}&user_id=U_BEN`;
    expect((await post(body, signed(body))).status).toBe(400);
    expect(heard()).toBe(0);
  });

  test.each(['payload=%7Bnot+json', 'payload=%5B%5D', 'payload=7'])('%s gets 400', async (body) => {
    expect((await post(body, signed(body))).status).toBe(400);
  });

  test.each([
    ['of another workspace', { team_id: 'T0OTHER' }],
    ['for another app', { api_app_id: 'A0OTHER' }],
  ])('%s gets 403, and nothing happens', async (_name, changes) => {
    const first = command();
    await post(first, signed(first));
    bench().engine.forget();
    const body = command(changes);
    expect((await post(body, signed(body))).status).toBe(403);
    expect(heard()).toBe(0);
    expect(bench().events()).toContain('slack-not-ours');
  });

  test('by a workflow, which is nobody, gets 403', async () => {
    const { workspace, engine } = bench();
    const payload: JsonObject = {
      type: 'block_actions',
      team: { id: 'T0STANDIN', domain: 'stand-in' },
      api_app_id: 'A0PRODACC',
      trigger_id: 'trigger.of-nobody',
      container: { type: 'message', message_ts: '1.2', channel_id: 'C_PROD' },
      actions: [{ type: 'button', action_id: 'approve', block_id: 'b', value: 'x' }],
    };
    expect((await workspace.deliver('interactive', payload)).status).toBe(403);
    expect(engine.heard).toEqual([]);
  });

  test('of a kind we know nothing of gets 404 at once', async () => {
    const payload: JsonObject = {
      type: 'shortcut',
      team: { id: 'T0STANDIN', domain: 'stand-in' },
      user: { id: 'U_AIKO', team_id: 'T0STANDIN' },
      callback_id: 'something',
      trigger_id: 'trigger.shortcut',
    };
    const reply = await bench().workspace.deliver('interactive', payload);
    expect(reply.status).toBe(404);
    expect(reply.ms).toBeLessThan(1_000);
  });
});

describe('Slack’s own checks', () => {
  test('of the address is answered with its challenge', async () => {
    const reply = await bench().workspace.outbox.verifyUrl('open sesame');
    expect(reply).toMatchObject({ status: 200, body: { challenge: 'open sesame' } });
  });

  test('of the certificate is answered, unsigned as it is', async () => {
    expect(await bench().workspace.outbox.sslCheck()).toMatchObject({ status: 200 });
    expect(heard()).toBe(0);
  });

  test('of the certificate opens no door for anything else', async () => {
    expect((await post(`${command()}&ssl_check=1`, {})).status).toBe(401);
    expect(heard()).toBe(0);
  });
});

const STAMP_OF_WORDS = { 'x-slack-request-timestamp': 'now' };
const withoutSignature = ({ 'x-slack-request-timestamp': stamp }: Record<string, string>) => ({
  'x-slack-request-timestamp': stamp ?? '',
});
