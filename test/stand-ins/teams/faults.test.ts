/** Microsoft on a bad day: throttling, outages, slow and lost answers. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { objectAt } from '../slack/json.ts';
import { type Bot, startBot } from './bot-fixture.ts';
import type { Call } from './call.ts';
import { createLimiter } from './rates.ts';
import { SAMPLE_IDS } from './sample.ts';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.stop());

const place = `v3/conversations/${encodeURIComponent(SAMPLE_IDS.ops)}/activities`;
const post = (text = 'hello') => bot.call('POST', place, { type: 'message', text });
const posted = () => bot.teams.messages(SAMPLE_IDS.ops).map(({ text }) => text);
const isConnector = { when: (call: { service: string }) => call.service === 'connector' };

describe('a fault', () => {
  test('of throttling tells when to come back, as often as ordered and no oftener', async () => {
    const trouble = { kind: 'rate-limited', retryAfterSec: 7 } as const;
    const storm = bot.teams.faults.add({ ...isConnector, times: 1, trouble });
    const { status, headers, body } = await post();
    expect([status, headers.get('retry-after')]).toEqual([429, '7']);
    expect(objectAt(body, 'error')['code']).toBe('Throttled');
    expect((await post()).status).toBe(201);
    expect(storm.hits).toBe(1);
    expect(posted()).toEqual(['hello']);
  });

  test('of an outage lasts until it is removed', async () => {
    const trouble = { kind: 'down', how: '503' } as const;
    const outage = bot.teams.faults.add({ ...isConnector, trouble });
    expect((await post()).status).toBe(503);
    outage.remove();
    bot.teams.faults.add({ ...isConnector, times: 1, trouble: { kind: 'down', how: 'destroy' } });
    await expect(post()).rejects.toBeInstanceOf(Error);
    expect((await post()).status).toBe(201);
  });

  test('of a lost answer comes after the post was done', async () => {
    bot.teams.faults.add({ ...isConnector, times: 1, trouble: { kind: 'lost-answer' } });
    await expect(post('first')).rejects.toBeInstanceOf(Error);
    await post('again');
    expect(posted()).toEqual(['first', 'again']);
    expect(bot.teams.calls.filter(isConnector.when).map(({ fault }) => fault)).toEqual([
      'lost-answer',
      undefined,
    ]);
  });

  test('of a hang does the work all the same', async () => {
    bot.teams.faults.add({ ...isConnector, times: 1, trouble: { kind: 'hang', ms: 20 } });
    const slow = post();
    await bot.teams.until(() => posted().length === 1);
    expect((await slow).status).toBe(201);
  });

  test('may be any error of one service alone', async () => {
    bot.teams.faults.add({
      when: ({ service }) => service === 'graph',
      trouble: { kind: 'error', status: 403, code: 'Authorization_RequestDenied' },
    });
    const { status, body } = await bot.call('GET', 'graph/users/x');
    expect(status).toBe(403);
    expect(objectAt(body, 'error')['code']).toBe('Authorization_RequestDenied');
    expect((await post()).status).toBe(201);
  });
});

describe('strict rates', () => {
  const write = (conversation: string): Call => ({
    service: 'connector',
    method: 'POST',
    path: `v3/conversations/${conversation}/activities`,
    segments: ['v3', 'conversations', conversation, 'activities'],
    query: {},
    body: {},
  });

  test('let seven messages a second into a conversation, and eight in two', () => {
    const limiter = createLimiter('strict');
    const take = (atMs: number, conversation = 'ops') => limiter.take(write(conversation), atMs);
    for (let message = 0; message < 7; message += 1) expect(take(0)).toBeUndefined();
    expect(take(999)).toBe(1);
    expect(take(999, 'elsewhere')).toBeUndefined();
    expect(take(1000)).toBeUndefined();
    expect(take(1500)).toBe(2);
    expect(take(2000)).toBeUndefined();
  });

  test('let sixty messages in half a minute into a conversation', () => {
    const limiter = createLimiter('strict');
    for (let message = 0; message < 60; message += 1) {
      expect(limiter.take(write('ops'), message * 400)).toBeUndefined();
    }
    expect(limiter.take(write('ops'), 29_000)).toBe(30);
    expect(limiter.take({ ...write('ops'), method: 'GET' }, 29_000)).toBeUndefined();
  });

  test('are kept on the wire from when they are wished for', async () => {
    bot.teams.useRates('strict');
    const until429 = async (left: number): Promise<string | null> => {
      const { status, headers } = await post();
      if (status === 429 || left === 0) return headers.get('retry-after');
      return until429(left - 1);
    };
    expect(Number(await until429(100))).toBeGreaterThan(0);
  });
});
