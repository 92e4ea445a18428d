/**
 * The bare server that ours is compared with: Bolt, one command, one fixed modal, and no more.
 *
 * Plain JavaScript behind the compile cache, started the way the launcher starts ours.
 */

import { readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
nodeModule.enableCompileCache?.(`${root}node_modules/.cache/compile`);
const { App, HTTPReceiver, LogLevel } = await import('@slack/bolt');

const { env } = process;
const readView = () => JSON.parse(readFileSync(env.BARE_VIEW, 'utf8'));
const view = env.BARE_VIEW ? readView() : { type: 'modal', blocks: [] };

const receiver = new HTTPReceiver({
  signingSecret: env.SLACK_SIGNING_SECRET,
  logLevel: LogLevel.WARN,
  customRoutes: [
    {
      path: '/readyz',
      method: ['GET'],
      handler: (_request, response) => response.writeHead(200).end('ok\n'),
    },
  ],
});

const app = new App({
  token: env.SLACK_BOT_TOKEN,
  receiver,
  logLevel: LogLevel.WARN,
  // As our own client has them.
  clientOptions: {
    slackApiUrl: env.SLACK_API_URL,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  },
});

app.command('/prod-access', async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view });
});

await app.start(Number(env.PORT));
