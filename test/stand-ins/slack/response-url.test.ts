/** A response_url: five uses, thirty minutes, and whom its words reach. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Desk, startDesk } from './desk.ts';
import { type JsonObject, wordAt } from './json.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(() => desk.stop());

async function say(url: string, body: JsonObject): Promise<readonly [number, string]> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return [response.status, await response.text()];
}
const appWords = (user: string) =>
  desk.slack
    .as(user)
    .whispers.filter((one) => one.from === 'app')
    .map((one) => one.text);

describe('a response_url', () => {
  test('is used up after five answers', async () => {
    const url = await desk.responseUrl();
    for (const text of ['1', '2', '3', '4', '5']) {
      expect(await say(url, { text })).toEqual([200, 'ok']);
    }
    expect(await say(url, { text: '6' })).toEqual([404, '{"ok":false,"error":"used_url"}']);
    expect(appWords('U_AIKO')).toEqual(['1', '2', '3', '4', '5']);
  });

  test('ends thirty minutes after the click, used or not', async () => {
    const url = await desk.responseUrl();
    desk.pass(30 * 60_000);
    expect(await say(url, { text: 'in time' })).toEqual([200, 'ok']);
    desk.pass(1);
    const [status, body] = await say(url, { text: 'late' });
    expect([status, body]).toEqual([404, '{"ok":false,"error":"expired_url"}']);
  });

  test('is heard by the one person only, unless it says in_channel', async () => {
    const url = await desk.responseUrl();
    await say(url, { text: 'to you' });
    expect(desk.slack.messages('C_PROD')).toEqual([]);
    expect(appWords('U_BEN')).toEqual([]);
    await say(url, { text: 'to all', response_type: 'in_channel' });
    expect(desk.slack.messages('C_PROD')).toMatchObject([{ text: 'to all' }]);
  });

  test('of a click replaces or deletes the clicked message when asked to', async () => {
    const button = { type: 'button', action_id: 'b', text: { type: 'plain_text', text: 'Go' } };
    const blocks = [{ type: 'actions', elements: [button] }];
    const posted = await desk.call('chat.postMessage', { channel: 'C_PROD', text: 'x', blocks });
    const clicked = await desk.slack.as('U_BEN').click('C_PROD', wordAt(posted, 'ts'), 'Go');
    const url = wordAt(clicked.sent?.delivery.payload, 'response_url');
    await say(url, { text: 'instead', replace_original: true });
    expect(desk.slack.messages('C_PROD')).toMatchObject([{ text: 'instead', blocks: [] }]);
    await say(url, { delete_original: true });
    expect(desk.slack.messages('C_PROD')).toEqual([]);
  });

  test('takes no more in a message than the API takes', async () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }];
    const [status, body] = await say(await desk.responseUrl(), { blocks });
    expect(status).toBe(400);
    expect(body).toContain('invalid_blocks');
  });
});
