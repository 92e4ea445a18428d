/** Slack on a bad day, met by the real client: storms, outages, slow and lost answers. */

import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Slack, startSlack } from './slack.ts';

let slack: Slack;
let client: WebClient;
beforeEach(async () => {
  slack = await startSlack();
  client = clientWith(5000);
});
afterEach(() => slack.close());

const clientWith = (timeout: number) =>
  new WebClient(slack.tokens.bot, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: quiet,
  });
const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => 'error' as never,
};
const post = (text = 'hello') => client.chat.postMessage({ channel: 'C_PROD', text });
const posted = () => slack.messages('C_PROD').map((one) => one.text);

describe('a fault', () => {
  test('of 429 tells when to come back, as often as ordered and no oftener', async () => {
    const trouble = { kind: 'rate-limited', retryAfterSec: 7 } as const;
    const storm = slack.faults.add({ method: 'chat.*', times: 2, trouble });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    await expect(post()).resolves.toMatchObject({ ok: true });
    expect(storm.hits).toBe(2);
    expect(slack.calls.map((call) => call.status)).toEqual([429, 429, 200]);
  });

  test.each(['destroy', '503'] as const)('of an outage (%s) lasts until removed', async (how) => {
    const outage = slack.faults.add({ trouble: { kind: 'down', how } });
    await expect(post()).rejects.toBeInstanceOf(Error);
    await expect(client.auth.test()).rejects.toBeInstanceOf(Error);
    outage.remove();
    await post();
    expect(posted()).toEqual(['hello']);
  });

  test('of a lost answer comes after the post was done', async () => {
    slack.faults.add({ times: 1, trouble: { kind: 'lost-answer' } });
    await expect(post('first')).rejects.toBeInstanceOf(Error);
    await post('again');
    expect(posted()).toEqual(['first', 'again']);
  });

  test('of a hang outlasts the caller’s timeout, and the post is done all the same', async () => {
    slack.faults.add({ times: 1, trouble: { kind: 'hang', ms: 400 } });
    const impatient = clientWith(100).chat.postMessage({ channel: 'C_PROD', text: 'hello' });
    await expect(impatient).rejects.toBeInstanceOf(Error);
    await slack.until(() => posted().length === 1);
  });

  test('meets only the calls it was ordered for', async () => {
    slack.faults.add({
      method: 'chat.postMessage',
      when: (call) => call.args['text'] === 'unlucky',
      trouble: { kind: 'error', error: 'internal_error' },
    });
    await expect(post('unlucky')).rejects.toMatchObject({ data: { error: 'internal_error' } });
    await post('lucky');
    expect(posted()).toEqual(['lucky']);
  });
});

describe('strict rates', () => {
  test('let five posts through in a channel and then one a second', async () => {
    slack.useRates('strict');
    for (const text of ['1', '2', '3', '4', '5']) await post(text);
    await expect(post('6')).rejects.toMatchObject({ retryAfter: 1 });
    await client.chat.postMessage({ channel: 'C_SRE', text: 'elsewhere' });
  });

  test('give a tier-2 method twenty calls a minute', async () => {
    slack.useRates('strict');
    const ask = () => client.usergroups.users.list({ usergroup: 'S_LEADS' });
    for (let call = 0; call < 20; call += 1) await ask();
    await expect(ask()).rejects.toMatchObject({ retryAfter: 60 });
  });
});
