/** Bad days of Slack: storms of 429, an hour of silence, answers lost. All is said all the same. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personKey } from '../../../src/kernel/brand.ts';
import { Fault } from '../../../src/kernel/fault.ts';
import { card, line, notice, refOf } from '../../contract/chat.ts';
import { type Bench, startBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench('http');
});
afterEach(() => bench.stop());

const soon = () => AbortSignal.timeout(20_000);
const chat = () => bench.slack.chat;
const posts = () => bench.workspace.calls.filter(({ method }) => method === 'chat.postMessage');
const thread = (ref: { channel: string; message: string }) =>
  bench.workspace.thread(ref.channel, ref.message);

/** As the engine does it: the same again, after the pause that was asked for, until it is done. */
async function untilSaid(say: () => Promise<unknown>): Promise<number> {
  for (let faults = 0; ; faults += 1) {
    try {
      await say();
      return faults;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      bench.clock.turn(error.retryAfterMs ?? 60_000);
    }
  }
}

test('a storm of 429 loses nothing, and everything is said in order', async () => {
  const { faults } = bench.workspace;
  const ref = refOf(await chat().postCard('C_PROD', card('open'), soon()));
  const trouble = { kind: 'rate-limited', retryAfterSec: 30 } as const;
  faults.add({ method: 'chat.*', times: 6, trouble });
  const said = Array.from({ length: 8 }, (_, at) => `line ${at}`);
  for (const text of said) await untilSaid(() => chat().postLine(ref, line(text), false, soon()));
  expect(thread(ref)).toEqual(said);
});

test('while Slack wants nothing more in a channel, nobody there overtakes', async () => {
  const { faults } = bench.workspace;
  const ref = refOf(await chat().postCard('C_PROD', card('open'), soon()));
  const trouble = { kind: 'rate-limited', retryAfterSec: 30 } as const;
  faults.add({ method: 'chat.postMessage', times: 1, trouble });
  const said = ['one', 'two', 'three'].map((text) =>
    chat().postLine(ref, line(text), false, soon()),
  );
  for (const one of await Promise.allSettled(said)) {
    expect(one).toMatchObject({ status: 'rejected', reason: { code: 'chat-unreachable' } });
    if (one.status === 'rejected') expect(one.reason.retryAfterMs).toBeGreaterThan(25_000);
  }
  expect(thread(ref)).toEqual([]);
  expect(await chat().postCard('C_SRE', card('open'), soon())).toMatchObject({ ok: true });
});

test('a short pause is waited for in place', async () => {
  const ref = refOf(await chat().postCard('C_PROD', card('open'), soon()));
  const trouble = { kind: 'rate-limited', retryAfterSec: 1 } as const;
  bench.workspace.faults.add({ method: 'chat.postMessage', times: 1, trouble });
  const said = ['one', 'two'].map((text) => chat().postLine(ref, line(text), false, soon()));
  await Promise.all(said);
  expect(thread(ref)).toEqual(['one', 'two']);
});

test('a strict Slack never has to say 429 to a busy channel', async () => {
  bench.workspace.useRates('strict');
  const ref = refOf(await chat().postCard('C_PROD', card('open'), soon()));
  const said = Array.from({ length: 7 }, (_, at) => `line ${at}`);
  await Promise.all(said.map((text) => chat().postLine(ref, line(text), false, soon())));
  expect(thread(ref)).toEqual(said);
  expect(posts().filter(({ status }) => status === 429)).toEqual([]);
});

test('after an hour of silence all is said that was to be said, in order', async () => {
  const { faults } = bench.workspace;
  const ref = refOf(await chat().postCard('C_PROD', card('open'), soon()));
  const outage = faults.add({ trouble: { kind: 'down', how: 'destroy' } });
  const startedMs = bench.clock.nowMs();
  const said = ['Ends in 10 min.', 'Access ended.', 'Removal confirmed.'];
  for (const text of said) {
    await untilSaid(async () => {
      if (bench.clock.nowMs() - startedMs > 3_600_000) outage.remove();
      return chat().postLine(ref, line(text), false, soon());
    });
  }
  expect(thread(ref)).toEqual(said);
});

test('a message whose answer was lost may stand there twice, never not at all', async () => {
  const trouble = { kind: 'lost-answer' } as const;
  bench.workspace.faults.add({ method: 'chat.postMessage', times: 1, trouble });
  const aiko = personKey('slack', 'T0STANDIN', 'U_AIKO');
  const faults = await untilSaid(() => chat().tell(aiko, notice('It ends at 20:07.'), soon()));
  expect(faults).toBe(1);
  expect(bench.workspace.as('U_AIKO').dms.map(({ text }) => text)).toEqual([
    'It ends at 20:07.',
    'It ends at 20:07.',
  ]);
});

