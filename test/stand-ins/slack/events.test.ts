/** Events: the Home tab that opens, and what is sent again when nobody takes it. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Bench, startBench } from './bolt-fixture.ts';
import { type Slack, startSlack } from './slack.ts';

let bench: Bench | undefined;
let slack: Slack | undefined;
let bot: Server | undefined;
afterEach(async () => {
  await bench?.stop();
  await slack?.close();
  bot?.close();
  bench = slack = bot = undefined;
});

/** A bot that answers with these statuses in turn and tells the retry headers it saw. */
async function startBot(statuses: readonly number[], headers: Record<string, string> = {}) {
  const seen: (string | string[] | undefined)[] = [];
  bot = createServer((request, response) => {
    seen.push(request.headers['x-slack-retry-num']);
    request.resume();
    response.writeHead(statuses[seen.length - 1] ?? 200, headers).end();
  });
  await new Promise<void>((resolve) => bot?.listen(0, '127.0.0.1', resolve));
  const requestUrl = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/`;
  slack = await startSlack({ requestUrl, eventRetryDelaysMs: [0, 5, 10] });
  return { seen, slack };
}
const EVENT = { type: 'channel_archive', channel: 'C_PROD' };

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  test('opening the Home tab has the bot publish it', async () => {
    bench = await startBench(mode, (app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        const text = { type: 'plain_text', text: 'Your grants' } as const;
        const view = { type: 'home', blocks: [{ type: 'header', text }] } as const;
        await client.views.publish({
          user_id: event.user,
          view: { ...view, blocks: [...view.blocks] },
        });
      });
    });
    const aiko = bench.slack.as('U_AIKO');
    await aiko.openHome();
    await aiko.untilHome('Your grants');
  });
});

describe('an event', () => {
  test('is tried three times more, numbered, until it is taken', async () => {
    const { seen, slack } = await startBot([500, 500, 200]);
    expect((await slack.event(EVENT)).status).toBe(500);
    await slack.eventsSettled();
    expect(seen).toEqual([undefined, '1', '2']);
  });

  test('is given up after the third retry', async () => {
    const { seen, slack } = await startBot([500, 500, 500, 500, 500]);
    await slack.event(EVENT);
    await slack.eventsSettled();
    expect(seen).toHaveLength(4);
  });

  test('is not sent again to a bot that asks for no retry', async () => {
    const { seen, slack } = await startBot([500], { 'x-slack-no-retry': '1' });
    await slack.event(EVENT);
    await slack.eventsSettled();
    expect(seen).toHaveLength(1);
  });
});
