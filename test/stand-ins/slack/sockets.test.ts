/** Socket Mode: several sockets, each envelope to one of them, none lost with its socket. */

import type { App } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import { type Bench, createApp, startBench } from './bolt-fixture.ts';

const heard: string[] = [];
const listenAs =
  (name: string, ms = 0) =>
  (app: App) => {
    app.command('/prod-access', async ({ ack, body }) => {
      heard.push(`${name} ${body.text}`);
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      await ack(`from ${name}`);
    });
  };

let bench: Bench | undefined;
const others: App[] = [];
afterEach(async () => {
  heard.length = 0;
  await bench?.stop();
  for (const app of others.splice(0)) await app.stop().catch(() => undefined);
});

async function second(listen: (app: App) => void): Promise<void> {
  if (bench === undefined) return;
  const app = createApp(bench.slack, 'socket');
  app.error(async () => {});
  listen(app);
  await app.start();
  others.push(app);
}

describe('with two sockets', () => {
  test('each payload goes to one of them, and both get their share', async () => {
    bench = await startBench('socket', listenAs('one'));
    await second(listenAs('two'));
    expect(bench.slack.sockets.count).toBe(2);
    const aiko = bench.slack.as('U_AIKO');
    for (let index = 0; index < 12; index += 1) await aiko.command('/prod-access', `${index}`);
    const names = heard.map((line) => line.split(' ')[0]);
    expect(names).toHaveLength(12);
    expect(new Set(names)).toEqual(new Set(['one', 'two']));
  });

  test('an envelope whose socket breaks before the ack is given again', async () => {
    bench = await startBench('socket', listenAs('slow', 200));
    const { slack } = bench;
    const asked = slack.as('U_AIKO').command('/prod-access', 'x');
    await expect.poll(() => heard, { timeout: 5000 }).toEqual(['slow x']);
    slack.sockets.drop();
    await second(listenAs('other'));
    expect((await asked).whispers).toMatchObject([{ text: 'from other' }]);
    expect(heard).toEqual(['slow x', 'other x']);
  });
});

describe('a socket', () => {
  test('told to go comes back, and meanwhile nobody answers', async () => {
    bench = await startBench('socket', listenAs('one'));
    const { slack } = bench;
    slack.sockets.disconnect('refresh_requested');
    await slack.until(() => slack.sockets.count === 0);
    const failed = await slack.as('U_AIKO').command('/prod-access', 'x');
    expect(failed.shown).toBe('/prod-access failed with the error "dispatch_failed"');
    // This client waits five seconds before it comes back.
    await slack.until(() => slack.sockets.count === 1, 15_000);
    const again = await slack.as('U_AIKO').command('/prod-access', 'y');
    expect(again.shown).toBeUndefined();
  });

  test('that comes with a ticket already used is turned away', async () => {
    bench = await startBench('socket', listenAs('one'));
    const url = `${bench.slack.url.replace('http', 'ws')}/link/?ticket=ticket-1`;
    const socket = new WebSocket(url);
    const outcome = await new Promise((resolve) => {
      socket.addEventListener('open', () => resolve('open'));
      socket.addEventListener('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });
});
