/** Ours in the storm, a process of its own: the whole program but for its way in and surveys. */

import * as adapters from '../../adapters/registry.ts';
import { openChats } from '../../adapters/registry-chats.ts';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import { createApp } from '../../src/app.ts';
import type { Settings } from '../../src/config/env.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { SECRET } from './commands.ts';
import { configText } from './storm-town.ts';

const [database = '', startMs = '', slackApiUrl = ''] = process.argv.slice(2);
const settings: Settings = {
  slack: {
    botToken: 'xoxb-1111-2222-standin',
    apiUrl: slackApiUrl,
    transport: { kind: 'http', signingSecret: SECRET },
  },
  aws: { region: 'us-east-1' },
  configFile: 'storm.yml',
  database,
  commandSocket: `${database}.sock`,
  port: 0,
  logLevel: 'error',
  isStandIn: true,
};

const parsed = parseConfig(configText(), settings.configFile);
if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
const { config } = parsed;
// At its own pace the real one, but set to just before the end of all that is held.
const clock = createTurnedClock({ startMs: Number(startMs) });
const { ids } = await adapters.openRuntime();
const log = await adapters.openLog(settings.logLevel, []);
const store = await adapters.openStore(database, { kind: 'live', region: '', clock });
const http = await adapters.openHttp(0, '127.0.0.1', log);
const aws = await adapters.openAws(settings, config, clock);
const { chat, directory } = await openChats({ settings, config, http, clock, log });
const app = createApp({
  ports: {
    store,
    chat,
    directory,
    principals: aws.principals,
    // The hourly survey is no part of a drain, and neither does the bare loop make one.
    provider: { ...aws.provider, survey: async function* () {} },
    targets: aws.targets,
    pager: await adapters.openPager(undefined),
    clock,
    ids,
    log,
    skewMs: () => 0,
  },
  config,
  version: 'storm',
  storeName: 'sqlite live',
  spread: Math.random,
});
await app.start();
process.send?.('ready');
