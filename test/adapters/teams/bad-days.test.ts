/** Bad days of Teams: tokens refused, a login that is down, answers lost, apps come and gone. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addressesAt } from '../../../adapters/teams/addresses.ts';
import { createConnector } from '../../../adapters/teams/connector.ts';
import { Fault } from '../../../src/kernel/fault.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { card, line, notice, refOf } from '../../contract/chat.ts';
import { SAMPLE, SAMPLE_IDS } from '../../stand-ins/teams/sample.ts';
import { keyOf, startTeamsBench, type TeamsBench } from './teams-bench.ts';

const LEADS = { platform: 'teams', id: SAMPLE_IDS.leads } as const;

let bench: TeamsBench;
beforeEach(async () => {
  bench = await startTeamsBench();
});
afterEach(() => bench.stop());

const soon = () => AbortSignal.timeout(20_000);
const chat = () => bench.teams.chat;
const thread = (ref: { channel: string; message: string }) =>
  bench.tenant.thread(ref.channel, ref.message).map((one) => bench.tenant.plainText(one));

/** As the engine does it: the same again, after the pause that was asked for, until it is done. */
async function untilSaid(say: () => Promise<unknown>, most = 20): Promise<number> {
  for (let faults = 0; ; faults += 1) {
    try {
      await say();
      return faults;
    } catch (error) {
      if (!(error instanceof Fault) || faults === most) throw error;
      bench.clock.turn(error.retryAfterMs ?? 60_000);
    }
  }
}

describe('a token that is refused', () => {
  test('is not shown a second time to the Connector', async () => {
    const ref = refOf(await chat().postCard(SAMPLE_IDS.approvals, card('open'), soon()));
    bench.tenant.revokeTokens();
    const faults = await untilSaid(() => chat().postLine(ref, line('said'), false, soon()), 3);
    expect(faults).toBe(1);
    expect(thread(ref)).toEqual(['said']);
  });

  test('is not shown a second time to Graph', async () => {
    await bench.teams.directory.members(LEADS, 0);
    bench.tenant.revokeTokens();
    await expect(bench.teams.directory.members(LEADS, 0)).rejects.toThrow(Fault);
    expect(await bench.teams.directory.members(LEADS, 0)).toHaveLength(2);
  });
});

describe('a login', () => {
  const again = async () => {
    await bench.teams.stop();
    // What was had before has run out.
    bench.clock.turn(2 * HOUR);
    return bench.teams.start(bench.engine);
  };

  test.each([
    ['that is down', { kind: 'down', how: '503' }],
    ['that wants less', { kind: 'rate-limited', retryAfterSec: 30 }],
    ['that hangs up', { kind: 'down', how: 'destroy' }],
  ] as const)('%s keeps no start waiting, for the secret may be right', async (_, trouble) => {
    bench.tenant.faults.add({ when: ({ service }) => service === 'login', trouble });
    await again();
    expect(bench.teams.ready()).toBe(true);
  });

  test('that refuses the secret is said at the start, with what to look at', async () => {
    bench.tenant.change((state) => {
      Object.assign(state, { bot: { ...state.bot, secret: 'another-client-secret' } });
    });
    await expect(again()).rejects.toThrow('AADSTS7000215');
  });
});

describe('a storm', () => {
  test.each([
    ['of 429', { kind: 'rate-limited', retryAfterSec: 30 }],
    ['of 502', { kind: 'error', status: 502, code: 'BadGateway' }],
    ['of 504', { kind: 'error', status: 504, code: 'GatewayTimeout' }],
    ['of 412', { kind: 'error', status: 412, code: 'PreconditionFailed' }],
  ] as const)('%s loses nothing, and everything is said once, in order', async (_, trouble) => {
    const ref = refOf(await chat().postCard(SAMPLE_IDS.approvals, card('open'), soon()));
    const when = ({ service }: { service: string }) => service === 'connector';
    bench.tenant.faults.add({ when, times: 4, trouble });
    const said = Array.from({ length: 5 }, (_one, at) => `line ${at}`);
    for (const text of said) await untilSaid(() => chat().postLine(ref, line(text), false, soon()));
    expect(thread(ref)).toEqual(said);
  });
});

