/** Microsoft on a bad day: throttling, outages, slow and lost answers. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { objectAt } from '../slack/json.ts';
import { type Bot, startBot } from './bot-fixture.ts';
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

test('strict rates let seven messages at once into a conversation, and others go on', async () => {
  bot.teams.useRates('strict');
  const answers = await Promise.all(Array.from({ length: 9 }, () => post()));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(2);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
  const elsewhere = `v3/conversations/${encodeURIComponent(SAMPLE_IDS.approvals)}/activities`;
  const other = await bot.call('POST', elsewhere, { type: 'message', text: 'calm' });
  expect(other.status).toBe(201);
});