test('a call that hangs holds up its own channel only, and no caller for long', async () => {
  const ref = refOf(await chat().postCard('C_PROD', card('open'), soon()));
  const trouble = { kind: 'hang', ms: 600 } as const;
  bench.workspace.faults.add({ method: 'chat.postMessage', times: 1, trouble });
  const impatient = chat().postLine(ref, line('slow'), false, AbortSignal.timeout(100));
  const next = chat().postLine(ref, line('next'), false, soon());
  await expect(impatient).rejects.toMatchObject({ code: 'chat-unreachable' });
  expect(await chat().postCard('C_SRE', card('open'), soon())).toMatchObject({ ok: true });
  expect(thread(ref)).toEqual([]);
  await next;
  expect(thread(ref)).toEqual(['slow', 'next']);
});

test('a token that Slack refuses is a fault, for an operator can mend it', async () => {
  bench.workspace.useScopes([]);
  const posting = chat().announce('C_PROD', notice('Hello.'), soon());
  await expect(posting).rejects.toMatchObject({ code: 'chat-refused' });
});

// The private one as well: Slack tells of both by the same event.
test.each(['C_PROD', 'C_SRE'])(
  'a channel that was shared meanwhile takes no more cards',
  async (channel) => {
    await chat().postCard(channel, card('open'), soon());
    bench.workspace.change(({ channels }) => {
      channels[channel] = { ...channels[channel]!, isExtShared: true };
    });
    await bench.workspace.event({ type: 'channel_shared', channel });
    await expect
      .poll(() => chat().postCard(channel, card('open'), soon()))
      .toEqual({
        ok: false,
        why: 'shared',
      });
  },
);

test('a channel that was archived meanwhile takes none, though no event says so', async () => {
  await chat().postCard('C_SRE', card('open'), soon());
  bench.workspace.change(({ channels }) => {
    channels['C_SRE'] = { ...channels['C_SRE']!, isArchived: true };
  });
  expect(await chat().postCard('C_SRE', card('open'), soon())).toEqual({ ok: false, why: 'gone' });
});

test('without being told, it is found out within five minutes', async () => {
  await chat().postCard('C_PROD', card('open'), soon());
  bench.workspace.change(({ channels }) => {
    channels['C_PROD'] = { ...channels['C_PROD']!, isExtShared: true };
  });
  bench.clock.turn(5 * 60_000);
  const posted = await chat().postCard('C_PROD', card('open'), soon());
  expect(posted).toEqual({ ok: false, why: 'shared' });
});

describe('a whisper', () => {
  test('whose address is spent is said in the channel, to the one person', async () => {
    const { workspace, engine } = bench;
    const aiko = workspace.as('U_AIKO');
    engine.answers.command = { kind: 'done', notice: notice('PA-7K3M2 was requested.') };
    const answer = await aiko.command('/prod-access', 'x', { channel: 'C_PROD' });
    const payload = answer.sent?.delivery.payload ?? {};
    for (const nth of [2, 3, 4, 5, 6]) {
      await workspace.deliver('slash_commands', { ...payload, trigger_id: `trigger.${nth}` });
    }
    await expect.poll(() => aiko.whispers).toHaveLength(6);
    const ways = workspace.calls.map(({ method, status }) => `${method} ${status}`);
    expect(ways.slice(-7)).toEqual([
      ...Array.from({ length: 5 }, () => 'response_url 200'),
      'response_url 404',
      'chat.postEphemeral 200',
    ]);
  });

  test('where the bot cannot speak is a direct message', async () => {
    bench.workspace.faults.add({
      method: 'response_url',
      trouble: { kind: 'down', how: 'destroy' },
    });
    const aiko = bench.workspace.as('U_AIKO');
    bench.engine.answers.command = { kind: 'done', notice: notice('PA-7K3M2 was requested.') };
    await aiko.command('/prod-access', 'x', { channel: 'C_RANDOM' });
    await aiko.untilDm('PA-7K3M2 was requested.');
  });

  test('that can be said nowhere is in the log, and breaks nothing', async () => {
    bench.workspace.faults.add({ trouble: { kind: 'down', how: 'destroy' } });
    bench.engine.answers.command = { kind: 'done', notice: notice('PA-7K3M2 was requested.') };
    await bench.workspace.as('U_AIKO').command('/prod-access', 'x', { channel: 'C_PROD' });
    await expect.poll(() => bench.events()).toContain('slack-whisper-lost');
  });
});