test('a proxy that answers with a page of its own loses nothing', async () => {
  const ref = refOf(await chat().postCard(SAMPLE_IDS.approvals, card('open'), soon()));
  const when = ({ service }: { service: string }) => service === 'connector';
  bench.tenant.faults.add({ when, times: 2, trouble: { kind: 'page' } });
  await untilSaid(() => chat().postLine(ref, line('Access ended.'), false, soon()), 3);
  expect(thread(ref)).toEqual(['Access ended.']);
  bench.tenant.faults.add({ when, times: 2, trouble: { kind: 'page' } });
  const told: unknown[] = [];
  const tell = async () =>
    told.push(await chat().tell(keyOf('dai'), notice('You have it.'), soon()));
  await untilSaid(tell, 3);
  expect(told).toMatchObject([{ ok: true }]);
});

describe('the app', () => {
  const dai = keyOf('dai');
  const setInstalled = (installed: boolean) =>
    bench.tenant.change(({ people }) => {
      const one = people['dai'];
      if (one) people['dai'] = { ...one, installed };
    });

  test('that somebody adds for themselves is written to at once', async () => {
    setInstalled(false);
    // Looked up by their team, for they have no chat with us.
    expect(await bench.teams.directory.account(dai, 0)).toMatchObject({ standing: 'member' });
    setInstalled(true);
    expect(await chat().tell(dai, notice('You have access.'), soon())).toMatchObject({ ok: true });
  });

  test('that somebody threw out and added again is written to', async () => {
    expect(await chat().tell(dai, notice('one'), soon())).toMatchObject({ ok: true });
    setInstalled(false);
    expect(await chat().tell(dai, notice('two'), soon())).toMatchObject({ ok: false });
    setInstalled(true);
    expect(await chat().tell(dai, notice('three'), soon())).toMatchObject({ ok: true });
  });
});

describe('a channel that is looked at', () => {
  const looked = () =>
    bench.teams
      .looks()
      .find(({ what }) => what.includes(SAMPLE_IDS.approvals))
      ?.look()
      .catch((error: unknown) => String(error));

  test('is open where the bot may ask who is in it', async () => {
    expect(await looked()).toBe('open');
  });

  test.each([
    [400, 'BadSyntax', '400 BadSyntax'],
    [403, 'BotNotInConversationRoster', 'not in that team'],
    [404, 'ConversationNotFound', 'there is none'],
    [410, 'Gone', '410 Gone'],
    [503, 'ServiceUnavailable', '503 ServiceUnavailable'],
  ])('is not called open where Teams answers %i %s', async (status, code, said) => {
    const when = ({ path }: { path: string }) => path.includes('/members/');
    bench.tenant.faults.add({ when, times: 1, trouble: { kind: 'error', status, code } });
    expect(await looked()).toContain(said);
  });
});

test('A61: a service that leads elsewhere is not followed, and is given no token', async () => {
  const seen: (string | undefined)[] = [];
  const evil = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end('{}');
  });
  const port = await new Promise<number>((resolve) => {
    evil.listen(0, '127.0.0.1', () => resolve((evil.address() as AddressInfo).port));
  });
  const leading = createServer((_request, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${port}/v3/` }).end();
  });
  const from = await new Promise<number>((resolve) => {
    leading.listen(0, '127.0.0.1', () => resolve((leading.address() as AddressInfo).port));
  });
  const service = `http://127.0.0.1:${from}/teams/`;
  const addresses = addressesAt(`http://127.0.0.1:${from}`);
  const token = Object.assign(async () => 'secret', { forget: () => undefined });
  const connector = createConnector({ appId: SAMPLE.bot.appId, addresses, token });
  const what = { do: 'member', conversation: '19:a@thread.tacv2', id: 'b' } as const;
  const answer = await connector.call(service, what, soon()).catch(() => ({ ok: false }));
  expect(answer).toMatchObject({ ok: false });
  expect(seen).toEqual([]);
  leading.close();
  evil.close();
});
