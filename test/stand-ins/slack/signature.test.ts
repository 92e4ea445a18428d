/** Who is let in: requests signed as Slack signs them, seen through the eyes of Bolt. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, startBench } from './bolt-fixture.ts';
import { type Signing, sign } from './signature.ts';

let bench: Bench;
let heard: string[] = [];
beforeAll(async () => {
  bench = await startBench('http', (app) => {
    app.command('/prod-access', async ({ ack, body }) => {
      heard.push(`${body.user_id}: ${body.text}`);
      await ack();
    });
  });
});
afterAll(() => bench.stop());
beforeEach(() => {
  heard = [];
});

describe('a signature', () => {
  test('is the one of Slack’s own example', () => {
    // From Slack's documentation of request verification.
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow' +
      '&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner' +
      '&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com' +
      '%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
      '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(sign('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, body)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });

  test.each(['forged', 'old', 'missing'] as const)(
    'that is %s gets 401',
    async (signing: Signing) => {
      const { slack } = bench;
      const answer = await slack.as('U_AIKO').command('/prod-access', 'prod-db');
      const payload = answer.sent?.delivery.payload ?? {};
      heard = [];
      const reply = await slack.deliver('slash_commands', payload, signing);
      expect(reply.status).toBe(401);
      expect(heard).toEqual([]);
    },
  );

  test('covers what is sent again to the byte: Bolt hears a replay as news', async () => {
    await bench.slack.as('U_AIKO').command('/prod-access', 'prod-db 2h');
    const reply = await bench.slack.redeliver();
    expect(reply.status).toBe(200);
    expect(heard).toEqual(['U_AIKO: prod-db 2h', 'U_AIKO: prod-db 2h']);
  });

  test('goes with a payload that was tampered with before it was signed', async () => {
    const answer = await bench.slack.as('U_AIKO').command('/prod-access', 'prod-db');
    const payload = { ...answer.sent?.delivery.payload, user_id: 'U_BEN' };
    await bench.slack.deliver('slash_commands', payload);
    expect(heard.at(-1)).toBe('U_BEN: prod-db');
  });
});

describe('the handshakes', () => {
  test('a request URL is verified by its challenge', async () => {
    const reply = await bench.slack.outbox.verifyUrl('open sesame');
    expect(reply).toMatchObject({ status: 200, body: { challenge: 'open sesame' } });
  });

  test('the check of the certificate is answered', async () => {
    expect(await bench.slack.outbox.sslCheck()).toMatchObject({ status: 200 });
  });
});
